"""Periods that a series was asked for and that have no figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from assistant.catalog.period import Period
from assistant.explanation import periods
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case

_NAMED = 3
_MOST = 2000
_FAR = 60


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

    A survey held every two years has no gap in the years between; a line that ends (a place that was abolished) has
    none after its end.
    """
    plan, shown = case.asked.plan, case.shown
    if plan.per is None or plan.period is None or shown.time is None or plan.limit is not None:
        # Of the highest periods only those are shown: the others are left out, not absent.
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
    due = _due(case, min(there))
    inside = [one for one in wanted if any(min(line) < one < max(line) and one not in line for line in lines.values())]
    absent = {one for one in wanted if one not in there} | set(inside)
    return [one for one in wanted if one in absent and due(one)]


def _asked(first: Period, last: Period) -> Iterator[Period]:
    period = first
    for _ in range(_MOST):
        if period > last:
            return
        yield period
        period = period.shift(1)


def _due(case: Case, origin: Period) -> Callable[[Period], bool]:
    """Return whether figures may be expected for a period: always, but for data that come every so many periods."""
    ref = case.asked.plan.metrics[0]
    field, held = case.asked.time(ref.dataset), case.asked.profile
    dataset = held.datasets.get(ref.dataset) if held else None
    stored = dataset.periods.get(field.name, ()) if dataset and field else ()
    step = _usual_step([one for one in stored if one.grain is origin.grain])
    if step < 2 or case.asked.catalog.by_name[ref.dataset].update_frequency == "yearly":
        return lambda period: True
    due = {origin.shift(step * number) for number in range(-_FAR, _FAR)}
    return lambda period: period in due


def _usual_step(stored: list[Period]) -> int:
    """Return by how many periods the stored ones usually follow each other; 1 when that cannot be told."""
    steps: Counter[int] = Counter()
    for one, other in pairwise(stored):
        steps[next((step for step in range(1, _FAR) if one.shift(step) >= other), 1)] += 1
    return min(steps, key=lambda step: (-steps[step], step)) if len(stored) > 2 else 1
