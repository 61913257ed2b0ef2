"""An Open Data Contract (ODCS 3.1 and 3.0) as documents of our own: its objects are datasets."""

from __future__ import annotations

from typing import Any

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.records import need, records, text
from assistant.workbench.exchange.told import Told

_TYPES = {
    "string": "String", "integer": "Integer", "number": "Float", "boolean": "Boolean", "date": "Date",
    "timestamp": "DateTime",
}  # fmt: skip
#: What a contract says of the whole that has a place here.
_USED = {
    "apiVersion",
    "kind",
    "id",
    "name",
    "version",
    "status",
    "schema",
    "description",
    "team",
    "support",
    "slaProperties",
}
_PERSONAL = ("pii", "personal", "persoon")
_FREQUENCIES = {"d": "daily", "m": "monthly", "y": "yearly", "day": "daily", "month": "monthly", "year": "yearly"}


def read_odcs(document: Document, language: Language, told: Told) -> Described:
    """Return the objects of a contract as datasets."""
    if document.get("kind") != "DataContract":
        raise SourceError("this is no data contract: kind is not DataContract")
    shared = _shared(document, language)
    objects = records(document, "schema", "data contract")
    ids = _ids(objects)
    datasets = tuple(_object(one, shared, ids, language, told) for one in objects)
    if not datasets:
        raise SourceError("this data contract has no schema")
    for key in sorted(set(document) - _USED):
        told.of_lost("part", part=key)
    return Described({}, datasets)


def _shared(document: Document, language: Language) -> Document:
    """Return what holds for every object of the contract."""
    found: Document = {}
    said: Any = document.get("description") or {}
    if isinstance(said, str):
        said = {"purpose": said}
    purpose = " ".join(str(said[key]).strip() for key in ("purpose", "usage") if said.get(key))
    found |= text("description", purpose, language)
    if limits := text("text", said.get("limitations"), language):
        found["caveats"] = [{"id": "beperkingen", "severity": "important", **limits}]
    if owner := _owner(document):
        found["owner"] = owner
    for item in records(document, "slaProperties", "data contract"):
        unit = _FREQUENCIES.get(str(item.get("unit", "")).lower())
        if item.get("property") == "frequency" and unit and str(item.get("value")) == "1":
            found["update_frequency"] = unit
    if document.get("id"):
        found["provenance"] = {"identifier": str(document["id"])}
    return found


def _owner(document: Document) -> Document | None:
    team: Any = document.get("team") or []
    people = team.get("members") or [] if isinstance(team, dict) else team
    owners = [one for one in people if isinstance(one, dict) and "owner" in str(one.get("role", "")).lower()]
    person = next(iter(owners or [one for one in people if isinstance(one, dict)]), None)
    if person is None:
        return None
    username = str(person.get("username") or "")
    name = str(person.get("name") or username)
    return {"name": name} | ({"email": username} if "@" in username else {}) if name else None


def _ids(objects: list[Document]) -> dict[str, str]:
    """Return the name of each object and property by its ``id``, by which long references speak of them."""
    parts = [*objects, *(one for record in objects for one in records(record, "properties", "schema object"))]
    return {str(one["id"]): str(one["name"]) for one in parts if one.get("id") and one.get("name")}


def _object(record: Document, shared: Document, ids: dict[str, str], language: Language, told: Told) -> Document:
    name = need(record, "schema object", "name")
    found: Document = {"name": snake(name, "dataset"), **shared}
    found |= text("title", record.get("businessName"), language) | text(
        "description", record.get("description"), language
    )
    found["source"] = str(record.get("physicalName") or name)
    properties = records(record, "properties", "schema object")
    found["fields"] = [_property(one, name, language, told) for one in properties]
    keyed = [one for one in properties if one.get("primaryKey")]
    keyed.sort(key=lambda one: int(one.get("primaryKeyPosition") or 0))
    if keyed:
        found["primary_key"] = [str(one["name"]) for one in keyed]
    joins = [_join(one, found["name"], ids) for one in _relationships(record, properties)]
    if kept := [one for one in joins if one]:
        found["relationships"] = kept
    if len(kept) < len(joins):
        told.of_lost("joins", name=name)
    if record.get("quality") or any(one.get("quality") for one in properties):
        told.of_lost("quality", name=name)
    return found


def _property(record: Document, table: str, language: Language, told: Told) -> Document:
    name = need(record, f"property of {table}", "name")
    kind = str(record.get("logicalType") or "")
    found: Document = {"name": name}
    if kind in _TYPES:
        found["datatype"] = _TYPES[kind]
    elif kind:
        told.of_lost("datatype", name=f"{table}.{name}", datatype=kind)
    if record.get("physicalName") not in (None, name):
        found["column"] = str(record["physicalName"])
    found |= text("label", record.get("businessName"), language) | text(
        "definition", record.get("description"), language
    )
    limits: Any = record.get("logicalTypeOptions") or {}
    if kind in ("integer", "number") and ("minimum" in limits or "maximum" in limits):
        found["range"] = [limits.get("minimum", "-.inf"), limits.get("maximum", ".inf")]
    marked = str(record.get("classification") or "").lower()
    if any(word in marked for word in _PERSONAL):
        found["personal"] = True
    elif marked and marked != "public":
        told.of_lost("classification", name=f"{table}.{name}", what=marked)
    return found


def _relationships(record: Document, properties: list[Document]) -> list[Document]:
    found = [dict(one) for one in records(record, "relationships", "schema object")]
    for one in properties:
        found += [{"from": one["name"], **join} for join in records(one, "relationships", "property")]
    return found


def _join(record: Document, dataset: str, ids: dict[str, str]) -> Document | None:
    """Return a foreign key; its ends are written as ``table.column`` or as a path with slashes."""
    ends = {}
    for key in ("from", "to"):
        value = record.get(key)
        parts = [_end(str(one), ids) for one in (value if isinstance(value, list) else [value])]
        ends[key] = parts
    tables = {table for table, _ in ends["to"] if table}
    if len(tables) != 1 or len(ends["from"]) != len(ends["to"]) or not all(column for _, column in ends["from"]):
        return None
    to = snake(tables.pop(), "dataset")
    columns = [column for _, column in ends["from"]]
    return {
        "name": f"{dataset}_{'_'.join(columns)}", "from": dataset, "to": to,
        "from_columns": columns, "to_columns": [column for _, column in ends["to"]],
    }  # fmt: skip


def _end(text: str, ids: dict[str, str]) -> tuple[str, str]:
    """Return table and column of ``table.column`` or ``/schema/ID/properties/ID``; another contract's have neither."""
    if "#" in text or ".yaml" in text:
        return "", ""
    parts = [ids.get(part, part) for part in text.replace("/", ".").split(".") if part]
    parts = [part for part in parts if part not in ("schema", "properties")]
    return (parts[0] if len(parts) > 1 else "", parts[-1]) if parts else ("", "")
