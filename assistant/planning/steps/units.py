"""What kind of figure a metric is, by its documented unit."""

from __future__ import annotations

from assistant.catalog import units
from assistant.catalog.catalog import MetricRef
from assistant.planning.draft import Draft


def is_percentage(draft: Draft, ref: MetricRef) -> bool:
    """Whether the figure itself is a percentage, so that its change is in percentage points."""
    return units.is_percentage(draft.knowledge.catalog.metric(ref).unit)
