"""A catalogue as an Apache Ossie semantic model: standard keys where Ossie has them, the rest in its extensions."""

from __future__ import annotations

from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.qualified import quoted
from assistant.catalog.text import Language
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.ossie.advice import advice_on_dataset
from assistant.workbench.exchange.ossie.extension import extended
from assistant.workbench.exchange.ossie.metrics import Writer, has_place, metric_records
from assistant.workbench.exchange.ossie.reading import read_dataset, read_field, read_head, read_relationship
from assistant.workbench.exchange.plain import plain_catalog, said
from assistant.workbench.exchange.remainder import remainder
from assistant.workbench.exchange.told import Told

VERSION = "0.2.0.dev0"

#: What stands in lists of its own in Ossie.
_APART = ("fields", "relationships")


def ossie_document(catalog: Catalog, told: Told) -> Document:
    """Return the whole document; what Ossie cannot say of a figure is told and kept in ``custom_extensions``."""
    head, datasets = plain_catalog(catalog)
    writer = Writer(catalog)
    model: Document = {"name": head["name"]}
    model |= _described(head, catalog.language)
    model["datasets"] = [_dataset(catalog.by_name[one["name"]], one, catalog.language, told) for one in datasets]
    relationships = [record for one in datasets for record in one.get("relationships", [])]
    if relationships:
        model["relationships"] = [_relationship(record, told) for record in relationships]
    metrics = [record for one in datasets for record in metric_records(catalog, one, writer, told)]
    if metrics:
        model["metrics"] = metrics
    return {
        "version": VERSION,
        "semantic_model": [extended(model, remainder(head, read_head(model, catalog.language)))],
    }


def _dataset(dataset: Dataset, document: Document, language: Language, told: Told) -> Document:
    written: Document = {"name": document["name"], "source": document["source"]}
    if "primary_key" in document:
        written["primary_key"] = document["primary_key"]
    written |= _described(document, language, advice_on_dataset(dataset, language))
    written["fields"] = [_field(field, document, language, told) for field in document["fields"]]
    alone = {key: value for key, value in document.items() if key not in _APART}
    alone["metrics"] = [metric for metric in document.get("metrics", []) if not has_place(metric)]
    alone = {key: value for key, value in alone.items() if value != []}
    return extended(written, remainder(alone, read_dataset(written, language, told)))


def _field(field: Document, document: Document, language: Language, told: Told) -> Document:
    expression = field.get("expression") or quoted(field.get("column") or field["name"])
    written: Document = {
        "name": field["name"],
        "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": expression}]},
    }
    if field["role"] != "measure":
        written["dimension"] = {"is_time": field["role"] == "time"}
    if label := said(field.get("label"), language):
        written["label"] = label
    written |= _described({**field, "description": field.get("definition")}, language)
    if "datatype" in field:
        written["datatype"] = field["datatype"]
    key = tuple(document.get("primary_key", ()))
    return extended(written, remainder(field, read_field(written, key, language, told)))


def _relationship(record: Document, told: Told) -> Document:
    written = {key: record[key] for key in ("name", "from", "to", "from_columns", "to_columns")}
    return extended(written, remainder(record, read_relationship(written, told)))


def _described(document: Document, language: Language, advice: str = "") -> Document:
    found: Document = {}
    if text := said(document.get("description"), language):
        found["description"] = text
    context: dict[str, Any] = {}
    if advice:
        context["instructions"] = advice
    if synonyms := document.get("synonyms", {}).get(language):
        context["synonyms"] = synonyms
    return found | ({"ai_context": context} if context else {})
