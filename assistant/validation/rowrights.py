"""Which rows of a dataset a role sees, and what decides that."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp, parse_one

from assistant.catalog.dataset import Dataset
from assistant.catalog.dialect import DUCKDB


def predicate_of(dataset: Dataset, role: str) -> str | None:
    """Return what the rows that a role sees meet; None when it sees all. A role that is not named sees none."""
    if not dataset.row_filter:
        return None
    predicate = dataset.row_filter.get(role, dataset.row_filter.get("*", "FALSE"))
    return None if predicate.strip().lower() == "true" else predicate


def sees_nothing(predicate: str | None) -> bool:
    """Whether a predicate lets no row through."""
    return predicate is not None and predicate.strip().lower() == "false"


def deciding_fields(predicate: str) -> frozenset[str]:
    """Return the fields that a predicate looks at."""
    return frozenset(column.name for column in parse_one(predicate, dialect=DUCKDB).find_all(exp.Column))


def masked(sql: str, datasets: Iterable[Dataset], role: str) -> str:
    """Return a query as it may be shown: the values that keep rows from a role are names it may not know."""
    for dataset in datasets:
        predicate = predicate_of(dataset, role)
        tree = parse_one(predicate, dialect=DUCKDB) if predicate is not None else None
        for literal in tree.find_all(exp.Literal) if tree is not None else ():
            if literal.is_string:
                sql = sql.replace(literal.sql(dialect=DUCKDB), "'…'")
    return sql
