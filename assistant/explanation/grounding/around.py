"""The members and periods around the figures of an answer, as they may be written."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.period import Period
from assistant.explanation import periods
from assistant.explanation.shown import Shown
from assistant.plan import (
    Change,
    Cumulative,
    MemberFilter,
    underlying,
)


def owners_of(shown: Shown, row: int) -> Iterator[str]:
    """Yield the members of a row."""
    for column in shown.dimensions:
        yield shown.label(row, column)


def around(shown: Shown) -> Iterator[str]:
    """Yield the places around the rows: a district may be called as one of its neighbourhoods is."""
    levels = {split.field: split.level for split in shown.plan.splits}
    for item in shown.plan.filters:
        if isinstance(item, MemberFilter):
            yield from (m.label for m in item.members if item.field not in levels or m.level != levels[item.field])


def by_period(shown: Shown) -> bool:
    """Whether each figure is that of its own period: a running total is also about those before it."""
    return not isinstance(underlying(shown.plan.calculation), Cumulative)


def times_of(shown: Shown, row: int) -> Iterator[str]:
    """Yield the period of a row, in every way in which it may be written."""
    period = shown.period(row)
    if period is not None:
        yield from _written(shown, period)
    if period is not None and isinstance(underlying(shown.plan.calculation), Change):
        # A change from period to period is told with the period before.
        yield from _written(shown, period.shift(-1))


def _written(shown: Shown, period: Period) -> Iterator[str]:
    yield from (period.text, periods.plain(period, shown.language))
    for metric in shown.plan.metrics:
        yield periods.bare(shown.catalog, metric, period, shown.language, shown.profile)


def periods_of(shown: Shown) -> Iterator[str]:
    """Yield the periods and spans of the question, as they may be written."""
    choice = shown.plan.period
    if choice is None:
        return
    every = [choice.start, choice.end, *choice.among, *(one for one in (choice.compare_to, choice.compare_end) if one)]
    for period in every:
        yield from _written(shown, period)
    for start, end in ((choice.start, choice.end), tuple(sorted((choice.compare_to or choice.start, choice.end)))):
        for metric in shown.plan.metrics if start != end else ():
            for ends in (False, True):
                yield periods.span(shown.catalog, metric, start, end, shown.language, shown.profile, ends=ends)
