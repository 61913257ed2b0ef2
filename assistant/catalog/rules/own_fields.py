"""What a dataset says about its own fields names fields that it documents."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject
from assistant.catalog.rules.walk import fields, metrics, unknown


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset in subject.catalog.datasets:
        for name, path in _named(dataset):
            if name not in dataset.fields_by_name:
                yield unknown("field", name, dataset.fields_by_name, path, dataset.name)
    for dataset, field, path in fields(subject.catalog):
        for name, keys in _of_field(field):
            if name not in dataset.fields_by_name:
                yield unknown("field", name, dataset.fields_by_name, (*path, *keys), dataset.name)
    for dataset, metric, path in metrics(subject.catalog):
        for name, keys in _of_metric(metric):
            if name not in dataset.fields_by_name:
                yield unknown("field", name, dataset.fields_by_name, (*path, *keys), dataset.name)


def _named(dataset: Dataset) -> Iterator[tuple[str, Path]]:
    top: Path = ("datasets", dataset.name)
    for at, name in enumerate(dataset.primary_key):
        yield name, (*top, "primary_key", at)
    for item in dataset.breaks:
        if item.field is not None:
            yield item.field, (*top, "breaks", item.id, "field")


def _of_field(field: Field) -> Iterator[tuple[str, Path]]:
    if field.label_field is not None:
        yield field.label_field, ("label_field",)
    if field.levels is not None:
        yield field.levels.field, ("levels", "field")
        for level, parent in field.levels.parents.items():
            yield parent, ("levels", "parents", level)


def _of_metric(metric: Metric) -> Iterator[tuple[str, Path]]:
    if metric.weight is not None:
        yield metric.weight, ("weight",)
    if metric.time is not None:
        yield metric.time, ("time",)
    if metric.margin is not None:
        bounds = (metric.margin.half_width, metric.margin.lower, metric.margin.upper)
        yield from ((name, ("margin",)) for name in bounds if name is not None)
    if metric.running is not None:
        yield metric.running.from_, ("running", "from")
        yield metric.running.to, ("running", "to")


RULE = Rule("own_fields", _check)
