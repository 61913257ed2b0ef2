"""Counts of people say so, or the small-count rule does not protect them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Rule, Subject, warning
from assistant.catalog.rules.walk import metrics
from assistant.catalog.vocabulary import Aggregation
from assistant.own_yaml import read_own

_COUNTS = frozenset({Aggregation.SUM, Aggregation.COUNT, Aggregation.COUNT_DISTINCT})


def _check(subject: Subject) -> Iterator[Finding]:
    rule = subject.catalog.disclosure
    if rule is None or rule.off is not None:
        return
    for dataset, metric, path in metrics(subject.catalog):
        settled = metric.persons or metric.disclosure is not None or dataset.disclosure is not None
        if settled or f"{dataset.name}.{metric.name}" in rule.fields:
            continue
        if metric.aggregation in _COUNTS and _of_people(metric):
            message = f"'{metric.name}' seems to count people, and the small-count rule does not hold for it"
            yield warning(path, message, "add persons: true, or disclosure: {off: why not}")


def _of_people(metric: Metric) -> bool:
    units = (metric.unit.nl, metric.unit.en) if metric.unit else ()
    return any(unit is not None and unit.strip().lower() in _words() for unit in units)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    text = resources.files(__package__).joinpath("persons.yaml").read_text("utf-8")
    return frozenset(word for words in read_own(text).values() for word in words)


RULE = Rule("persons", _check, finds_errors=False)
