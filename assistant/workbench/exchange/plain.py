"""A catalogue as plain documents, the way its YAML files hold it; what every exchange format is written from."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from math import isinf
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.workbench.cbs.overlay import Document


def plain_catalog(catalog: Catalog) -> tuple[Document, list[Document]]:
    """Return the document of catalog.yaml and one document per dataset, without what is left at its default."""
    whole = _plain(catalog.model_dump(by_alias=True, exclude_defaults=True))
    datasets: list[Document] = whole.pop("datasets", [])
    return {"name": catalog.name, "language": catalog.language, **whole}, datasets


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and isinf(value):
        # JSON has no infinity; an open end of a range is written as YAML does.
        return ".inf" if value > 0 else "-.inf"
    return value.isoformat() if isinstance(value, dt.date) else value


def said(text: Any, language: Language) -> str | None:
    """Return a text of a plain document in one language, or None when it is not written in it."""
    return text.get(language) or None if isinstance(text, dict) else None


def in_language(text: Any, language: Language) -> dict[str, str]:
    """Return a text from elsewhere as a catalogue text; nothing when there is none."""
    words = str(text).strip() if isinstance(text, str | int | float) and not isinstance(text, bool) else ""
    return {language: words} if words else {}
