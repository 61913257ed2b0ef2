"""What a dbt project says about its models: columns, tests, and the semantic models and metrics on them."""

from __future__ import annotations

import re
from typing import Any

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.dbt.semantic import Measures, metric_of, semantic_model
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.records import need, records, text
from assistant.workbench.exchange.told import Told

_REF = re.compile(
    r"""ref\(\s*(?:['"][^'"]*['"]\s*,\s*)?['"](\w+)['"]\s*\)|source\(\s*['"]\w+['"]\s*,\s*['"](\w+)['"]\s*\)"""
)


def read_dbt(document: Document, language: Language, told: Told) -> Described:
    """Return the models and source tables of a ``schema.yml`` as datasets."""
    models = [*records(document, "models", "schema.yml"), *records(document, "seeds", "schema.yml")]
    for source in records(document, "sources", "schema.yml"):
        models += records(source, "tables", "source")
    semantic = records(document, "semantic_models", "schema.yml")
    if not models and not semantic:
        raise SourceError("this is no dbt schema.yml: it has neither models, sources nor semantic_models")
    datasets = {one["name"]: one for one in (_model(model, language, told) for model in models)}
    measures: Measures = {}
    for record in semantic:
        name = referred(str(record.get("model", ""))) or need(record, "semantic model", "name")
        target = datasets.setdefault(name, {"name": name, "fields": []})
        measures |= semantic_model(record, target, language, told)
    for record in records(document, "metrics", "schema.yml"):
        if found := metric_of(record, measures, records(document, "metrics", "schema.yml"), language, told):
            dataset, metric = found
            datasets[dataset].setdefault("metrics", []).append(metric)
    for key in sorted(set(document) - {"version", "models", "seeds", "sources", "semantic_models", "metrics"}):
        told.of_lost("part", part=key)
    return Described({}, tuple(datasets.values()))


def referred(text: str) -> str | None:
    """Return the model that a ``ref('…')`` or ``source('…', '…')`` points to."""
    found = _REF.search(text)
    return (found[1] or found[2]) if found else None


def _model(model: Document, language: Language, told: Told) -> Document:
    name = need(model, "model", "name")
    found: Document = {"name": name} | text("description", model.get("description"), language)
    meta: Any = model.get("meta") or (model.get("config") or {}).get("meta") or {}
    if isinstance(meta, dict) and meta.get("owner"):
        found["owner"] = {"name": str(meta["owner"])}
    fields, keys, joins = [], [], []
    for column in records(model, "columns", "model"):
        field, unique, target = _column(column, name, language, told)
        fields.append(field)
        keys += [field["name"]] if unique else []
        joins += [target] if target else []
    found["fields"] = fields
    if keys:
        found["primary_key"] = keys[:1]
    if joins:
        found["relationships"] = joins
    return found


def _column(column: Document, model: str, language: Language, told: Told) -> tuple[Document, bool, Document | None]:
    """Return the column, whether its values are unique, and where it points to."""
    name = need(column, f"column of {model}", "name")
    field: Document = {"name": name} | text("definition", column.get("description"), language)
    unique, target = False, None
    for test in [*(column.get("data_tests") or []), *(column.get("tests") or [])]:
        kind, rest = (test, {}) if isinstance(test, str) else next(iter(test.items()), ("", {}))
        given: Any = (rest.get("arguments") or rest) if isinstance(rest, dict) else {}
        if kind == "unique":
            unique = True
        elif kind == "accepted_values" and isinstance(given.get("values"), list):
            field["members"] = [{"value": str(value)} for value in given["values"]]
        elif kind == "relationships" and (to := referred(str(given.get("to", "")))) and given.get("field"):
            target = {
                "name": f"{model}_{name}", "from": model, "to": to,
                "from_columns": [name], "to_columns": [str(given["field"])],
            }  # fmt: skip
        elif kind != "not_null":
            told.of_lost("constraint", name=f"{model}.{name}", what=kind)
    return field, unique, target
