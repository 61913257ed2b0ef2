"""Whether everything that a kept decision names is still in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef


def documented(decision: object, catalog: Catalog) -> bool:
    """Whether each metric and each field that a decision names is documented."""
    return all(_known(ref, catalog) for ref in refs_of(decision))


def _known(ref: FieldRef | MetricRef, catalog: Catalog) -> bool:
    dataset = catalog.by_name.get(ref.dataset)
    if dataset is None:
        return False
    return ref.metric in dataset.metrics if isinstance(ref, MetricRef) else ref.field in dataset.fields_by_name


def refs_of(value: object) -> Iterator[FieldRef | MetricRef]:
    """Yield each metric and each field that a decision names."""
    if isinstance(value, FieldRef | MetricRef):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from refs_of(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from refs_of(getattr(value, one.name))
