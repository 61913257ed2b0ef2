"""Walking through a catalogue with the path of everything at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.complaints import did_you_mean
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path


def fields(catalog: Catalog) -> Iterator[tuple[Dataset, Field, Path]]:
    """Yield every field with its dataset and path."""
    for dataset in catalog.datasets:
        for field in dataset.fields:
            yield dataset, field, ("datasets", dataset.name, "fields", field.name)


def metrics(catalog: Catalog) -> Iterator[tuple[Dataset, Metric, Path]]:
    """Yield every metric, measure fields with an aggregation included, with its dataset and path."""
    for dataset in catalog.datasets:
        for metric in dataset.metrics.values():
            where = "metrics" if metric.field is None else "fields"
            yield dataset, metric, ("datasets", dataset.name, where, metric.name)


def unknown(kind: str, name: str, known: Iterable[str], path: Path, where: str = "") -> Finding:
    """Return the finding that ``name`` is not documented, with the nearest documented one."""
    place = f" in {where}" if where else ""
    return Finding(path, f"there is no {kind} '{name}'{place}", did_you_mean(name, list(known)))


def unknown_field(catalog: Catalog, ref: str, path: Path) -> Iterator[Finding]:
    """Find what is wrong with a ``dataset.field`` reference."""
    yield from _unknown_part(catalog, ref, path, "field", lambda dataset: dataset.fields_by_name)


def unknown_metric(catalog: Catalog, ref: str, path: Path, home: str | None = None) -> Iterator[Finding]:
    """Find what is wrong with a ``dataset.metric`` reference, or with a bare name in dataset ``home``."""
    full = f"{home}.{ref}" if home is not None and "." not in ref else ref
    yield from _unknown_part(catalog, full, path, "metric", lambda dataset: dataset.metrics)


def _unknown_part(catalog: Catalog, ref: str, path: Path, kind: str, names: object) -> Iterator[Finding]:
    assert callable(names)
    name, dot, part = ref.partition(".")
    if not dot or not part:
        every = [f"{dataset.name}.{known}" for dataset in catalog.datasets for known in names(dataset)]
        near = next((known for known in every if known.endswith(f".{ref}")), None)
        hint = f"did you mean '{near}'?" if near else f"write dataset.{kind}"
        yield Finding(path, f"'{ref}' does not say in which dataset the {kind} is", hint)
    elif name not in catalog.by_name:
        yield unknown("dataset", name, catalog.by_name, path)
    elif part not in names(catalog.by_name[name]):
        yield unknown(kind, part, names(catalog.by_name[name]), path, name)
