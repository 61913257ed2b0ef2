"""What Frictionless calls our datatypes, and where our own keys stand in a Data Package."""

from __future__ import annotations

from typing import Any

from assistant.workbench.cbs.overlay import Document

#: Frictionless allows keys of one's own; ours stand together under this one.
OWN = "duiding"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

TO_FRICTIONLESS = {
    "String": "string",
    "Integer": "integer",
    "Decimal": "number",
    "Float": "number",
    "Boolean": "boolean",
    "Date": "date",
    "DateTime": "datetime",
}
FROM_FRICTIONLESS = {
    "string": "String",
    "integer": "Integer",
    "number": "Float",
    "boolean": "Boolean",
    "date": "Date",
    "datetime": "DateTime",
    "year": "Integer",
}


def with_own(written: Document, rest: Document) -> Document:
    """Return a record with our own keys; without them when there are none."""
    return {**written, OWN: rest} if rest else written


def own_of(record: Document) -> Document:
    """Return our own keys of a record."""
    found: Any = record.get(OWN)
    return found if isinstance(found, dict) else {}
