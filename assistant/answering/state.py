"""The state of the documentation that an answer rests on, so that a difference later can be explained."""

from __future__ import annotations

import hashlib
from typing import Any

from assistant.answering.refusals import datasets_of
from assistant.catalog.catalog import Catalog
from assistant.plan import Plan


def state_of(decision: object | None, catalog: Catalog) -> dict[str, Any] | None:
    """Return, of each dataset that a plan uses, a digest of its documentation and the date of its refresh."""
    if not isinstance(decision, Plan):
        return None
    found = (catalog.by_name[name] for name in datasets_of(decision, catalog))
    return {
        dataset.name: {
            "documentation": hashlib.sha256(dataset.model_dump_json().encode()).hexdigest()[:16],
            "updated": dataset.updated.isoformat() if dataset.updated else None,
        }
        for dataset in found
    }
