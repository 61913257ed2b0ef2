""" "De bezwaren die in 2024 zijn afgedaan": the name of a day says by which of its days a row is counted."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.vocabulary import FieldRole
from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget
from assistant.planning.draft import Draft
from assistant.planning.steps.metrics.rows import counts_rows
from assistant.planning.steps.roles import role_of


def counted_by_day(draft: Draft) -> None:
    """Choose the figure that counts the same rows by the day that is named, where exactly one does."""
    if len(draft.metrics) != 1:
        return
    ref = draft.metrics[0]
    dataset = draft.knowledge.catalog.by_name[ref.dataset]
    if not counts_rows(dataset.metrics[ref.metric]):
        return
    for mention in list(draft.open_mentions()):
        named = other_days(draft, mention, ref)
        found = [
            name
            for name, metric in dataset.metrics.items()
            if counts_rows(metric) and metric.running is None and metric.time in named
        ]
        if len(found) == 1:
            draft.metrics[0] = MetricRef(ref.dataset, found[0])
            draft.claim(mention.first, mention.last, str(draft.metrics[0]))


def other_days(draft: Draft, mention: Mention, ref: MetricRef) -> set[str]:
    """Return the time fields of a figure's data that a mention names, when none of them is the one it is counted by."""
    if role_of(mention) is not FieldTarget:
        return set()
    catalog = draft.knowledge.catalog
    dataset = catalog.by_name[ref.dataset]
    named = {target.ref for _, target in draft.candidates(mention, FieldTarget)}
    own = {one.field for one in named if one.dataset == ref.dataset and catalog.field(one).role is FieldRole.TIME}
    first = dataset.time_fields[0].name if dataset.time_fields else None
    metric = dataset.metrics[ref.metric]
    counted = {metric.time or first} | ({metric.running.from_, metric.running.to} if metric.running else set())
    return set() if own & counted else own
