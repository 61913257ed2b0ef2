"""What the rows of a dataset are: single things (a report, a person), or figures about places and groups."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog
from assistant.catalog.vocabulary import FieldRole
from assistant.explanation.caveats.asked import is_identity


def stands_for_groups(catalog: Catalog, dataset: str) -> bool:
    """Whether each row is a figure about a place or group: per period, or per member of what its keys lead to."""
    known = catalog.by_name[dataset]
    keys = [known.fields_by_name[name] for name in known.primary_key]
    if not keys:
        return False
    if len(keys) > 1 and any(key.role is FieldRole.TIME for key in keys):
        return True
    return not any(is_identity(catalog, dataset, key.name) for key in keys)
