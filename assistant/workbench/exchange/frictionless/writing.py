"""A catalogue as a Frictionless Data Package (version 2): one resource per dataset, one schema field per column."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.frictionless.names import OWN, PROFILE, TO_FRICTIONLESS, with_own
from assistant.workbench.exchange.frictionless.reading import read_field, read_foreign_key, read_head, read_resource
from assistant.workbench.exchange.plain import plain_catalog, said
from assistant.workbench.exchange.remainder import remainder
from assistant.workbench.exchange.told import Told

_MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}
#: What stands in lists of its own in a package.
_APART = ("fields", "relationships", "primary_key")


def data_package(catalog: Catalog, told: Told) -> Document:
    """Return the descriptor; paths are relative to the catalogue folder, where it belongs."""
    head, datasets = plain_catalog(catalog)
    package: Document = {"$schema": PROFILE, "name": head["name"]}
    package |= _texts(head, catalog.language)
    if "publisher" in head:
        package["contributors"] = [_contributor(head["publisher"])]
    if "license" in head:
        package["licenses"] = [_licence(head["license"])]
    package = with_own(package, remainder(head, read_head(package, catalog.language)))
    package["resources"] = [_resource(one, catalog, told) for one in datasets]
    return package


def _resource(document: Document, catalog: Catalog, told: Told) -> Document:
    language = catalog.language
    source = str(document["source"])
    suffix = PurePosixPath(source).suffix.lower()
    written: Document = {"name": document["name"], "path": f"{catalog.data}/{source}"}
    if "://" in catalog.data:
        told.of_lost("no_file", name=document["name"])
        written["path"] = source
    written |= _texts(document, language)
    written |= {"format": suffix[1:], "mediatype": _MEDIA[suffix]} if suffix in _MEDIA else {}
    if suffix == ".csv":
        written |= _csv(document.get("csv", {}))
    written |= _sources(document.get("provenance", {}))
    alone = {key: value for key, value in document.items() if key not in _APART}
    columns = [field for field in document["fields"] if "expression" not in field]
    schema: Document = {"fields": [_field(field, document, language, told) for field in columns]}
    if "primary_key" in document:
        schema["primaryKey"] = [_column(document, name) for name in document["primary_key"]]
    if nulls := document.get("csv", {}).get("null"):
        schema["missingValues"] = nulls
    plain = [record for record in document.get("relationships", []) if "level" not in record]
    if plain:
        schema["foreignKeys"] = [_foreign_key(record, document["name"], catalog) for record in plain]
    written["schema"] = schema
    # What the schema has no place for: columns that are worked out, and joins to a coarser level.
    if len({field["name"] for field in schema["fields"]}) < len(columns) and "primary_key" in document:
        # Two fields look at one column: its name alone does not say which of them is meant.
        alone["primary_key"] = document["primary_key"]
    if len(columns) < len(document["fields"]):
        alone["fields"] = [field for field in document["fields"] if "expression" in field]
        alone["field_order"] = [field["name"] for field in document["fields"]]
    if others := [record for record in document.get("relationships", []) if "level" in record]:
        alone["relationships"] = others
    return with_own(written, remainder(alone, read_resource(written, language, Told(), catalog.data)))


def _field(field: Document, document: Document, language: Language, told: Told) -> Document:
    written: Document = {"name": field.get("column") or field["name"]}
    if "datatype" in field:
        written["type"] = TO_FRICTIONLESS[field["datatype"]]
        decimal = document.get("csv", {}).get("decimal")
        written |= {"decimalChar": decimal} if decimal and written["type"] == "number" else {}
    if title := said(field.get("label"), language):
        written["title"] = title
    if description := said(field.get("definition"), language):
        written["description"] = description
    if "range" in field:
        limits = dict(zip(("minimum", "maximum"), field["range"], strict=True))
        written["constraints"] = {key: _number(end) for key, end in limits.items() if isinstance(end, float)}
    if members := field.get("members"):
        written["categories"] = [_category(member, language) for member in members]
    missing = {code: text for code, text in field.get("missing", {}).items() if code != "null"}
    if missing:
        written["missingValues"] = ["", *(_reason(code, text, language) for code, text in missing.items())]
    key = [_column(document, name) for name in document.get("primary_key", [])]
    part = read_field({**written, OWN: {"missing": missing}}, document["name"], key, language, told)
    return with_own(written, remainder(field, part))


def _reason(code: str, text: Document, language: Language) -> Any:
    label = said(text, language)
    return {"value": code, "label": label} if label else code


def _number(end: float) -> int | float:
    return int(end) if end.is_integer() else end


def _category(member: Document, language: Language) -> Document:
    label = said(member.get("label"), language)
    return {"value": member["value"]} | ({"label": label} if label else {})


def _foreign_key(record: Document, dataset: str, catalog: Catalog) -> Document:
    target = catalog.by_name.get(record["to"])
    columns = {field.name: field.source_column for field in target.fields} if target else {}
    own = {field.name: field.source_column for field in catalog.by_name[dataset].fields}
    written: Document = {
        "fields": [own.get(name, name) for name in record["from_columns"]],
        "reference": {
            "resource": "" if record["to"] == dataset else record["to"],
            "fields": [columns.get(name, name) for name in record["to_columns"]],
        },
    }
    return with_own(written, remainder(record, read_foreign_key(written, dataset)))


def _column(document: Document, name: str) -> str:
    return next((str(field.get("column") or name) for field in document["fields"] if field["name"] == name), name)


def _texts(document: Document, language: Language) -> Document:
    found = {key: said(document.get(key), language) for key in ("title", "description")}
    return {key: text for key, text in found.items() if text}


def _csv(form: Document) -> Document:
    dialect = {"delimiter": form["delimiter"]} if "delimiter" in form else {}
    found: Document = {"encoding": form["encoding"]} if "encoding" in form else {}
    return found | ({"dialect": dialect} if dialect else {})


def _sources(provenance: Document) -> Document:
    found: Document = {}
    source: dict[str, Any] = {}
    if "publisher" in provenance:
        source["title"] = provenance["publisher"]
    if "url" in provenance:
        source["path"] = provenance["url"]
    if source:
        found["sources"] = [source]
    return found | ({"licenses": [_licence(provenance["license"])]} if "license" in provenance else {})


def _licence(text: str) -> Document:
    return {"path": text} if "://" in text else {"name": text}


def _contributor(contact: Document) -> Document:
    found = {"title": contact["name"], "roles": ["publisher"]}
    return found | {key: contact[ours] for key, ours in (("email", "email"), ("path", "url")) if ours in contact}
