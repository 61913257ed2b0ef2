"""What is done with the figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member
from assistant.catalog.vocabulary import Grain
from assistant.plan.filters import Split
from assistant.plan.yardsticks import Statistic, Yardstick


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


class ChangeKind(StrEnum):
    """How a change between two periods is expressed."""

    CHANGE = "change"
    PERCENT = "percent_change"
    POINTS = "point_change"
    YEARLY = "yearly_growth"
    YEARLY_AMOUNT = "yearly_change"


@dataclass(frozen=True, slots=True)
class Change:
    """From ``compare_to`` (or the start of the range) to the end of the period; one row per split member.

    ``of`` is what is calculated of each period first: a figure per inhabitant.
    """

    kind: ChangeKind
    of: Per | Ratio | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part as a percentage of the whole.

    ``field`` is the dimension that makes the part: with a filter on it the filtered part over all, with a split
    by it each member over all.
    """

    field: FieldRef


class DifferenceKind(StrEnum):
    """How two figures are set against each other."""

    AMOUNT = "amount"
    PERCENT = "percent"
    TIMES = "times"
    PERCENT_OF = "percent_of"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure against another: two members of ``field``, two metrics, two periods, or a yardstick (``against``).

    By default the first minus the second; else how many percent it is more, how many times as much, or how many
    percent of the second it is. ``of`` is what is calculated of each side first.
    """

    field: FieldRef | None = None
    kind: DifferenceKind = DifferenceKind.AMOUNT
    against: Yardstick | None = None
    of: Per | Ratio | None = None


@dataclass(frozen=True, slots=True)
class Average:
    """The average of the figure over the periods of a grain, or over the members of a split.

    A stock is averaged over its reference dates; a percentage or mean is never averaged unweighted but worked out
    for all members or periods together.
    """

    over: Grain | Split
    statistic: Statistic = Statistic.MEAN


@dataclass(frozen=True, slots=True)
class Rank:
    """Which place ``member`` takes among the members of ``field`` at its level; highest first unless ascending.

    ``of`` is what is calculated of each member first.
    """

    field: FieldRef
    member: Member
    ascending: bool = False
    of: Per | Ratio | None = None


class CalendarPart(StrEnum):
    """A part of the week or the year that comes back."""

    WEEKDAY = "weekday"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Profile:
    """One row a weekday, month or quarter of the year, all years of the period together."""

    part: CalendarPart


@dataclass(frozen=True, slots=True)
class Cumulative:
    """The running total over the periods of a series."""


@dataclass(frozen=True, slots=True)
class CountMembers:
    """How many members of ``field`` (at ``level``) meet the conditions of the plan.

    ``of`` is what is calculated of each member first, when the conditions are about that: a change, a share, a figure
    per inhabitant. With ``share`` the count is shown as a part of all members that have a figure.
    """

    field: FieldRef
    level: str | None = None
    of: Change | Share | Per | Ratio | None = None
    share: bool = False


@dataclass(frozen=True, slots=True)
class CountPeriods:
    """How many periods of a grain meet the conditions of the plan."""

    grain: Grain


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
    """Answer yes or no from the figures of ``base`` (a change, members beside each other, a place in the ranking).

    With ``inclusive`` the threshold itself counts ("verdubbeld": at least 100 % more). For a ranking yes means a
    place up to and including the threshold.
    """

    base: Change | Difference | Rank | Per | Ratio | Share | CountMembers | None
    direction: Direction
    threshold: float | None = None
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Is what the asker says right: the figure (or what ``base`` makes of it) is ``value``, rounded as said."""

    base: Change | Difference | Rank | Per | Ratio | Share | None
    value: float
    direction: Direction | None = None
    decimals: int = 0


Calculation = (
    Change
    | Share
    | Per
    | Ratio
    | Difference
    | Average
    | Profile
    | Rank
    | Cumulative
    | CountMembers
    | CountPeriods
    | YesNo
    | Claim
)


def judged(calculation: Calculation | None) -> Calculation | None:
    """Return what is calculated of each member or period, before they are counted, ranked or set side by side."""
    shown = underlying(calculation)
    if isinstance(shown, CountMembers | Rank | Difference) or (isinstance(shown, Change) and shown.of is not None):
        return shown.of
    return shown


def divided(calculation: Calculation | None) -> Per | Ratio | None:
    """Return the division that the figures rest on, where there is one."""
    found = judged(calculation)
    return found if isinstance(found, Per | Ratio) else None


def underlying(calculation: Calculation | None) -> Calculation | None:
    """Return the calculation whose figures are shown: a yes/no or a claim rests on those of its base."""
    return calculation.base if isinstance(calculation, YesNo | Claim) else calculation
