"""Caveats and breaks: ids are unique and not the assistant's own, targets and boundaries can be read."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Break, Caveat, Dataset
from assistant.catalog.rules.base import Finding, Path, Rule, Subject
from assistant.catalog.rules.walk import unknown, unknown_field
from assistant.catalog.timecode import moment

#: Ids of the caveats that the assistant adds by itself.
RESERVED = frozenset(
    {"provisional", "partial_period", "gaps", "missing", "suppressed", "rounded", "margin", "small_numbers"}
    | {"summed_level", "unweighted"}
)
RESERVED_FOR_CATALOG = frozenset({"causal", "forecast", "opinion"})


def _check(subject: Subject) -> Iterator[Finding]:
    catalog = subject.catalog
    yield from _ids(catalog.caveats, (), RESERVED_FOR_CATALOG, "caveats")
    for at, caveat in enumerate(catalog.caveats):
        for number, name in enumerate(caveat.applies_to):
            yield from _target(catalog, None, name, ("caveats", at, "applies_to", number))
    for dataset in catalog.datasets:
        top: Path = ("datasets", dataset.name)
        yield from _ids((*dataset.caveats, *dataset.breaks), top, RESERVED, "caveats")
        both: tuple[Caveat | Break, ...] = (*dataset.caveats, *dataset.breaks)
        for item in both:
            key = "breaks" if isinstance(item, Break) else "caveats"
            for number, name in enumerate(item.applies_to):
                yield from _target(catalog, dataset, name, (*top, key, item.id, "applies_to", number))
            yield from _bounds(dataset, item, (*top, key, item.id))


def _ids(items: tuple[Caveat | Break, ...], top: Path, reserved: frozenset[str], key: str) -> Iterator[Finding]:
    seen: set[str] = set()
    counts = {"caveats": 0, "breaks": 0}
    for item in items:
        where = "breaks" if isinstance(item, Break) else key
        path = (*top, where, counts[where], "id")
        counts[where] += 1
        if item.id in reserved:
            yield Finding(path, f"the id '{item.id}' is kept for a caveat of the assistant itself", "choose another id")
        if item.id in seen:
            yield Finding(path, f"the id '{item.id}' is used twice", "give each caveat and break an id of its own")
        seen.add(item.id)


def _target(catalog: Catalog, home: Dataset | None, name: str, path: Path) -> Iterator[Finding]:
    """A target is a field or metric of the dataset itself, ``dataset.field``, or a whole dataset."""
    dataset, dot, part = name.partition(".")
    if not dot:
        own = (*home.fields_by_name, *home.metrics) if home else ()
        if name not in own and name not in catalog.by_name:
            yield unknown("field, metric or dataset", name, (*own, *catalog.by_name), path)
    elif dataset not in catalog.by_name or part not in catalog.by_name[dataset].metrics:
        yield from unknown_field(catalog, name, path)


def _bounds(dataset: Dataset, item: Caveat | Break, path: Path) -> Iterator[Finding]:
    if isinstance(item, Break):
        field = dataset.fields_by_name.get(item.field) if item.field else next(iter(dataset.time_fields), None)
        bounds: tuple[tuple[str, str | None], ...] = (("at", item.at),)
        if field is None and item.field is None:
            yield Finding(path, "a break needs a time field, and the dataset has none", "document field:")
    else:
        field = next(iter(dataset.time_fields), None)
        bounds = (("since", item.since), ("until", item.until))
    for key, text in bounds:
        if text is not None and field is not None and moment(field, text) is None:
            hint = f"write it as '{field.name}' is stored, or as 2024 or 2024-07-01"
            yield Finding((*path, key), f"'{text}' is no period", hint)


RULE = Rule("caveats", _check)
