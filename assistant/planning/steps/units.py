"""What kind of figure a metric is, by its documented unit."""

from __future__ import annotations

from assistant.catalog import units
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Text
from assistant.catalog.unit_kinds import unit_called
from assistant.planning.draft import Draft


def is_percentage(draft: Draft, ref: MetricRef) -> bool:
    """Whether the figure itself is a percentage, so that its change is in percentage points."""
    return units.is_percentage(draft.knowledge.catalog.metric(ref).unit)


def is_duration(draft: Draft, ref: MetricRef) -> bool:
    """Whether the figure is a length of time: its shorter is the faster."""
    unit = draft.knowledge.catalog.metric(ref).unit
    if unit is None:
        return False
    first = (unit.nl or unit.en or "").split(" per ")[0]  # "nachten per gast"
    return unit_called(Text(nl=first)).kind == "duration"
