"""What a question looks like once it is read: tokens, and the spans that are a number, a period or a cue.

A span says where it stands twice: ``start``/``end`` are character offsets in :attr:`Analysis.text`
(``text[start:end]``), ``first``/``last`` are the indices of its first and last token, both inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Grain
from assistant.language.kinds import CueKind

Unit = Literal["percent", "points", "euro"]
Moment = Literal["start", "middle", "end", "date"]
ArgValue = str | float | int | bool | None


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    PUNCT = "punct"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    ``norm`` is lower case with plain quotes and dashes, accents kept; ``folded`` has no accents, apostrophes or
    hyphens either. ``lemmas`` are the dictionary forms in both languages, Dutch first; ``parts`` the words a
    compound is made of (empty when it does not split). ``stop`` marks words that carry no meaning of their own.
    """

    text: str
    norm: str
    folded: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    start: int
    end: int
    kind: TokenKind
    stop: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the question."""

    text: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NumberSpan(Span):
    """A number as the asker wrote it; ``alternative`` is set when the notation can also mean another value."""

    value: float
    unit: Unit | None = None
    decimals: int = 0
    approx: bool = False
    alternative: float | None = None


class PeriodKind(StrEnum):
    """How a period was said; the planner needs it where the data decides which period is meant."""

    POINT = "point"  # one period: "2023", "vorig jaar", "op 1 januari 2024"
    RANGE = "range"  # from one to another, or open on one side
    LAST_N = "last_n"  # "de afgelopen vijf jaar": ``count`` periods of ``grain``, None when vague
    LATEST = "latest"  # "de laatst bekende cijfers", "nu"
    SAME_LAST_YEAR = "same_last_year"  # "dezelfde periode vorig jaar"
    PRIOR = "prior"  # "het jaar ervoor": one period, or ``count`` of them, before the one that is spoken of
    SAME_IN = "same_in"  # "dezelfde maand van 2024": the period that is spoken of, in another year
    FOLLOWING = "following"  # "het jaar erna": so many periods after it
    TO_DATE = "to_date"  # "dit jaar tot nu toe"
    RECURRING = "recurring"  # no year said: "in mei", "op 1 januari"; the latest such one on or before today
    ALL = "all"  # "alle jaren"


@dataclass(frozen=True, slots=True)
class PeriodSpan(Span):
    """A period in the question, worked out against the given date.

    ``open_end``: up to now or the latest known ("sinds 2018"); ``open_start``: from the first known ("tot 2020").
    ``loose_end``: "van 2015 tot 2020", where "tot" may or may not include 2020 (it is included here).
    ``moment``: a point in the period ("eind 2023", "begin 2023", "op 1 januari 2024"); of a range ``last_moment`` is
    the point in its last period ("van begin 2020 tot eind 2023"). ``unit``: it is named as one thing ("de zomer van
    2024"). ``compare``: the period is the base of a comparison ("ten opzichte van 2019"). ``ambiguous``: another
    reading is just as likely; where it can be told, ``other`` is that reading ("voor 2020": in 2020, or before it).
    """

    kind: PeriodKind
    start_period: Period
    end_period: Period
    grain: Grain
    open_end: bool = False
    open_start: bool = False
    loose_end: bool = False
    relative: bool = False
    moment: Moment | None = None
    last_moment: Moment | None = None
    unit: bool = False
    compare: bool = False
    count: int | None = None
    ambiguous: bool = False
    other: PeriodSpan | None = None

    @property
    def open_ended(self) -> bool:
        """Whether it runs up to now."""
        return self.open_end


@dataclass(frozen=True, slots=True)
class CueSpan(Span):
    """A candidate reading of a few words as an operator of the question.

    ``ambiguous``: the same words may be something else (a metric called "groei", another cue over the same words).
    ``target`` is the index of the token that a split or denominator begins with ("per **wijk**"), not part of the cue.
    """

    kind: CueKind
    args: Mapping[str, ArgValue] = field(default_factory=dict, hash=False)
    target: int | None = None
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question, read: nothing in it knows a catalogue.

    ``other``: it is clearly written in neither Dutch nor English; ``language`` then is the best guess.
    ``mixed``: it has words of both. ``ordinals`` ("tweede", "3rd") are kept apart from ``numbers``.
    """

    text: str
    language: Language
    other: bool
    mixed: bool
    tokens: tuple[Token, ...]
    numbers: tuple[NumberSpan, ...]
    ordinals: tuple[NumberSpan, ...]
    periods: tuple[PeriodSpan, ...]
    cues: tuple[CueSpan, ...]

    def cues_of(self, *kinds: CueKind) -> tuple[CueSpan, ...]:
        """Return the cues of these kinds, in the order of the question."""
        return tuple(cue for cue in self.cues if cue.kind in kinds)

    def has(self, *kinds: CueKind) -> bool:
        """Whether there is a cue of one of these kinds."""
        return any(cue.kind in kinds for cue in self.cues)
