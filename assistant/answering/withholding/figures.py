"""What each figure of an answer adds up: the plan it comes from, the periods, and the members of its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.catalog.catalog import MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import (
    Change,
    Claim,
    Difference,
    MemberFilter,
    Op,
    PeriodChoice,
    Plan,
    Rank,
    Share,
    Split,
    YesNo,
)
from assistant.sql.ask import Setting
from assistant.sql.buckets import Bucket, of_choice, series, sides
from assistant.sql.calculations.difference import compared
from assistant.sql.calculations.share import whole_of
from assistant.sql.compile import ask_of, begin, stored_periods
from assistant.sql.query import ColumnRole, OutputColumn


@dataclass(frozen=True)
class Figure:
    """One column with figures of a metric. ``plan`` gives them without any calculation, one a row.

    ``buckets`` are its periods; None when each row names its own. ``member`` is the last code of every row's key
    where a column stands for one member.
    """

    column: int
    ref: MetricRef
    plan: Plan
    buckets: tuple[Bucket, ...] | None = None
    member: str | None = None


def figures(plan: Plan, columns: Sequence[OutputColumn], setting: Setting) -> list[Figure]:
    """Return what the figure columns of a compiled plan add up."""
    asked = plan.calculation.base if isinstance(plan.calculation, YesNo | Claim) else plan.calculation
    bare = replace(plan, calculation=None, conditions=(), order=None, limit=None, chart=False)
    found = []
    for ref in dict.fromkeys(column.metric for column in columns if column.metric is not None):
        places = [at for at, column in enumerate(columns) if column.role is ColumnRole.METRIC and column.metric == ref]
        own = replace(bare, metrics=(ref,))
        for number, place in enumerate(places):
            found.append(_figure(plan, asked, own, place, number, setting))
    return found


def _figure(plan: Plan, asked: object, own: Plan, place: int, number: int, setting: Setting) -> Figure:
    ref = own.metrics[0]
    match asked:
        case Change() if plan.per is None and plan.period is not None:
            return Figure(place, ref, own, (sides(plan.period)[min(number, 1)],))
        case Difference(field) if field is not None:
            pair = compared(ask_of(plan, setting), field)
            levels = {member.level for member in pair}
            rest = tuple(split for split in own.splits if split.field != field)
            split = Split(field, levels.pop() if len(levels) == 1 else None)
            return Figure(place, ref, replace(own, splits=(*rest, split)), None, pair[min(number, 1)].value)
        case Difference() if len(plan.metrics) == 1 and plan.period is not None:
            return Figure(place, ref, own, (sides(plan.period)[1 - min(number, 1)],))
        case Share() if number == 1:
            whole = whole_of(begin(plan, setting.catalog, setting.profile), ask_of(plan, setting), asked)
            return Figure(place, ref, replace(own, splits=whole.splits, filters=whole.filters))
        case Rank(field, member):
            rest = tuple(split for split in own.splits if split.field != field)
            others = tuple(
                item
                for item in own.filters
                if not (
                    isinstance(item, MemberFilter)
                    and item.field == field
                    and item.op is Op.IN
                    and [one.value for one in item.members] == [member.value]
                )
            )
            return Figure(place, ref, replace(own, splits=(Split(field, member.level), *rest), filters=others))
    return Figure(place, ref, own)


def periods_of(figure: Figure, setting: Setting) -> tuple[Bucket, ...]:
    """Return the periods that the figures of a column are about."""
    if figure.buckets is not None:
        return figure.buckets
    plan = figure.plan
    return of_choice(plan.period, plan.per, stored_periods(setting, figure.ref))


def span(buckets: Sequence[Bucket]) -> PeriodChoice | None:
    """Return all periods from the first to the last, each by itself; None when the data know no time."""
    if not buckets:
        return None
    first = min((bucket.first for bucket in buckets), key=lambda period: period.start)
    last = max((bucket.last for bucket in buckets), key=lambda period: period.end)
    return PeriodChoice(first, last, first.grain)


def texts(bucket: Bucket) -> tuple[str, ...]:
    """Return the periods inside a bucket as a time column writes them."""
    grain: Grain = bucket.first.grain
    return tuple(one.text for one in series(bucket.first, bucket.last, grain))


def row_period(text: str) -> Bucket:
    """Return the bucket that a row of a series stands for."""
    first, _, last = text.partition("..")
    return Bucket(Period.parse(first), Period.parse(last or first))
