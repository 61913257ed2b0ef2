"""Levels: which rows of a dataset carry a figure at the level that was asked."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.field import Levels
from assistant.catalog.graph import conformed, local_field, reach
from assistant.catalog.profile import DataProfile


def levels_of(catalog: Catalog, field: FieldRef) -> Levels | None:
    """Return the documented levels of ``field``, or of the field that its relationships lead to."""
    return catalog.field(conformed(catalog, field)).levels or catalog.field(field).levels


def carrier(catalog: Catalog, dataset: str, field: FieldRef) -> FieldRef | None:
    """Return the column that says where a row of ``dataset`` lies: its own, or that of a table it is looked up in.

    A letting names a sports hall, and only the hall names its district.
    """
    path = reach(catalog, dataset, field) or reach(catalog, dataset, conformed(catalog, field)) or ()
    names = (dataset, *(step.to for step in path))
    found = (local_field(catalog, name, field) for name in names)
    return next((ref for ref in found if ref is not None), None)


def row_level(profile: DataProfile, catalog: Catalog, dataset: str, field: FieldRef, wanted: str) -> str | None:
    """Return the level of the rows that make a figure at level ``wanted`` in this dataset.

    ``wanted`` itself when the dataset has rows there; else the nearest finer level that has rows and a documented
    parent for ``wanted`` (the figure is then summed from it, which only an additive metric allows); else None.
    """
    levels = levels_of(catalog, field)
    column = carrier(catalog, dataset, field)
    held = profile.datasets.get(column.dataset) if column is not None else None
    if levels is None or column is None or held is None:
        return None
    present = held.levels.get(column.field, ())
    if wanted in present:
        return wanted
    if wanted not in levels.order or wanted not in levels.parents:
        return None
    finer = levels.order[levels.order.index(wanted) + 1 :]
    return next((level for level in finer if level in present), None)


def ancestor_field(catalog: Catalog, field: FieldRef, level: str) -> FieldRef | None:
    """Return the field that holds a row's ancestor at ``level`` (its key or its label), if documented.

    It stands in the dataset that documents the levels: ``regio.provincie_code`` for ``bijstand.gemeente_code``.
    """
    home = conformed(catalog, field)
    levels = catalog.field(home).levels
    if levels is None:
        home, levels = field, catalog.field(field).levels
    name = levels.parents.get(level) if levels else None
    return FieldRef(home.dataset, name) if name else None
