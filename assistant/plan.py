"""The types everyone speaks: a question ends as a :class:`Plan`, a :class:`Clarification` or a :class:`Refusal`.

A plan is fully decided: compiling it takes no more choices. Whatever the question left open is in it as an
assumption, and every word that carries meaning is in ``words``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member as Member
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Grain


class Op(StrEnum):
    """How a filter or condition compares."""

    IN = "in"
    NOT_IN = "not_in"
    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    BETWEEN = "between"
    IS_MISSING = "is_missing"


class Origin(StrEnum):
    """Where a choice comes from: the question itself, the home place, a documented default, or earlier turns."""

    QUESTION = "question"
    HOME = "home"
    DEFAULT = "default"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Keep (``IN``) or leave out (``NOT_IN``) the rows that belong to ``members`` of a documented dimension.

    ``field`` is the conformed dimension: the field on the "one" side of the documented relationships
    (``regio.regio_code``), or the dataset's own field when no relationship leads from it. A member of a coarser
    level than the figure's own level keeps the rows below it (by the documented ``parents``).
    """

    field: FieldRef
    op: Op
    members: tuple[Member, ...]
    origin: Origin = Origin.QUESTION


@dataclass(frozen=True, slots=True)
class ValueFilter:
    """Keep the rows whose own number, date or text compares: ``leeftijd > 65``, ``prijs between …``, is missing."""

    field: FieldRef
    op: Op
    values: tuple[float | str, ...] = ()
    origin: Origin = Origin.QUESTION


Filter = MemberFilter | ValueFilter


@dataclass(frozen=True, slots=True)
class Condition:
    """A threshold on the figure itself: keep the split members whose ``metric`` compares with ``values``.

    With ``on_change`` the condition is about the calculated change ("gemeenten die krimpen": change < 0).
    """

    metric: MetricRef
    op: Op
    values: tuple[float, ...]
    on_change: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """One row (or line) a member of ``field``, at ``level`` when the field has levels."""

    field: FieldRef
    level: str | None = None


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The period asked: from ``start`` to ``end`` (one period: both the same), at ``grain``.

    ``compare_to`` is the base period of a change or comparison of two periods ("ten opzichte van 2019").
    """

    start: Period
    end: Period
    grain: Grain
    compare_to: Period | None = None
    origin: Origin = Origin.QUESTION

    @property
    def single(self) -> bool:
        """Whether it is one period and no range."""
        return self.start == self.end


class ChangeKind(StrEnum):
    """How a change between two periods is expressed."""

    CHANGE = "change"
    PERCENT = "percent_change"
    POINTS = "point_change"
    YEARLY = "yearly_growth"


@dataclass(frozen=True, slots=True)
class Change:
    """From ``compare_to`` (or the start of the range) to the end of the period; one row per split member."""

    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Share:
    """The part as a percentage of the whole.

    ``field`` is the dimension that makes the part: with a filter on it the filtered part over all, with a split
    by it each member over all.
    """

    field: FieldRef


@dataclass(frozen=True, slots=True)
class Per:
    """The metric divided by a documented denominator, times ``factor`` (1, 1000, 10000, 100 …)."""

    denominator: MetricRef
    factor: float
    name: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """The first metric divided by the second."""

    denominator: MetricRef


@dataclass(frozen=True, slots=True)
class Difference:
    """The first minus the second of two members (of ``field``), two metrics or two periods."""

    field: FieldRef | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """Which place ``member`` takes among the members of ``field`` at its level; highest first unless ascending."""

    field: FieldRef
    member: Member
    ascending: bool = False


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The running total over the periods of a series."""


@dataclass(frozen=True, slots=True)
class CountMembers:
    """How many members of ``field`` (at ``level``) meet the conditions of the plan."""

    field: FieldRef
    level: str | None = None


class Direction(StrEnum):
    """What a yes/no question or claim expects."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    MORE = "more"
    LESS = "less"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class YesNo:
    """Answer yes or no from the figures of ``base`` (a change, or members beside each other)."""

    base: Change | Difference | None
    direction: Direction
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Is what the asker says right: the figure (or change) is ``value``, rounded as the asker rounded it."""

    base: Change | None
    value: float
    direction: Direction | None = None
    decimals: int = 0


Calculation = Change | Share | Per | Ratio | Difference | Rank | Cumulative | CountMembers | YesNo | Claim


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
    """A decided question. ``per`` adds a time column of that grain; ``splits`` are in asked order."""

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
    chart: bool = False
    assumptions: tuple[Assumption, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


class CatalogTopic(StrEnum):
    """What a question about the catalogue itself wants to know."""

    MEANING = "meaning"
    SOURCE = "source"
    FRESHNESS = "freshness"
    INVENTORY = "inventory"


@dataclass(frozen=True, slots=True)
class CatalogQuestion:
    """A question about the documentation: answered from the catalogue, without SQL."""

    topic: CatalogTopic
    language: Language
    metrics: tuple[MetricRef, ...] = ()
    fields: tuple[FieldRef, ...] = ()
    datasets: tuple[str, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


@dataclass(frozen=True, slots=True)
class Option:
    """One reading offered in a question back: a label, and a question that gives an answer as it stands."""

    label: str
    question: str
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question back, with the readings as options."""

    text: str
    options: tuple[Option, ...]
    language: Language
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


class Reason(StrEnum):
    """Why a question is not answered; the contract's list."""

    UNKNOWN_CONCEPT = "unknown_concept"
    UNKNOWN_MEMBER = "unknown_member"
    NO_DATA_FOR_PERIOD = "no_data_for_period"
    LEVEL_NOT_AVAILABLE = "level_not_available"
    NOT_ADDITIVE = "not_additive"
    NOT_COMPARABLE = "not_comparable"
    DISCLOSURE = "disclosure"
    NOT_PERMITTED = "not_permitted"
    CAUSAL = "causal"
    FORECAST = "forecast"
    OPINION = "opinion"
    PERSONAL_DATA = "personal_data"
    OUT_OF_SCOPE = "out_of_scope"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An honest no: the reason, what can be asked instead, and the nearest documented concepts."""

    reason: Reason
    text: str
    language: Language
    nearest: tuple[str, ...] = ()
    words: tuple[WordUse, ...] = ()
    translator: str = "grammar"


Decision = Plan | CatalogQuestion | Clarification | Refusal
