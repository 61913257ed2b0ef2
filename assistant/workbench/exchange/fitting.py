"""Makes a description fit the columns that are really there; what speaks of others is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.told import Told

#: What the data themselves say better than a description does.
_OF_THE_DATA = ("role", "datatype", "grain", "format", "column", "expression")
#: What a figure has and a dimension has not.
_OF_FIGURES = ("aggregation", "over_time", "reference", "unit", "scale", "range")
_SPLITTING = ("key", "dimension", "attribute")


def fit(
    document: Document,
    there: Document,
    complete: bool,
    told: Told,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> Document:
    """Return what ``document`` can say of the dataset ``there``. ``renamed`` gives the field of each column."""
    fields = {field["name"]: field for field in there.get("fields", [])}
    columns = {str(field.get("column", name)): name for name, field in fields.items()} | dict(renamed)
    names: dict[str, str] = {}
    kept = []
    for field in document.get("fields", []):
        column = str(field.get("column", field["name"]))
        name = next((one for one in (columns.get(column), field["name"], snake(column, "x")) if one in fields), None)
        if name is None:
            told.of_lost("no_column", name=f"{document['name']}.{field['name']}")
            continue
        names[field["name"]] = name
        kept.append(_field({**field, "name": name}, fields[name], complete))
    found = {key: value for key, value in document.items() if key not in ("fields", "source", "csv", "primary_key")}
    for record in found.get("relationships", []):
        record["from_columns"] = [names.get(column, column) for column in record["from_columns"]]
    key = [names.get(column) for column in document.get("primary_key", [])]
    if key and None not in key:
        found["primary_key"] = key
    return found | {"fields": kept}


def _field(field: Document, there: Document, complete: bool) -> Document:
    """Return what the description says of a column, as far as it agrees with what kind of column it is."""
    if complete:
        return field
    said = {key: value for key, value in field.items() if key not in _OF_THE_DATA}
    if there.get("role") != "measure":
        said = {key: value for key, value in said.items() if key not in _OF_FIGURES}
    if said.get("personal"):
        said["role"] = "hidden"
    return said


def fit_head(described: Described, exists: bool, target: Path, told: Told) -> Document:
    """Return the document for a new catalog.yaml."""
    if exists:
        if set(described.head) - {"name", "language"}:
            told.of_lost("head")
        return {}
    head = {"name": snake(target.resolve().name, "catalogus"), "language": told.language}
    if described.complete:
        return described.head
    return head | {key: value for key, value in described.head.items() if key not in ("name", "language", "data")}
