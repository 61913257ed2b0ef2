"""Figures that are documented in a way that would make answers wrong or unclear."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import metrics
from assistant.catalog.vocabulary import Aggregation, OverTime

_ADDING = frozenset({Aggregation.SUM, Aggregation.COUNT})


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset, metric, path in metrics(subject.catalog):
        yield from _stock(metric, path)
        yield from _percentage(metric, path)
        if dataset.time_of(metric) is None and metric.over_time not in (None, OverTime.NONE):
            yield warning((*path, "over_time"), f"'{metric.name}' has no time to be counted over", "add a time field")


def _stock(metric: Metric, path: Path) -> Iterator[Finding]:
    stock = metric.behaviour is OverTime.LAST
    if stock and metric.reference is None and metric.running is None:
        message = f"'{metric.name}' is a stock without a reference date; 31 December (end) is assumed"
        yield warning(path, message, "add reference: start, end or average")
    if not stock and metric.reference is not None and metric.expression is None:
        message = f"'{metric.name}' has a reference date but is no stock"
        yield warning((*path, "reference"), message, "add over_time: last")


def _percentage(metric: Metric, path: Path) -> Iterator[Finding]:
    words = (metric.unit.nl, metric.unit.en) if metric.unit else ()
    if metric.aggregation in _ADDING and any(word and word.strip().startswith("%") for word in words):
        message = f"'{metric.name}' is a percentage that is added up"
        yield warning((*path, "aggregation"), message, "use aggregation: none, or weighted_mean with a weight")


RULE = Rule("meaning", _check, finds_errors=False)
