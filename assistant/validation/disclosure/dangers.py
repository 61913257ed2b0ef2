"""Whether a small count of persons is near a query at all: what to ask to know it."""

from __future__ import annotations

from sqlglot import exp, parse_one

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dialect import DUCKDB
from assistant.sql.query import CompiledQuery
from assistant.validation.disclosure.persons import read_persons, rows_rule, rule_of
from assistant.validation.disclosure.rules import CountRule
from assistant.validation.query import ValidatedQuery


def dangers(query: ValidatedQuery, catalog: Catalog, *, anywhere: bool = False) -> list[CompiledQuery] | None:
    """Return queries that count the small counts among the rows that a query can rest on, or ``anywhere`` beside them.

    Empty when it reads no counts of persons at all. None when its rows are persons: then small counts are always near.
    """
    if not read_persons(catalog, query.fields, query.datasets):
        return []
    if any(rows_rule(catalog, name) is not None for name in query.datasets):
        return None
    found = []
    for ref in query.fields:
        rule = rule_of(catalog, ref)
        if rule is not None:
            found += [_small(ref, rule, rows) for rows in ([None] if anywhere else _rows(query, ref, catalog))]
    return found


def _rows(query: ValidatedQuery, ref: FieldRef, catalog: Catalog) -> list[exp.Expr | None]:
    """Return the conditions of the rows of a field's dataset, those that look at counts of persons left out."""
    found: list[exp.Expr | None] = []
    for ground in query.grounds.rows:
        if ground.dataset.lower() == ref.dataset.lower():
            condition = parse_one(ground.condition, dialect=DUCKDB) if ground.condition else None
            found.append(_without_persons(condition, ref.dataset, catalog))
    return found or [None]


def _small(ref: FieldRef, rule: CountRule, rows: exp.Expr | None) -> CompiledQuery:
    column = exp.column(exp.to_identifier(ref.field, quoted=True))
    above: exp.Expr = exp.GT(this=column, expression=exp.Literal.number(0))
    if rule.withhold_zero:
        above = exp.GTE(this=column, expression=exp.Literal.number(0))
    small = exp.and_(above, exp.LT(this=column.copy(), expression=exp.Literal.number(rule.min_count)))
    tree = exp.select(exp.alias_(exp.Count(this=exp.Star()), "n"))
    tree = tree.from_(exp.Table(this=exp.to_identifier(ref.dataset, quoted=True)))
    return CompiledQuery(tree.where(small if rows is None else exp.and_(small, exp.paren(rows.copy()))), ())


def _without_persons(condition: exp.Expr | None, dataset: str, catalog: Catalog) -> exp.Expr | None:
    parts = list(condition.flatten()) if isinstance(condition, exp.And) else [condition] if condition else []
    kept = [
        part
        for part in parts
        if not any(rule_of(catalog, FieldRef(dataset, column.name)) for column in part.find_all(exp.Column))
    ]
    return exp.and_(*kept) if kept else None
