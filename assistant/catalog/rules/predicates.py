"""Conditions (when, filter, provisional, row_filter) and computed fields: SQL over the dataset's own fields."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.catalog.dataset import Dataset
from assistant.catalog.rules.base import Finding, Path, Rule, Subject
from assistant.catalog.rules.sqltext import strange, tree_of, unsafe
from assistant.catalog.rules.walk import fields, metrics


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    for at, caveat in enumerate(catalog.caveats):
        if caveat.when is not None:
            yield from unsafe(caveat.when, ("caveats", at, "when"))
    for dataset in catalog.datasets:
        for text, path in _conditions(dataset):
            yield from _condition(text, dataset, path)
    for dataset, metric, path in metrics(catalog):
        if metric.filter is not None:
            yield from _condition(metric.filter, dataset, (*path, "filter"))
    for dataset, field, path in fields(catalog):
        if field.expression is not None:
            yield from _condition(field.expression, dataset, (*path, "expression"))
            if field.name in _behind(dataset, field.name):
                message = f"'{field.name}' is computed from itself"
                yield Finding((*path, "expression"), message, "let expressions lead back to stored columns")


def _conditions(dataset: Dataset) -> Iterator[tuple[str, Path]]:
    top: Path = ("datasets", dataset.name)
    if dataset.provisional is not None:
        yield dataset.provisional, (*top, "provisional")
    for role, text in dataset.row_filter.items():
        yield text, (*top, "row_filter", role)
    for key, items in (("caveats", dataset.caveats), ("breaks", dataset.breaks)):
        for item in items:
            if item.when is not None:
                yield item.when, (*top, key, item.id, "when")


def _condition(text: str, dataset: Dataset, path: Path) -> Iterator[Finding]:
    found = [*unsafe(text, path)]
    yield from found
    if any(finding.severity == "error" for finding in found):
        return
    yield from strange(text, dataset.fields_by_name, path, dataset.name)
    tree = tree_of(text)
    if tree is not None and tree.find(exp.AggFunc) is not None:
        message = "a condition looks at one row: it cannot hold a sum, count or mean"
        yield Finding(path, message, "leave the function out")


def _behind(dataset: Dataset, name: str) -> set[str]:
    """Return every field that the computed field ``name`` is made from, directly or not."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        field = dataset.fields_by_name.get(waiting.pop())
        tree = tree_of(field.expression) if field is not None and field.expression is not None else None
        names = {column.name for column in tree.find_all(exp.Column)} if tree is not None else set()
        # A computed field may read the stored column of its own name.
        own = {field.name} if field is not None and field.column == field.name else set()
        waiting += names - found - own
        found |= names - own
    return found


RULE = Rule("predicates", _check)
