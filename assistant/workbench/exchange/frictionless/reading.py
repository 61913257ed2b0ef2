"""A Frictionless Data Package as documents of our own; what has no place here is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document, lay_over
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.frictionless.names import FROM_FRICTIONLESS, own_of
from assistant.workbench.exchange.records import records, text
from assistant.workbench.exchange.told import Told

_WHAT = "Data Package"
_LANGUAGES: dict[str, Language] = {"nl": "nl", "en": "en"}
_LIMITS = ("minimum", "maximum")
_KNOWN_CONSTRAINTS = {*_LIMITS, "required", "unique", "enum"}


def read_package(package: Document, folder: Path, language: Language, told: Told) -> Described:
    """Return the datasets of a package whose paths are relative to ``folder``."""
    resources = package.get("resources")
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise SourceError("this is no Data Package: it has no list of resources")
    own = own_of(package)
    language = _LANGUAGES.get(str(own.get("language")), language)
    datasets, tables = [], {}
    for resource in resources:
        found = _dataset(resource, language, told, str(own.get("data", "data")))
        datasets.append(found)
        path = resource.get("path")
        if isinstance(path, str) and "://" not in path and _inside(path) and (folder / path).is_file():
            tables[found["name"]] = folder / path
    return Described(lay_over(read_head(package, language), own), tuple(datasets), tables, complete=bool(own))


def _inside(path: str) -> bool:
    """Whether a path stays in its folder, as the standard demands."""
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def read_head(package: Document, language: Language) -> Document:
    """Return what the standard keys of a package say about the catalogue."""
    found: Document = {"name": str(package.get("name") or "catalogus")}
    for key in ("title", "description"):
        found |= text(key, package.get(key), language)
    publisher = next(
        (
            one
            for one in records(package, "contributors", _WHAT)
            if "publisher" in str(one.get("roles", one.get("role", "")))
        ),
        None,
    )
    if publisher and publisher.get("title"):
        found["publisher"] = {"name": publisher["title"]}
        found["publisher"] |= {
            ours: publisher[key] for key, ours in (("email", "email"), ("path", "url")) if publisher.get(key)
        }
    return found | _licence(package)


def _dataset(resource: Document, language: Language, told: Told, data: str) -> Document:
    found: Document = lay_over(read_resource(resource, language, told, data), own_of(resource))
    schema = resource.get("schema")
    if not isinstance(schema, dict):
        told.of_lost("no_schema", name=found["name"])
        return {**found, "fields": found.get("fields", [])}
    name = str(found["name"])
    key = _list(schema.get("primaryKey") or [])
    columns = records(schema, "fields", _WHAT)
    fields = [lay_over(read_field(column, name, key, language, told), own_of(column)) for column in columns]
    if key:
        named = {field.get("column", field["name"]): field["name"] for field in fields}
        found.setdefault("primary_key", [named.get(column, column) for column in key])
    joins = [
        lay_over(read_foreign_key(record, name), own_of(record)) for record in records(schema, "foreignKeys", _WHAT)
    ]
    fields += found.pop("fields", [])
    if order := found.pop("field_order", None):
        fields.sort(key=lambda field: order.index(field["name"]) if field["name"] in order else len(order))
    joins += found.pop("relationships", [])
    return {**found, "fields": fields, **({"relationships": joins} if joins else {})}


def read_resource(resource: Document, language: Language, told: Told, data: str) -> Document:
    """Return what the standard keys of a resource say, without its columns."""
    if not resource.get("name"):
        raise SourceError(f"a resource of this Data Package has no name: {str(resource)[:120]}")
    found: Document = {"name": str(resource["name"])}
    path = resource.get("path")
    if isinstance(path, str):
        found["source"] = path.removeprefix(f"{data}/")
    else:
        told.of_lost("path", name=found["name"])
    for key in ("title", "description"):
        found |= text(key, resource.get(key), language)
    if form := _csv(resource):
        found["csv"] = form
    if provenance := _provenance(resource):
        found["provenance"] = provenance
    return found


def read_field(record: Document, dataset: str, key: Sequence[str], language: Language, told: Told) -> Document:
    """Return what the standard keys of a column say."""
    if not record.get("name"):
        raise SourceError(f"a field of {dataset} has no name: {str(record)[:120]}")
    name, kind = str(record["name"]), record.get("type")
    found: Document = {"name": name, "role": "dimension"}
    if kind in FROM_FRICTIONLESS:
        found["datatype"] = FROM_FRICTIONLESS[kind]
        found["role"] = _role(str(kind), record)
        found |= {"grain": "year"} if kind == "year" else {}
    elif kind not in (None, "any"):
        told.of_lost("datatype", name=f"{dataset}.{name}", datatype=kind)
    if name in key and found["role"] != "time":
        found["role"] = "key"
    found |= text("label", record.get("title"), language) | text("definition", record.get("description"), language)
    limits: Any = record.get("constraints") or {}
    if any(key in limits for key in _LIMITS) and kind in ("integer", "number"):
        found["range"] = [limits.get("minimum", "-.inf"), limits.get("maximum", ".inf")]
    for extra in sorted(set(limits) - _KNOWN_CONSTRAINTS):
        told.of_lost("constraint", name=f"{dataset}.{name}", what=extra)
    if members := _members(record, limits, language):
        found["members"] = members
    missing = _missing(record, language)
    return found | ({"missing": missing} if missing else {})


def _missing(record: Document, language: Language) -> dict[str, dict[str, str]]:
    """Return the codes for missing; a code without a label is its own reason, unless our own keys tell it."""
    told_by_us = own_of(record).get("missing", {})
    found: dict[str, dict[str, str]] = {}
    for entry in record.get("missingValues", []):
        code = str(entry.get("value") if isinstance(entry, dict) else entry)
        label = entry.get("label") if isinstance(entry, dict) else None
        if code != "" and (label or code not in told_by_us):
            found[code] = {language: str(label or code)}
    return found


def _role(kind: str, record: Document) -> str:
    if kind in ("date", "datetime", "year"):
        return "time"
    return "measure" if kind in ("integer", "number") and not record.get("categories") else "dimension"


def _members(record: Document, limits: Document, language: Language) -> list[Document]:
    values = record.get("categories") or limits.get("enum") or []
    members = []
    for value in values:
        entry = value if isinstance(value, dict) else {"value": value}
        members.append({"value": str(entry.get("value"))} | text("label", entry.get("label"), language))
    return members


def read_foreign_key(record: Document, dataset: str) -> Document:
    """Return a foreign key as a relationship."""
    reference = record.get("reference")
    if not isinstance(reference, dict) or not record.get("fields"):
        raise SourceError(f"a foreign key of {dataset} has no fields or no reference")
    to = str(reference.get("resource") or dataset)
    return {
        "name": f"{dataset}_{to}",
        "from": dataset,
        "to": to,
        "from_columns": _list(record["fields"]),
        "to_columns": _list(reference.get("fields")),
    }


def _csv(resource: Document) -> Document:
    dialect: Any = resource.get("dialect") or {}
    found: Document = {}
    if isinstance(dialect, dict) and dialect.get("delimiter"):
        found["delimiter"] = dialect["delimiter"]
    if resource.get("encoding"):
        found["encoding"] = resource["encoding"]
    schema = resource.get("schema")
    fields = records(schema, "fields", _WHAT) if isinstance(schema, dict) else []
    decimal = next((field["decimalChar"] for field in fields if field.get("decimalChar")), None)
    if decimal:
        found["decimal"] = decimal
    if isinstance(schema, dict) and schema.get("missingValues"):
        found["null"] = [str(one.get("value") if isinstance(one, dict) else one) for one in schema["missingValues"]]
    return found


def _provenance(resource: Document) -> Document:
    source = next(iter(records(resource, "sources", _WHAT)), {})
    found = {ours: source[key] for key, ours in (("title", "publisher"), ("path", "url")) if source.get(key)}
    return found | _licence(resource)


def _licence(record: Document) -> Document:
    licence = next(iter(records(record, "licenses", _WHAT)), {})
    text = licence.get("name") or licence.get("path")
    return {"license": str(text)} if text else {}


def _list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
