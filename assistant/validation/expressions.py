"""Computed fields: scalar expressions over the dataset's own fields, each worked out after those it uses."""

from __future__ import annotations

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from assistant.catalog.dataset import Dataset
from assistant.catalog.dialect import DUCKDB
from assistant.catalog.vocabulary import FieldRole
from assistant.errors import DataError, Location, Problem
from assistant.validation.rules.functions import names_of, refused_function
from assistant.validation.view import MISSING_SUFFIX, sql_type

_FORBIDDEN = (exp.Query, exp.Star, exp.AggFunc, exp.Window, exp.Dot, exp.Command, exp.Placeholder, exp.Parameter)


def ordered_expressions(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the computed fields as (name, SQL), those that others use first.

    Raises :class:`DataError` when one cannot be read, names what is no field of the dataset, or uses itself.
    """
    trees: dict[str, exp.Expr] = {}
    problems: list[Problem] = []
    for field in dataset.fields:
        if field.expression is not None:
            tree = _scalar(dataset, field.name, field.expression, problems)
            if tree is not None:
                trees[field.name] = tree
    ordered: list[tuple[str, str]] = []
    waiting = dict(trees)
    while waiting and not problems:
        ready = [name for name, tree in waiting.items() if not _names(tree) & waiting.keys()]
        if not ready:
            problems += [_problem(dataset, name, "uses itself") for name in waiting]
        for name in ready:
            ordered.append((name, _typed(dataset, name, waiting.pop(name))))
    if problems:
        raise DataError(problems)
    return ordered


def _scalar(dataset: Dataset, name: str, text: str, problems: list[Problem]) -> exp.Expr | None:
    try:
        tree = parse_one(text, dialect=DUCKDB)
    except SqlglotError:
        problems.append(_problem(dataset, name, "cannot be read as SQL"))
        return None
    if any(isinstance(node, _FORBIDDEN) for node in tree.walk()) or isinstance(tree, exp.Alias):
        problems.append(_problem(dataset, name, "must be a plain expression over fields of its own row"))
        return None
    for name_of_function in sorted({min(names_of(node)) for node in tree.walk() if refused_function(node)}):
        problems.append(
            _problem(dataset, name, f"uses {name_of_function}(), which is not among the functions for queries")
        )
    known = {item for field in dataset.fields for item in (field.name, f"{field.name}{MISSING_SUFFIX}")}
    for unknown in sorted(_names(tree) - known):
        problems.append(_problem(dataset, name, f"names {unknown!r}, which is no field of this dataset"))
    return tree


def _names(tree: exp.Expr) -> set[str]:
    return {column.name for column in tree.find_all(exp.Column)}


def _typed(dataset: Dataset, name: str, tree: exp.Expr) -> str:
    for column in tree.find_all(exp.Column):
        column.replace(exp.column(exp.to_identifier(column.name, quoted=True)))
    field = dataset.fields_by_name[name]
    sql = tree.sql(dialect=DUCKDB, comments=False)
    typed = field.datatype is not None or field.role is FieldRole.MEASURE
    return f"CAST({sql} AS {sql_type(field)})" if typed else f"({sql})"


def _problem(dataset: Dataset, name: str, message: str) -> Problem:
    return Problem(
        "expression", f"the expression of {dataset.name}.{name} {message}", Location(f"datasets/{dataset.name}.yaml")
    )
