"""A percentage, ratio or mean of a handful of cases."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.catalog.vocabulary import Aggregation
from assistant.explanation import numbers
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.caveats.own.rows import stands_for_groups
from assistant.plan import Per, Ratio, Share

#: Fewer cases than this, and one case more or less moves the figure by more than three percent.
FEW = 30
_MEANS = (Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MEDIAN)


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where the largest count behind a ratio, or the rows behind one mean, are few."""
    for ref in case.asked.plan.metrics:
        if _few_behind(case, ref) or _few_averaged(case, ref):
            text = case.say.say("caveat.small_numbers", label=case.asked.label(ref.dataset), count=FEW)
            yield CaveatShown(f"{ref.dataset}.small_numbers", "important", "computed", text)


def _few_behind(case: Case, ref: MetricRef) -> bool:
    parts = sum(1 for owner, _ in case.asked.components if owner == ref)
    if parts < 2 and not isinstance(case.asked.plan.calculation, Share | Per | Ratio):
        return False
    for column in case.shown.columns:
        held = [counts for name in column.counts if (counts := case.shown.support.get(name))]
        for row in range(len(case.shown.rows)) if len(held) > 1 else ():
            sizes = [float(str(cells[row])) for cells in held if numbers.is_number(cells[row])]
            if sizes and 0 < max(sizes) < FEW:
                return True
    return False


def _few_averaged(case: Case, ref: MetricRef) -> bool:
    rows = case.evidence.rows(ref.dataset)
    single = not stands_for_groups(case.asked.catalog, ref.dataset)
    averaged = single and case.asked.catalog.metric(ref).aggregation in _MEANS
    return averaged and len(case.shown.rows) == 1 and rows is not None and 0 < rows < FEW
