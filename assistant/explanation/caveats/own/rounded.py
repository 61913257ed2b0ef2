"""Counts that are rounded so that nobody can be recognised."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import MetricRef
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the caveat where the rounding rule holds for a shown metric."""
    for ref in case.asked.plan.metrics:
        step = _step(case, ref)
        if step:
            text = case.say.say("caveat.rounded", label=case.asked.label(ref.dataset), step=step)
            yield CaveatShown(f"{ref.dataset}.rounded", "note", "computed", text)


def _step(case: Case, ref: MetricRef) -> int | None:
    """Return the step of rounding: the metric's own rule, else the dataset's, else the catalogue's."""
    catalog = case.asked.catalog
    metric, whole = catalog.metric(ref), catalog.disclosure
    listed = whole is not None and str(ref) in whole.fields
    if not (metric.persons or listed or any(part.persons for owner, part in case.asked.components if owner == ref)):
        return None
    rules = [rule for rule in (metric.disclosure, catalog.by_name[ref.dataset].disclosure, whole) if rule is not None]
    if not rules or any(rule.off for rule in rules[:1]):
        return None
    return next((rule.round_to for rule in rules if rule.round_to), None)
