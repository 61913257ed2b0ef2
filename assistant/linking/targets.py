"""What words can stand for: the things a catalogue documents, and the evidence that a word means one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

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


#: How much a match is worth before its details are weighed.
_WORTH = {Evidence.EXACT: 1.0, Evidence.INFLECTED: 0.96, Evidence.COMPOUND: 0.9, Evidence.PARTIAL: 0.6}

#: What the weakest evidence is worth.
WEAKEST = min(_WORTH.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the catalogue and what it stands for. ``rank`` orders labels before synonyms before names.

    ``name``: it is a name that only the data know ("Kerkstraat"); compounds are not made of names.
    """

    phrase: str
    target: Target
    rank: int = 0
    name: bool = False


class Said(Protocol):
    """A phrase with what it stands for, as an index gives it back."""

    @property
    def phrase(self) -> str:
        """As the catalogue writes it."""
        ...

    @property
    def target(self) -> Target:
        """What it stands for."""
        ...

    @property
    def rank(self) -> int:
        """Labels before synonyms before names."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """Tokens ``first`` to ``last`` (inclusive) of a question may stand for ``target``."""

    first: int
    last: int
    target: Target
    evidence: Evidence
    score: float
    phrase: str

    @classmethod
    def made(cls, first: int, last: int, said: Said, evidence: Evidence, adjust: float = 0.0) -> Link:
        """Link tokens to what a phrase stands for; ``adjust`` weighs how well they fit."""
        score = _WORTH[evidence] - 0.01 * said.rank + adjust
        return cls(first, last, said.target, evidence, round(score, 4), said.phrase)

    @property
    def span(self) -> tuple[int, int]:
        """First and last token."""
        return self.first, self.last

    def overlaps(self, first: int, last: int) -> bool:
        """Whether the link shares a token with ``first`` to ``last``."""
        return self.first <= last and first <= self.last
