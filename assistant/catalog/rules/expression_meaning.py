"""Expressions of metrics add up and compare only what goes together, as every query must."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.catalog.adding import cannot_be_added
from assistant.catalog.behaviour import behaviour_of
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.rules.base import Finding, Path, Rule, Subject, warning
from assistant.catalog.rules.sqltext import tree_of
from assistant.catalog.rules.walk import metrics
from assistant.catalog.unit_kinds import Unit, clash, unit_called, unit_of
from assistant.catalog.vocabulary import FieldRole, OverTime

_CONDITIONS = (exp.Predicate, exp.Connector, exp.Not)
_ON_ONE_SCALE = (exp.Add, exp.Sub, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.EQ, exp.NEQ)
_KEEPING = (exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Median, exp.Paren, exp.Coalesce, exp.Neg, exp.Cast, exp.Filter)


def _check(subject: Subject) -> Iterator[Finding]:
    for dataset, metric, path in metrics(subject.catalog):
        tree = tree_of(metric.expression) if metric.expression is not None else None
        if tree is not None:
            at = (*path, "expression")
            yield from _added(tree, dataset, metric, at, subject.catalog)
            yield from _units(tree, dataset, at, subject.catalog)


def _added(tree: exp.Expr, dataset: Dataset, metric: Metric, path: Path, catalog: Catalog) -> Iterator[Finding]:
    for call in tree.find_all(exp.Sum, exp.Avg):
        for column in _carried(call.this):
            ref, field = _field(column, dataset, catalog)
            if ref is None or field is None:
                continue
            if cannot_be_added(field) and not _weighted(column, call, dataset, catalog):
                said = f"'{field.name}' is a percentage, mean or other figure that may not be added up"
                if isinstance(call, exp.Sum):
                    yield Finding(path, said, "divide sums of its parts, or weigh it: SUM(share * count) / SUM(count)")
                else:
                    yield warning(path, f"the mean of '{field.name}' gives every row the same weight", None)
            elif isinstance(call, exp.Sum) and metric.over_time is OverTime.SUM and _is_stock(catalog, ref):
                message = f"'{field.name}' is a stock: over_time: sum would add it up over time"
                yield Finding(path, message, "use over_time: last")


def _is_stock(catalog: Catalog, ref: FieldRef) -> bool:
    metric = catalog.by_name[ref.dataset].metrics.get(ref.field)
    return metric is not None and metric.field is not None and behaviour_of(catalog, ref)[0] is OverTime.LAST


def _carried(node: exp.Expr | None) -> Iterator[exp.Column]:
    """Yield the columns whose value a call adds up, not those in its conditions."""
    if node is None or isinstance(node, _CONDITIONS):
        return
    if isinstance(node, exp.Column):
        yield node
    elif isinstance(node, exp.Case):
        for branch in node.args.get("ifs") or ():
            yield from _carried(branch.args.get("true"))
        yield from _carried(node.args.get("default"))
    else:
        for child in node.iter_expressions():
            yield from _carried(child)


def _weighted(column: exp.Column, call: exp.Expr, dataset: Dataset, catalog: Catalog) -> bool:
    """Whether a ratio is multiplied by something that can be added up."""
    node: exp.Expr | None = column
    while node is not None and node is not call:
        parent = node.parent
        if isinstance(parent, exp.Mul):
            other = parent.right if node is parent.left else parent.left
            fields = [_field(one, dataset, catalog)[1] for one in other.find_all(exp.Column)]
            if any(one is not None and one.role is FieldRole.MEASURE and not cannot_be_added(one) for one in fields):
                return True
        node = parent
    return False


def _units(tree: exp.Expr, dataset: Dataset, path: Path, catalog: Catalog) -> Iterator[Finding]:
    for node in tree.find_all(*_ON_ONE_SCALE):
        one, other = _unit(node.left, dataset, catalog), _unit(node.right, dataset, catalog)
        if clash(one, other) and one is not None and other is not None:
            names = " and ".join(unit.word or unit.kind for unit in (one, other))
            yield Finding(path, f"{names} are different units: they cannot be added or compared")


def _unit(node: exp.Expr, dataset: Dataset, catalog: Catalog) -> Unit | None:
    if isinstance(node, exp.Column):
        home = catalog.by_name.get(node.table or dataset.name)
        field = home.fields_by_name.get(node.name) if home else None
        if field is not None:
            return unit_of(field)
        metric = home.metrics.get(node.name) if home else None
        return unit_called(metric.unit) if metric is not None and metric.unit is not None else None
    if isinstance(node, exp.Add | exp.Sub):
        return _unit(node.left, dataset, catalog) or _unit(node.right, dataset, catalog)
    return _unit(node.this, dataset, catalog) if isinstance(node, _KEEPING) and node.this is not None else None


def _field(column: exp.Column, dataset: Dataset, catalog: Catalog) -> tuple[FieldRef | None, Field | None]:
    home = catalog.by_name.get(column.table or dataset.name)
    field = home.fields_by_name.get(column.name) if home else None
    return (FieldRef(home.name, field.name), field) if home is not None and field is not None else (None, None)


RULE = Rule("expression_meaning", _check, finds_errors=False)
