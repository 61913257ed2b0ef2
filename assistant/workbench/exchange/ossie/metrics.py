"""Metrics as Ossie writes them: a name in the whole model and SQL over ``dataset.field``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.catalog.catalog import Catalog
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.qualified import qualified, quoted
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.ossie.advice import advice_on_metric
from assistant.workbench.exchange.ossie.extension import extended
from assistant.workbench.exchange.ossie.reading import read_metric
from assistant.workbench.exchange.plain import said
from assistant.workbench.exchange.remainder import remainder
from assistant.workbench.exchange.told import Told

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_CALLS = {
    Aggregation.SUM: "SUM({0})",
    Aggregation.MEAN: "AVG({0})",
    Aggregation.WEIGHTED_MEAN: "SUM({0} * {1}) / NULLIF(SUM({1}), 0)",
    Aggregation.MIN: "MIN({0})",
    Aggregation.MAX: "MAX({0})",
    Aggregation.MEDIAN: "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY {0})",
    Aggregation.COUNT: "COUNT({0})",
    Aggregation.COUNT_DISTINCT: "COUNT(DISTINCT {0})",
}


class Writer:
    """How the figures of one catalogue are written: names in the whole model, and stored numbers made figures."""

    def __init__(self, catalog: Catalog) -> None:
        self._count = Counter(ref.metric for ref in catalog.metric_refs)
        self.stored = {
            (dataset.name, field.name): template
            for dataset in catalog.datasets
            for field in dataset.fields
            if field.role is FieldRole.MEASURE and (template := _stored(field)) != "{}"
        }

    def name(self, dataset: str, metric: str) -> str:
        """Return the name in the model: its own, or with its dataset before it where two share a name."""
        return metric if self._count[metric] == 1 else f"{dataset}_{metric}"


def has_place(metric: Document) -> bool:
    """Whether a derived metric can be a metric of the model; one that only counts some rows has no words there."""
    return "expression" in metric and "filter" not in metric


def metric_records(catalog: Catalog, document: Document, writer: Writer, told: Told) -> Iterator[Document]:
    """Yield the metrics of one dataset: measures with an aggregation, then those with an expression."""
    dataset, language = catalog.by_name[document["name"]], catalog.language
    derived = {metric["name"]: metric for metric in document.get("metrics", [])}
    for name, metric in dataset.metrics.items():
        plain = derived.get(name, {"name": name})
        own = _own_expression(metric) if metric.field else metric.expression if has_place(plain) else None
        if own is None:
            key = "no_sum" if metric.aggregation is Aggregation.NONE else "no_expression"
            told.of_lost(key, name=f"{dataset.name}.{name}")
            continue
        expression = qualified(own, dataset.name, writer.stored)
        written = _written(writer.name(dataset.name, name), expression, metric, plain, language)
        if metric.field:
            # The field says it all already; this is for programs that read metrics only.
            yield extended(written, {"dataset": dataset.name, "field": name})
            continue
        data: Document = {"dataset": dataset.name}
        if rest := remainder(plain, read_metric(written, dataset.name, language) | {"name": name}):
            data["rest"] = rest
        yield extended(written, data | ({"name": name} if written["name"] != name else {}))


def _written(name: str, expression: str, metric: Metric, plain: Document, language: Language) -> Document:
    written: Document = {"name": name, "expression": {"dialects": [{"dialect": "ANSI_SQL", "expression": expression}]}}
    if text := said(plain.get("definition"), language) or _of_field(metric, language):
        written["description"] = text
    context: Document = {}
    if advice := advice_on_metric(metric, language):
        context["instructions"] = advice
    synonyms = getattr(metric.synonyms, language)
    if synonyms:
        context["synonyms"] = list(synonyms)
    return written | ({"ai_context": context} if context else {})


def _of_field(metric: Metric, language: Language) -> str:
    return metric.definition.say(language) if metric.field and metric.definition else ""


def _own_expression(metric: Metric) -> str | None:
    if metric.aggregation is None or metric.aggregation not in _CALLS:
        return None
    name, weight = quoted(metric.name), quoted(metric.weight or "")
    value = f"CASE WHEN {metric.filter} THEN {name} END" if metric.filter else name
    return _CALLS[metric.aggregation].format(value, weight)


def _stored(field: Field) -> str:
    """Return what a field says when ``{}`` is what is stored: codes for missing are no numbers, and it has a scale."""
    value = "{}"
    for code in field.missing:
        if code != "null":
            value = f"NULLIF({value}, {code})" if _NUMBER.fullmatch(code) else value
    return value if field.scale == 1 else f"({field.scale:g} * {value})"
