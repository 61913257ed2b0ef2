"""Expressions of metrics: readable, safe, and made of documented metrics and aggregates over documented fields."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.aggregate_call import FormulaError
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.formula import formula
from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject
from assistant.catalog.rules.sqltext import unsafe
from assistant.catalog.rules.walk import metrics


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset, metric, path in metrics(subject.catalog):
        if metric.expression is None:
            continue
        at = (*path, "expression")
        found = [*unsafe(metric.expression, at)]
        yield from found
        if not any(finding.severity == "error" for finding in found):
            yield from _worked_out(subject.catalog, dataset, metric, at)


def _worked_out(catalog: Catalog, dataset: Dataset, metric: Metric, path: Path) -> Iterator[Finding]:
    ref = MetricRef(dataset.name, metric.name)
    try:
        formula(catalog, ref)
    except FormulaError as error:
        # What is wrong with a metric that this one is built on is told where that metric stands.
        if any(f"metric {ref}:" in problem.message for problem in error.problems):
            why = error.problems[0].message.removeprefix(f"metric {ref}: ")
            yield Finding(path, f"the expression of '{metric.name}' cannot be worked out: {why}")


RULE = Rule("expressions", _check)
