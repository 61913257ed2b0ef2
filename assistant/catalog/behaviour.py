"""How a measure behaves over time, also one that has no aggregation of its own but is part of documented metrics."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.aggregate_call import FormulaError, parse_expression
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Aggregation, OverTime


def behaviour_of(catalog: Catalog, ref: FieldRef) -> tuple[OverTime | None, Field | None]:
    """Return the behaviour over time of a measure and the time field it is counted by."""
    dataset = catalog.by_name[ref.dataset]
    metric = dataset.metrics.get(ref.field)
    if metric is not None and metric.field is not None:
        if metric.aggregation in (Aggregation.SUM, Aggregation.COUNT, Aggregation.WEIGHTED_MEAN):
            return metric.behaviour, dataset.time_of(metric)
        return (OverTime.LAST if metric.behaviour is OverTime.LAST else None), dataset.time_of(metric)
    users = [
        other
        for other in dataset.metrics.values()
        if other.expression is not None and ref.field in _fields(dataset.name, other.name, other.expression)
    ]
    if users and all(other.over_time is OverTime.LAST for other in users):
        return OverTime.LAST, dataset.time_of(users[0])
    return None, None


def _fields(dataset: str, metric: str, text: str) -> set[str]:
    try:
        tree = parse_expression(MetricRef(dataset, metric), text)
    except FormulaError:
        return set()
    return {column.name for column in tree.find_all(exp.Column) if column.table in ("", dataset)}
