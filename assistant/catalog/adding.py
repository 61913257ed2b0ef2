"""Which documented figures may not be added up, whatever over."""

from __future__ import annotations

from assistant.catalog.field import Field
from assistant.catalog.units import is_percentage
from assistant.catalog.vocabulary import Aggregation, FieldRole

_RATIOS = (Aggregation.NONE, Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MEDIAN)


def cannot_be_added(field: Field) -> bool:
    """Whether a documented field is a percentage, mean, median, index or other figure that may not be added up."""
    if field.role is not FieldRole.MEASURE:
        return False
    return is_percentage(field.unit) or field.aggregation in _RATIOS
