"""Our own place in an Ossie document: what Ossie has no words for."""

from __future__ import annotations

import json
from typing import Any

from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.told import Told

VENDOR = "DUIDING"


def extended(written: Document, data: Document) -> Document:
    """Return an Ossie record with ``data`` in its extension; without one when there is nothing to say."""
    if not data:
        return written
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return {**written, "custom_extensions": [{"vendor_name": VENDOR, "data": text}]}


def extension(written: Document, told: Told) -> Document:
    """Return what our own extension says; extensions of others are told as not brought."""
    found: Document = {}
    for entry in _records(written.get("custom_extensions")):
        if entry.get("vendor_name") != VENDOR:
            told.of_lost("extension", vendor=entry.get("vendor_name"), name=written.get("name"))
            continue
        try:
            data = json.loads(str(entry.get("data")))
        except ValueError:
            data = None
        if isinstance(data, dict):
            found |= data
        else:
            told.of_lost("extension_broken", name=written.get("name"))
    return found


def _records(value: Any) -> list[Document]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
