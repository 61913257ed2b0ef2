""" "Wat geven wij uit aan …", "how much do we spend on …": the verb asks for an amount of money."""

from __future__ import annotations

from assistant.catalog.catalog import MetricRef
from assistant.catalog.units import is_money
from assistant.language import CueKind
from assistant.planning.draft import Draft


def money_metrics(draft: Draft, refs: list[MetricRef]) -> list[MetricRef]:
    """Keep the amounts of money when the question asks for money; all when it does not."""
    if not draft.has(CueKind.SPENDING):
        return refs
    return [ref for ref in refs if is_money(draft.knowledge.catalog.metric(ref).unit)]


def claim_spending(draft: Draft) -> None:
    """An amount of money answers the verb; for any other figure the verb stays unexplained, and is asked about."""
    catalog = draft.knowledge.catalog
    if draft.metrics and all(is_money(catalog.metric(ref).unit) for ref in draft.metrics):
        draft.claim_all(CueKind.SPENDING)
