"""A figure beside others: the comparisons, each an answer of its own, and its change taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.catalog.text import Language

if TYPE_CHECKING:
    from assistant.explanation.answer import Answer, CaveatShown


class Kind(StrEnum):
    """What a figure is set beside."""

    OWN = "own"
    PER = "per"
    LEVEL = "level"
    GROUP = "group"
    PEERS = "peers"
    SIZE = "size"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that the figure is set beside; ``answer`` says it, with its table, chart and caveats.

    ``name`` is that of the place, group or denominator; empty where there is none.
    """

    kind: Kind
    heading: str
    answer: Answer
    name: str = ""

    def to_json(self) -> dict[str, object]:
        """Return it as a program gets it."""
        told = self.answer.to_json()
        kept = ("sql", "columns", "rows", "suppressed", "margins", "answer", "caveats", "sources")
        return {"kind": self.kind.value, "heading": self.heading, **{name: told[name] for name in kept}}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change: what it was, what it became, and what it ``adds`` to the change of the whole."""

    label: str
    before: float
    after: float
    adds: float


@dataclass(frozen=True, slots=True)
class Parts:
    """A change in parts that are together exactly ``whole``; ``by`` says along what it was taken apart."""

    by: str
    whole: float
    parts: tuple[Part, ...]
    text: str
    caveats: tuple[CaveatShown, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return it as a program gets it."""
        return {
            "by": self.by,
            "whole": self.whole,
            "parts": [
                {"label": one.label, "before": one.before, "after": one.after, "adds": one.adds} for one in self.parts
            ],
            "text": self.text,
            "caveats": [caveat.to_json() for caveat in self.caveats],
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure beside others. The first comparison is the figure itself; ``parts`` is its change taken apart.

    ``no_cause`` is what is said under every change that is taken apart; empty where none is.
    """

    language: Language
    comparisons: tuple[Comparison, ...]
    parts: tuple[Parts, ...] = ()
    no_cause: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the object that stands under ``standing``."""
        return {
            "language": self.language,
            "comparisons": [one.to_json() for one in self.comparisons],
            "parts": [one.to_json() for one in self.parts],
            "no_cause": self.no_cause or None,
        }
