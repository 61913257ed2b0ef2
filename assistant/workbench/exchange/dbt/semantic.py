"""dbt's semantic models and metrics: measures become aggregations or formulas; what filters by template is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.catalog.qualified import column_named, is_expression
from assistant.catalog.text import Language
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.records import need, records, text
from assistant.workbench.exchange.told import Told

#: The dataset and the formula of each measure.
Measures = dict[str, tuple[str, str]]

_CALLS = {
    "sum": "SUM({})",
    "average": "AVG({})",
    "min": "MIN({})",
    "max": "MAX({})",
    "median": "MEDIAN({})",
    "count": "COUNT({})",
    "count_distinct": "COUNT(DISTINCT {})",
    "sum_boolean": "SUM(CASE WHEN {} THEN 1 ELSE 0 END)",
}
_OURS = {"average": "mean"}
_ROLES = {"time": "time", "categorical": "dimension"}


def semantic_model(record: Document, dataset: Document, language: Language, told: Told) -> Measures:
    """Add what a semantic model says to the document of its model; return its measures."""
    name = dataset["name"]
    dataset |= {
        key: value
        for key, value in text("description", record.get("description"), language).items()
        if key not in dataset
    }
    dataset |= text("title", record.get("label"), language)
    for entity in records(record, "entities", "semantic model"):
        field = _field(dataset, entity)
        field["role"] = "key"
        if entity.get("type") in ("primary", "unique", "natural") and "primary_key" not in dataset:
            dataset["primary_key"] = [field["name"]]
    for dimension in records(record, "dimensions", "semantic model"):
        field = _field(dataset, dimension)
        field |= text("label", dimension.get("label"), language) | text(
            "definition", dimension.get("description"), language
        )
        field["role"] = _ROLES.get(str(dimension.get("type")), "dimension")
    found: Measures = {}
    for measure in records(record, "measures", "semantic model"):
        _measure(measure, dataset, found, language, told)
    for key in sorted(
        set(record) - {"name", "label", "description", "model", "entities", "dimensions", "measures", "primary_entity"}
    ):
        told.of_lost("property", name=name, key=key)
    return found


def _field(dataset: Document, record: Document) -> Document:
    """Return the field of a record by its column, made when the model does not list it."""
    name = need(record, "part of a semantic model", "name")
    expression = str(record.get("expr") or name)
    column = column_named(expression) or name
    for field in dataset["fields"]:
        if field["name"] == column:
            found: Document = field
            return found
    made: Document = {"name": column}
    if column_named(expression) is None:
        made |= {"name": name, "expression": expression}
    dataset["fields"].append(made)
    return made


def _measure(measure: Document, dataset: Document, found: Measures, language: Language, told: Told) -> None:
    name, kind = need(measure, "measure", "name"), str(measure.get("agg", "")).lower()
    expression = str(measure.get("expr") or name)
    if kind not in _CALLS or not is_expression(expression):
        told.of_lost("measure", name=f"{dataset['name']}.{name}", kind=kind or "?")
        return
    found[name] = (dataset["name"], _CALLS[kind].format("*" if expression == "1" and kind == "count" else expression))
    if expression == "1" and kind == "sum":
        found[name] = (dataset["name"], "COUNT(*)")
    column = column_named(expression)
    if column is None:
        return
    field = _field(dataset, {"name": name, "expr": expression})
    if kind in ("sum", "average", "min", "max", "median"):
        field |= {"role": "measure", "aggregation": _OURS.get(kind, kind)}
        if measure.get("non_additive_dimension"):
            # dbt's word for a stock: it is not added up over that dimension, which is time.
            field["over_time"] = "last"
    field |= text("label", measure.get("label"), language) | text("definition", measure.get("description"), language)


def metric_of(
    record: Document, measures: Measures, all_metrics: list[Document], language: Language, told: Told
) -> tuple[str, Document] | None:
    """Return a metric with its dataset, or None when it has no formula here."""
    name = need(record, "metric", "name")
    formula = _formula(record, measures, {str(one.get("name")): one for one in all_metrics}, 0)
    if formula is None:
        told.of_lost("dbt_metric", name=name, kind=record.get("type", "?"))
        return None
    dataset, expression = formula
    found: Document = {"name": name} | text("label", record.get("label"), language)
    return dataset, found | text("definition", record.get("description"), language) | {"expression": expression}


def _formula(
    record: Document, measures: Measures, metrics: Mapping[str, Document], depth: int
) -> tuple[str, str] | None:
    given: Any = record.get("type_params") or {}
    if record.get("filter") or not isinstance(given, dict) or depth > 5:
        return None
    kind = record.get("type", "simple")
    if kind == "simple":
        return _of_measure(given.get("measure"), measures)
    if kind == "ratio":
        top, bottom = (_of_input(given.get(part), measures, metrics, depth) for part in ("numerator", "denominator"))
        if top is None or bottom is None or top[0] != bottom[0]:
            return None
        return top[0], f"1.0 * {top[1]} / {bottom[1]}"
    return _derived(given, measures, metrics, depth) if kind == "derived" else None


def _of_measure(given: Any, measures: Measures) -> tuple[str, str] | None:
    if isinstance(given, dict):
        return None if given.get("filter") else measures.get(str(given.get("name")))
    return measures.get(str(given))


def _of_input(given: Any, measures: Measures, metrics: Mapping[str, Document], depth: int) -> tuple[str, str] | None:
    name = str(given.get("name")) if isinstance(given, dict) else str(given)
    if isinstance(given, dict) and (given.get("filter") or given.get("offset_window") or given.get("offset_to_grain")):
        return None
    return _formula(metrics[name], measures, metrics, depth + 1) if name in metrics else measures.get(name)


def _derived(
    given: Document, measures: Measures, metrics: Mapping[str, Document], depth: int
) -> tuple[str, str] | None:
    expression = str(given.get("expr") or "")
    datasets = set()
    for entry in given.get("metrics") or []:
        part = _of_input(entry, measures, metrics, depth)
        if part is None:
            return None
        name = str(entry.get("alias") or entry.get("name")) if isinstance(entry, dict) else str(entry)
        expression = re.sub(rf"\b{re.escape(name)}\b", lambda _, part=part: f"({part[1]})", expression)  # type: ignore[misc]
        datasets.add(part[0])
    return (datasets.pop(), expression) if len(datasets) == 1 and is_expression(expression) else None
