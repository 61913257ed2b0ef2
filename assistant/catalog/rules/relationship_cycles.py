"""Relationships that lead around in a circle make it unclear which dataset is the "one" side."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.graph import paths
from assistant.catalog.rules.base import Finding, Rule, Subject, warning


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    for dataset in catalog.datasets:
        for relationship in dataset.relationships:
            if relationship.from_ in paths(catalog, relationship.to):
                where = ("datasets", dataset.name, "relationships", relationship.name)
                message = f"from '{relationship.to}' relationships lead back to '{relationship.from_}'"
                yield warning(where, message, "document the direction from many to one only")


RULE = Rule("relationship_cycles", _check, finds_errors=False)
