"""Periods that a series was asked for and that have no figure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.period import Period
from assistant.explanation import periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.partial_period import partly_there

_NAMED = 3
_MOST = 2000


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat with the first of the absent periods."""
    absent = absent_periods(case)
    if not absent:
        return
    named = case.say.join([periods.plain(one, case.asked.plan.language) for one in absent[:_NAMED]])
    for dataset in dict.fromkeys(ref.dataset for ref in case.asked.plan.metrics):
        key = "caveat.gaps" if len(absent) <= _NAMED else "caveat.gaps_many"
        text = case.say.say(key, label=case.asked.label(dataset), periods=named, count=len(absent))
        yield CaveatShown(f"{dataset}.gaps", "important", "computed", text)


def absent_periods(case: Case) -> list[Period]:
    """Return the asked periods without a row: in all lines, or inside one of them.

    A line that ends (a place that was abolished) has none after its end.
    """
    plan, shown = case.asked.plan, case.shown
    if plan.per is None or plan.period is None or shown.time is None or plan.limit is not None or plan.conditions:
        # Of the highest periods, or those above a limit, only those are shown: the others are left out, not absent.
        return []
    lines: dict[str, set[Period]] = {}
    for row in range(len(shown.rows)):
        if (period := shown.period(row)) is not None:
            lines.setdefault(", ".join(shown.label(row, one) for one in shown.dimensions), set()).add(period)
    if not lines:
        return []
    there = set[Period]().union(*lines.values())
    expected = _asked(plan.period.start.within(plan.per), plan.period.end.within(plan.per))
    among = plan.period.among
    wanted = [one for one in expected if not among or any(part.start <= one.start <= part.end for part in among)]
    inside = [one for one in wanted if any(min(line) < one < max(line) and one not in line for line in lines.values())]
    absent = {one for one in wanted if one not in there} | set(inside)
    if any(partly_there(case, dataset, plan.period.end) for dataset in case.asked.facts):
        # What is still to come is said by the caveat about the last period.
        absent = {one for one in absent if one < max(there)}
    return [one for one in wanted if one in absent]


def _asked(first: Period, last: Period) -> Iterator[Period]:
    period = first
    for _ in range(_MOST):
        if period > last:
            return
        yield period
        period = period.shift(1)
