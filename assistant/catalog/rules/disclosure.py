"""The small-count rule has a minimum that protects."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.disclosure import Disclosure
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import metrics


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    yield from _rule(catalog.disclosure, ("disclosure",))
    for dataset in catalog.datasets:
        yield from _rule(dataset.disclosure, ("datasets", dataset.name, "disclosure"))
        if dataset.disclosure is not None and dataset.disclosure.fields:
            at: Path = ("datasets", dataset.name, "disclosure", "fields")
            yield warning(at, "metrics are listed in catalog.yaml only; here the list is not used")
    for _, metric, path in metrics(catalog):
        yield from _rule(metric.disclosure, (*path, "disclosure"))
    if catalog.disclosure is None and any(metric.persons for _, metric, _ in metrics(catalog)):
        message = "metrics count persons, and catalog.yaml has no disclosure rule"
        yield warning((), message, "add disclosure: {min_count: 5}, or disclosure: {off: why not}")


def _rule(rule: Disclosure | None, path: Path) -> Iterator[Finding]:
    if rule is None:
        return
    for key, number in (("min_count", rule.min_count), ("round_to", rule.round_to)):
        if number is not None and number < 1:
            yield Finding((*path, key), f"'{key}' is {number}, and nothing is less than that", "use a number above 0")


RULE = Rule("disclosure", _check)
