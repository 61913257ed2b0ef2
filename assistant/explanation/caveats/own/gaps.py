"""Periods that a series was asked for and that have no figure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.period import Period
from assistant.explanation import periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case

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
    """Return the asked periods without a row."""
    plan, shown = case.asked.plan, case.shown
    if plan.per is None or plan.period is None or shown.time is None or plan.limit is not None:
        # Of the highest periods only those are shown: the others are left out, not absent.
        return []
    there = {period for row in range(len(shown.rows)) if (period := shown.period(row))}
    if not there:
        return []
    period, last = plan.period.start.within(plan.per), plan.period.end.within(plan.per)
    asked: list[Period] = []
    while period <= last and len(asked) < _MOST:
        asked.append(period)
        period = period.shift(1)
    return [one for one in asked if one not in there]
