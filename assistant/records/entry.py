"""What people add to answers: a note ("duiding") is an opinion, an agreement ("afspraak") is what will be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from assistant.errors import InputError
from assistant.records.subject import Subject

#: Characters that a note or the text of an agreement may have: what people read on one page.
MOST = 4_000
#: Characters that a name may have.
MOST_NAME = 200


class Kind(StrEnum):
    """A note or an agreement."""

    NOTE = "note"
    AGREEMENT = "agreement"


class Way(StrEnum):
    """Which way the figure should move."""

    UP = "up"
    DOWN = "down"


class EditConflict(InputError):
    """Somebody else changed the same note or agreement meanwhile; ``current`` is what stands there now."""

    def __init__(self, current: Entry) -> None:
        super().__init__(
            "somebody else changed this meanwhile", hint="read what stands there now, then change it again"
        )
        self.current = current


class UnknownEntry(InputError):
    """There is no note or agreement of that name."""


@dataclass(frozen=True, slots=True)
class Note:
    """An interpretation by a participant: an opinion, and never shown as data."""

    text: str

    def __post_init__(self) -> None:
        _check(self.text, "the note")

    def to_json(self) -> dict[str, Any]:
        """Return it as the records keep it."""
        return {"text": self.text}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read it back."""
        return cls(kept["text"])


@dataclass(frozen=True, slots=True)
class Agreement:
    """What will be done, by whom, and which figure should move which way by when (to ``target``, when one is set)."""

    what: str
    who: str
    metric: str
    way: Way
    due: date
    target: float | None = None

    def __post_init__(self) -> None:
        _check(self.what, "the agreement")
        _check(self.who, "the name of who does it", MOST_NAME)

    def to_json(self) -> dict[str, Any]:
        """Return it as the records keep it."""
        kept: dict[str, Any] = {"what": self.what, "who": self.who, "metric": self.metric, "way": self.way.value}
        return kept | {"due": self.due.isoformat(), "target": self.target}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read it back."""
        due = date.fromisoformat(kept["due"])
        return cls(kept["what"], kept["who"], kept["metric"], Way(kept["way"]), due, kept["target"])


Body = Note | Agreement


@dataclass(frozen=True, slots=True)
class Entry:
    """A note or agreement as it stands: who wrote this version of it, when, and under which answer."""

    id: str
    body: Body
    subject: Subject
    author: str
    written_at: datetime
    version: int
    answer_id: str | None = None
    withdrawn: bool = False

    @property
    def kind(self) -> Kind:
        """Whether it is a note or an agreement."""
        return Kind.NOTE if isinstance(self.body, Note) else Kind.AGREEMENT


def _check(text: str, what: str, most: int = MOST) -> None:
    if not text.strip():
        raise InputError(f"{what} is empty", hint="write at least a word")
    if len(text) > most:
        raise InputError(
            f"{what} has {len(text)} characters and may have {most}", hint="say it shorter, or link to a document"
        )
