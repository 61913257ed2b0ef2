"""Reading the SQL that a catalogue writes in ``expression`` and ``filter``: small scalar trees and aggregate calls."""

from __future__ import annotations

from functools import lru_cache

import sqlglot
from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.vocabulary import Aggregation
from assistant.errors import CatalogError, Location, Problem

_CALLS: dict[Aggregation, type[exp.AggFunc]] = {
    Aggregation.SUM: exp.Sum,
    Aggregation.MEAN: exp.Avg,
    Aggregation.MIN: exp.Min,
    Aggregation.MAX: exp.Max,
    Aggregation.MEDIAN: exp.Median,
    Aggregation.COUNT: exp.Count,
}


class FormulaError(CatalogError):
    """A metric whose documented expression cannot be worked out; the catalogue maintainer can mend it."""

    def __init__(self, ref: MetricRef, why: str) -> None:
        super().__init__([Problem("formula", f"metric {ref}: {why}", Location(f"datasets/{ref.dataset}.yaml"))])


@lru_cache(maxsize=4096)
def _parsed(text: str) -> exp.Expr | None:
    try:
        return sqlglot.parse_one(text, dialect="duckdb")
    except (sqlglot.ParseError, sqlglot.TokenError, RecursionError):
        return None


def parse_expression(ref: MetricRef, text: str) -> exp.Expr:
    """Return a fresh tree of a documented expression or predicate."""
    tree = _parsed(text)
    if tree is None or isinstance(tree, exp.Query | exp.Command):
        raise FormulaError(ref, f"cannot read {text!r} as an expression")
    if tree.find(exp.Query, exp.Window) is not None:
        raise FormulaError(ref, "a subquery or window has no place in an expression")
    return tree.copy()


def own_columns(ref: MetricRef, tree: exp.Expr, dataset: Dataset) -> exp.Expr:
    """Return ``tree`` with its columns as bare field names of ``dataset``; any other name is an error."""
    tree = tree.copy()
    for column in list(tree.find_all(exp.Column)):
        if column.table not in ("", dataset.name) or column.name not in dataset.fields_by_name:
            raise FormulaError(ref, f"{column.sql('duckdb')} is no field of {dataset.name}")
        bare = exp.column(column.name)
        if column is tree:
            return bare
        column.replace(bare)
    return tree


def call_of(kind: Aggregation, value: exp.Expr) -> exp.Expr:
    """Return the aggregate call of a documented aggregation; a published figure (``none``) stays the bare value."""
    if kind is Aggregation.NONE:
        return value
    if kind is Aggregation.COUNT_DISTINCT:
        return exp.Count(this=exp.Distinct(expressions=[value]))
    return _CALLS[kind](this=value)


def kind_of(call: exp.Expr) -> Aggregation:
    """Return what an aggregate call does; anything that must be worked out from all rows counts as a median does."""
    if call.find(exp.Distinct) is not None:
        return Aggregation.COUNT_DISTINCT
    if isinstance(call, exp.CountIf):
        return Aggregation.COUNT
    for kind, node in _CALLS.items():
        if isinstance(call, node):
            return kind
    return Aggregation.MEDIAN


def guarded_division(tree: exp.Expr) -> exp.Expr:
    """Return ``tree`` with every divisor guarded, so that division by zero is missing and not an error."""
    for node in list(tree.find_all(exp.Div)):
        divisor = node.expression
        if not isinstance(divisor, exp.Literal | exp.Nullif):
            divisor.replace(exp.Nullif(this=_unwrapped(divisor).copy(), expression=exp.Literal.number(0)))
    return tree


def _unwrapped(node: exp.Expr) -> exp.Expr:
    return node.this if isinstance(node, exp.Paren) else node
