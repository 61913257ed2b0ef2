"""A percentage or mean is never divided again: "per 1.000 huishoudens" is about the count behind it."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import formula
from assistant.plan import Reason, divided
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome


def rates(draft: Draft) -> Outcome:
    """Take the count that a rate is built on when the catalogue has it as a figure; refuse otherwise."""
    if divided(draft.calculation) is None:
        return None
    catalog = draft.knowledge.catalog
    for at, ref in enumerate(draft.metrics):
        if formula(catalog, ref).additive:
            continue
        label = metric_label(catalog, ref, draft.language)
        count = _behind(catalog, ref)
        if count is None:
            return refuse(draft, Reason.NOT_ADDITIVE, "not_divided", draft.metrics, metric=label)
        draft.metrics[at] = count
        draft.assume("word", "assume_word", word=label, meaning=metric_label(catalog, count, draft.language))
    return None


def _behind(catalog: Catalog, ref: MetricRef) -> MetricRef | None:
    """Return the figure of the same dataset that is the first component of a ratio."""
    top = formula(catalog, ref).components[0]
    for name in catalog.by_name[top.dataset].metrics:
        other = MetricRef(top.dataset, name)
        own = formula(catalog, other)
        if own.additive and len(own.components) == 1 and own.components[0].key == top.key:
            return other
    return None
