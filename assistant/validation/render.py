"""What runs is generated here from the checked tree: row filters in place, a LIMIT added, comments dropped."""

from __future__ import annotations

import re

from sqlglot import exp, parse_one
from sqlglot.optimizer.scope import traverse_scope

from assistant.catalog.dialect import DUCKDB, text_of
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def headings(tree: exp.Expr) -> tuple[str, ...]:
    """Return the output column names as they were written; empty when a ``*`` hides them."""
    query = tree.unnest() if isinstance(tree, exp.Subquery) else tree
    if not isinstance(query, exp.Query) or any(_is_star(select) for select in query.selects):
        return ()
    return tuple(select.alias_or_name or select.sql(dialect=DUCKDB) for select in query.selects)


def _is_star(select: exp.Expr) -> bool:
    return isinstance(select, exp.Star) or (isinstance(select, exp.Column) and isinstance(select.this, exp.Star))


def finished(query: exp.Query, view: View, limit: int) -> tuple[str, list[Issue]]:
    """Return the SQL that runs, and what must be said about it. One row more than ``limit`` tells that more exist.

    The query itself stays as it is, but for quotes around names.
    """
    filtered = any(table.name.lower() in view.filtered for table in query.find_all(exp.Table))
    query = query.copy() if filtered else query
    notes = _filter_rows(query, view) if filtered else []
    for identifier in query.find_all(exp.Identifier):
        if not _PLAIN.fullmatch(identifier.name):
            identifier.set("quoted", True)
    before = query.args.get("limit")
    sql = text_of(_limited(query, limit + 1))
    query.set("limit", before)
    return sql, notes


def _limited(query: exp.Query, most: int) -> exp.Query:
    current = query.args.get("limit")
    number = None
    if isinstance(current, exp.Limit | exp.Fetch):
        count = current.args.get("count") if isinstance(current, exp.Fetch) else current.expression
        number = int(count.name) if count is not None else None
    if number is not None and number <= most:
        return query
    return query.limit(exp.Limit(expression=exp.Literal.number(most)), copy=False)


def _filter_rows(query: exp.Query, view: View) -> list[Issue]:
    """Put the rows that the role may see in the place of every dataset with a row filter."""
    notes: dict[str, Issue] = {}
    tables = {
        id(source): source
        for scope in traverse_scope(query)
        for source in scope.sources.values()
        if isinstance(source, exp.Table)
    }
    for table in tables.values():
        dataset = view.datasets[table.name.lower()]
        predicate = view.row_filter(dataset)
        if predicate is None:
            continue
        columns = [exp.column(exp.to_identifier(name, quoted=True)) for name in view.columns[dataset.name.lower()]]
        rows = (
            exp.select(*columns)
            .from_(exp.table_(exp.to_identifier(table.name)))
            .where(parse_one(predicate, dialect=DUCKDB))
        )
        table.replace(rows.subquery(exp.to_identifier(table.alias_or_name)))
        notes[dataset.name] = issue("row_filter", view.language, severity="warning", name=dataset.name)
    return list(notes.values())
