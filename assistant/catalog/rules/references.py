"""What catalog.yaml and ``related`` point to is documented."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.rules.base import Finding, Rule, Subject
from assistant.catalog.rules.walk import metrics, unknown_field, unknown_metric


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    if catalog.home is not None:
        yield from unknown_field(catalog, catalog.home.field, ("home", "field"))
    for at, group in enumerate(catalog.groups):
        yield from unknown_field(catalog, group.field, ("groups", at, "field"))
    for at, merger in enumerate(catalog.mergers):
        yield from unknown_field(catalog, merger.field, ("mergers", at, "field"))
    for at, denominator in enumerate(catalog.denominators):
        yield from unknown_metric(catalog, denominator.metric, ("denominators", at, "metric"))
    for at, concept in enumerate(catalog.concepts):
        for number, reading in enumerate(concept.readings):
            yield from unknown_metric(catalog, reading, ("concepts", at, "readings", number))
    for at, name in enumerate(catalog.disclosure.fields if catalog.disclosure else ()):
        yield from unknown_metric(catalog, name, ("disclosure", "fields", at))
    for dataset, metric, path in metrics(catalog):
        for at, name in enumerate(metric.related):
            yield from unknown_metric(catalog, name, (*path, "related", at), dataset.name)


RULE = Rule("references", _check)
