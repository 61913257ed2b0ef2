"""The names in a documented expression with and without their dataset, as other formats write them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import sqlglot
from sqlglot import exp


def _tree(text: str) -> exp.Expr | None:
    try:
        return sqlglot.parse_one(text, dialect="duckdb")
    except (sqlglot.ParseError, sqlglot.TokenError, RecursionError):
        return None


def qualified(text: str, dataset: str, stored: Mapping[tuple[str, str], str] = MappingProxyType({})) -> str:
    """Return an expression with every bare name as ``dataset.name``; what is no expression stays as it is.

    ``stored`` says, for a dataset and field, what its value is when ``{}`` is the number that is stored.
    """
    tree = _tree(text)
    if tree is None:
        return text
    for column in list(tree.find_all(exp.Column)):
        if not column.table:
            column.set("table", exp.to_identifier(dataset))
        template = stored.get((column.table, column.name))
        if template is not None:
            value = sqlglot.parse_one(template.format(column.sql("duckdb")), dialect="duckdb")
            if column is tree:
                return value.sql("duckdb")
            column.replace(value)
    return tree.sql("duckdb")


def unqualified(text: str, dataset: str) -> str:
    """Return an expression in which the names of ``dataset`` stand bare."""
    tree = _tree(text)
    if tree is None:
        return text
    for column in tree.find_all(exp.Column):
        if column.table == dataset:
            column.set("table", None)
    return tree.sql("duckdb")


def tables_named(text: str) -> tuple[str, ...]:
    """Return the datasets that an expression names, in the order it names them."""
    tree = _tree(text)
    if tree is None:
        return ()
    return tuple(dict.fromkeys(column.table for column in tree.find_all(exp.Column, bfs=False) if column.table))


def column_named(text: str) -> str | None:
    """Return the column that an expression is nothing but, or None when it works something out."""
    tree = _tree(text)
    return tree.name if isinstance(tree, exp.Column) else None


def is_expression(text: str) -> bool:
    """Whether a text can be read as an expression at all."""
    tree = _tree(text)
    return tree is not None and not isinstance(tree, exp.Query | exp.Command)


def quoted(name: str) -> str:
    """Return a column name as SQL writes it: bare where it can be, else in double quotes."""
    return exp.to_identifier(name).sql("duckdb")
