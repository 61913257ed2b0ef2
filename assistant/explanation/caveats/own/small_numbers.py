"""A percentage, ratio or mean of a handful of cases."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.explanation import numbers
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.rows import stands_for_groups
from assistant.plan import Share, divided, judged

#: Fewer cases than this, and one case more or less moves the figure by more than three percent.
FEW = 30


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where what a shown ratio is divided by, or the rows behind a mean, are few."""
    for ref in case.asked.plan.metrics:
        if (_few(case.evidence.cases.get(ref)) and not _averages_groups(case, ref)) or _few_divided(case, ref):
            text = case.say.say("caveat.small_numbers", label=case.asked.label(ref.dataset), count=FEW)
            yield CaveatShown(f"{ref.dataset}.small_numbers", "important", "computed", text)


def _few(count: float | None) -> bool:
    return count is not None and 0 < count < FEW


def _averages_groups(case: Case, ref: MetricRef) -> bool:
    """Whether the cases are no single things but places or groups: few of them is not few people."""
    parts = sum(1 for owner, _ in case.asked.components if owner == ref)
    return parts == 1 and stands_for_groups(case.asked.catalog, ref.dataset)


def _few_divided(case: Case, ref: MetricRef) -> bool:
    """Whether a share is taken of, or a figure divided by, a small count."""
    shown = case.shown
    division = divided(case.asked.plan.calculation)
    if division is not None:
        column = next((one for one in shown.metrics if shown.metric_of(one) == division.denominator), None)
        sizes = [shown.value(row, column) for row in range(len(shown.rows))] if column is not None else []
        return any(size is not None and _few(float(size)) for size in sizes)
    if not isinstance(judged(case.asked.plan.calculation), Share) or not case.asked.catalog.metric(ref).persons:
        return False
    wholes = [
        max(values)
        for row in range(len(shown.rows))
        if (values := [v for column in shown.metrics if (v := shown.value(row, column)) is not None])
    ]
    return any(_few(float(numbers.as_decimal(size))) for size in wholes)
