"""A decided question."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Grain
from assistant.plan.borders import TodaysBorders
from assistant.plan.calculations import Calculation, Direction
from assistant.plan.conditions import Condition
from assistant.plan.filters import Filter, Split
from assistant.plan.periods import PeriodChoice


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by a metric (or its calculation), by the time column, or by a split's label."""

    by: MetricRef | Split | None
    descending: bool = True


@dataclass(frozen=True, slots=True)
class WordUse:
    """A word of the question and what it was taken for."""

    text: str
    as_: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the question left open, in words for the reader; ``kind`` is period, place, member, default …"""

    kind: str
    text: str


class Premise(StrEnum):
    """What a figure cannot settle though the question asks it; each becomes a blocking caveat ``catalog.<value>``."""

    CAUSAL = "causal"
    OPINION = "opinion"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Plan:
    """A decided question. ``per`` adds a time column of that grain; ``splits`` are in asked order.

    ``standing`` asks where the figure stands beside others and before. ``supposed`` is the way that a
    why-question takes the figure to have gone. ``noun`` is the field whose one member is counted by its own name:
    "hoeveel woninginbraken". ``margin`` is how much more evidence the words give for this reading than for the next
    (None: there is no other); it says how sure the reading is, not what it is. With ``borders`` a filter holds a
    member of today and what it was made of, together.
    """

    metrics: tuple[MetricRef, ...]
    language: Language
    splits: tuple[Split, ...] = ()
    filters: tuple[Filter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    period: PeriodChoice | None = None
    per: Grain | None = None
    calculation: Calculation | None = None
    order: Order | None = None
    limit: int | None = None
    premise: Premise | None = None
    noun: FieldRef | None = None
    standing: bool = False
    supposed: Direction | None = None
    borders: TodaysBorders | None = None
    chart: bool = False
    assumptions: tuple[Assumption, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"
    margin: float | None = field(default=None, compare=False)
