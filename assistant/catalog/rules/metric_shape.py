"""A metric says in one way how its figure is made, and has what that way needs."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import fields, metrics
from assistant.catalog.vocabulary import Aggregation, FieldRole


def _check(subject: Subject) -> Iterator[Finding]:
    for _, metric, path in metrics(subject.catalog):
        yield from _made(metric, path)
    for _, field, path in fields(subject.catalog):
        if field.aggregation is not None and field.role is not FieldRole.MEASURE:
            message = f"'{field.name}' has an aggregation but is no measure: it cannot be asked as a figure"
            yield warning((*path, "aggregation"), message, "use role: measure")


def _made(metric: Metric, path: Path) -> Iterator[Finding]:
    if metric.aggregation is Aggregation.WEIGHTED_MEAN and metric.weight is None:
        yield Finding(path, f"'{metric.name}' is a weighted mean without a weight", "add weight: FIELD")
    if metric.weight is not None and metric.aggregation is not Aggregation.WEIGHTED_MEAN:
        yield warning((*path, "weight"), f"the weight of '{metric.name}' is not used", "use aggregation: weighted_mean")
    if metric.field is not None:
        return
    if metric.running is not None and metric.expression is not None:
        yield Finding(path, f"'{metric.name}' has both running and expression", "keep one of the two")
    if metric.running is None and metric.expression is None and metric.aggregation is not Aggregation.COUNT:
        message = f"nothing says how '{metric.name}' is counted"
        yield Finding(path, message, "add expression, running, or aggregation: count")


RULE = Rule("metric_shape", _check)
