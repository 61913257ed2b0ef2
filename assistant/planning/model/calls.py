"""The border to a language model: what is said to it, what comes back, and what is written down of both."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

#: Tokens that a reply may hold: more than any of our shapes needs.
MOST_REPLY = 700


class Failure(StrEnum):
    """Why a call brought nothing; each leads back to the embedded answer."""

    TIMEOUT = "timeout"  # it did not answer within the time there was
    BUSY = "busy"  # it asked to come back later (429), more often than there was time for
    BROKEN = "broken"  # it could not be reached (5xx counts as that, but 500)
    FAULT = "fault"  # it had a fault of its own (500), which may be its way to say that it does not take a shape
    REFUSED = "refused"  # it did not take the call (4xx): a wrong key, name or address
    SHAPE = "shape"  # it does not take the shape of reply that was asked for; another is tried
    PROSE = "prose"  # it talked, where JSON was asked for
    MALFORMED = (
        "malformed"  # what it said is not what was asked: broken JSON, other fields, names that were not offered
    )
    ENDLESS = "endless"  # it went on beyond any length that was asked
    SPENT = "spent"  # the tokens of this question, person or day are used up; no call was made
    RESTING = "resting"  # it failed so often just now that it is left alone for a while; no call was made
    STOPPED = "stopped"  # whoever asked went away


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to a model: one rendered file of ``prompts/`` and the shape that the reply must have."""

    name: str
    version: int
    system: str
    user: str
    schema: Mapping[str, Any]

    @property
    def length(self) -> int:
        """Letters that leave the house."""
        return len(self.system) + len(self.user)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, read as JSON; ``told`` and ``heard`` are its own count of tokens in and out."""

    value: Mapping[str, Any]
    text: str
    told: int = 0
    heard: int = 0


class Talker(Protocol):
    """A chat model behind one door. It never raises: what goes wrong comes back as a :class:`Failure`."""

    @property
    def name(self) -> str:
        """``provider:model``, as the setting names it."""
        ...

    def say(self, prompt: Prompt, seconds: float) -> Reply | Failure:
        """Return the reply to ``prompt`` within ``seconds``; it holds up to :data:`MOST_REPLY` tokens."""
        ...


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call, as it is kept with the answer that it was made for: what left the house, and what came of it."""

    model: str
    prompt: str
    version: int
    sent: str
    received: str
    outcome: str
    told: int
    heard: int
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """The tokens that may still be used: for one question, by this person today, by everybody today."""

    question: int
    person: int
    day: int

    @property
    def left(self) -> int:
        """What a next call may use, in and out together."""
        return min(self.question, self.person, self.day)


@dataclass(slots=True)
class CallLog:
    """The calls that were made for one question, with what it may use and how long it may take in all."""

    allowance: Allowance
    seconds: float
    calls: list[ModelCall] = field(default_factory=list)
    _begun: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> int:
        """Tokens that a next call may use."""
        return self.allowance.left - sum(call.told + call.heard for call in self.calls)

    @property
    def patience(self) -> float:
        """Seconds that are left."""
        return self.seconds - sum(call.milliseconds for call in self.calls) / 1000

    def begin(self) -> None:
        """A call begins."""
        self._begun = time.monotonic()

    def end(self, call: ModelCall) -> None:
        """Take down a call; how long it took is since it began."""
        took = round((time.monotonic() - self._begun) * 1000, 1) if call.sent else 0.0
        self.calls.append(replace(call, milliseconds=took))
