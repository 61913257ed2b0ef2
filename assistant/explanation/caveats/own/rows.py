"""What the rows of a dataset are: single things (a report, a person), or figures about places and groups."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import FieldRole


def stands_for_groups(catalog: Catalog, dataset: str) -> bool:
    """Whether each row is a figure about a place or group: every key leads elsewhere, has levels or is a dimension."""
    known = catalog.by_name[dataset]
    keys = [known.fields_by_name[name] for name in known.primary_key]
    single = [key for key in keys if key.role is FieldRole.KEY and key.levels is None]
    return bool(keys) and not any(conformed(catalog, FieldRef(dataset, key.name)).dataset == dataset for key in single)
