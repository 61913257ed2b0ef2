"""Looking into a description that somebody else wrote: what is not there is nothing, what is no list is said."""

from __future__ import annotations

from typing import Any

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.plain import in_language


def records(record: Document, key: str, what: str) -> list[Document]:
    """Return the records under ``key``; ``what`` is the kind of document a message speaks of."""
    found = record.get(key) or []
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise SourceError(f"{key} of this {what} is no list of records")
    return found


def text(key: str, value: Any, language: Language) -> Document:
    """Return ``key`` with a text, or nothing when there is none."""
    found = in_language(value, language)
    return {key: found} if found else {}


def need(record: Document, what: str, key: str) -> str:
    """Return a name that a record must have."""
    value = record.get(key)
    if value in (None, "") or isinstance(value, dict | list):
        raise SourceError(f"a {what} has no {key}: {str(record)[:120]}")
    return str(value)
