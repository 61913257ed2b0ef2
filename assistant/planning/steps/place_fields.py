"""The fields that say where something is: of all levelled fields those of home, else those of the figures' own data."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.planning.draft import Draft


def place_fields(draft: Draft) -> list[FieldRef]:
    """Return the conformed levelled fields of places that the data of the plan have, home's alone where it is one."""
    catalog = draft.knowledge.catalog
    found = [
        conformed(catalog, ref)
        for dataset in draft.datasets()
        for field in catalog.by_name[dataset].fields
        if levels_of(catalog, ref := FieldRef(dataset, field.name)) is not None
    ]
    if catalog.home is not None:
        home = conformed(catalog, catalog.home.ref)
        if draft.reaches(home):
            return [home]
    return list(dict.fromkeys(found))
