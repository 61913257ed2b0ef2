"""What words can stand for: the things a catalogue documents, and the evidence that a word means one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member


@dataclass(frozen=True, slots=True)
class MetricTarget:
    """A metric: what is asked."""

    ref: MetricRef

    def __str__(self) -> str:
        return str(self.ref)


@dataclass(frozen=True, slots=True)
class FieldTarget:
    """A dimension, key, attribute or time field by its own name ("leeftijd", "soort misdrijf")."""

    ref: FieldRef

    def __str__(self) -> str:
        return str(self.ref)


@dataclass(frozen=True, slots=True)
class LevelTarget:
    """A level of a levelled field ("wijk", "gemeenten")."""

    ref: FieldRef
    level: str

    def __str__(self) -> str:
        return f"{self.ref}:{self.level}"


@dataclass(frozen=True, slots=True)
class MemberTarget:
    """A member of a dimension: a place, an age group, a category."""

    ref: FieldRef
    member: Member

    def __str__(self) -> str:
        return f"{self.ref}={self.member.value}"


@dataclass(frozen=True, slots=True)
class GroupTarget:
    """A documented set of members."""

    name: str

    def __str__(self) -> str:
        return f"group:{self.name}"


@dataclass(frozen=True, slots=True)
class ConceptTarget:
    """An everyday word with several approved readings."""

    name: str

    def __str__(self) -> str:
        return f"concept:{self.name}"


@dataclass(frozen=True, slots=True)
class DenominatorTarget:
    """What "per …" divides by."""

    name: str

    def __str__(self) -> str:
        return f"per:{self.name}"


@dataclass(frozen=True, slots=True)
class DatasetTarget:
    """A dataset as a subject."""

    name: str

    def __str__(self) -> str:
        return self.name


Target = (
    MetricTarget
    | FieldTarget
    | LevelTarget
    | MemberTarget
    | GroupTarget
    | ConceptTarget
    | DenominatorTarget
    | DatasetTarget
)


class Evidence(StrEnum):
    """How a word came to its target, strongest first."""

    EXACT = "exact"
    INFLECTED = "inflected"
    COMPOUND = "compound"
    PARTIAL = "partial"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the catalogue and what it stands for. ``rank`` orders labels before synonyms before names."""

    phrase: str
    target: Target
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Tokens ``first`` to ``last`` (inclusive) of a question may stand for ``target``."""

    first: int
    last: int
    target: Target
    evidence: Evidence
    score: float
    phrase: str

    @property
    def span(self) -> tuple[int, int]:
        """First and last token."""
        return self.first, self.last

    def overlaps(self, first: int, last: int) -> bool:
        """Whether the link shares a token with ``first`` to ``last``."""
        return self.first <= last and first <= self.last
