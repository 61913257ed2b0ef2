"""A relationship ties documented fields of documented datasets, many to one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Relationship
from assistant.catalog.graph import many_to_one
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.walk import unknown


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset in subject.catalog.datasets:
        for relationship in dataset.relationships:
            path: Path = ("datasets", dataset.name, "relationships", relationship.name)
            problems = [*_ends(subject.catalog, relationship, path)]
            yield from problems
            if not problems:
                yield from _one_side(subject.catalog, relationship, path)


def _ends(catalog: Catalog, relationship: Relationship, path: Path) -> Iterator[Finding]:
    sides = (
        ("from", relationship.from_, "from_columns", relationship.from_columns),
        ("to", relationship.to, "to_columns", relationship.to_columns),
    )
    for side, name, key, columns in sides:
        dataset = catalog.by_name.get(name)
        if dataset is None:
            yield unknown("dataset", name, catalog.by_name, (*path, side))
            continue
        if not columns:
            yield Finding((*path, key), f"'{key}' names no field")
        for at, column in enumerate(columns):
            if column not in dataset.fields_by_name:
                yield unknown("field", column, dataset.fields_by_name, (*path, key, at), name)
    target = catalog.by_name.get(relationship.to)
    if target is not None and relationship.effective is not None:
        bounds = (("from", relationship.effective.from_), ("to", relationship.effective.to))
        for side, column in bounds:
            if column not in target.fields_by_name:
                yield unknown("field", column, target.fields_by_name, (*path, "effective", side), target.name)


def _one_side(catalog: Catalog, relationship: Relationship, path: Path) -> Iterator[Finding]:
    target = catalog.by_name[relationship.to]
    if relationship.level is not None and relationship.level not in target.fields_by_name:
        orders = [field.levels.order for field in target.fields if field.levels]
        if not any(relationship.level in order for order in orders):
            known = [*target.fields_by_name, *(level for order in orders for level in order)]
            yield unknown("field or level", relationship.level, known, (*path, "level"), target.name)
    if not target.primary_key:
        message = f"'{target.name}' has no primary_key, so nothing holds that each row finds one row there"
        yield warning(path, message, f"document primary_key in {target.name}")
    elif not many_to_one(catalog, relationship):
        key = ", ".join(target.primary_key)
        message = f"a row may find several rows of '{target.name}': its key is {key}"
        yield warning((*path, "to_columns"), message, "it only says which columns correspond; no row is looked up")


RULE = Rule("relationships", _check)
