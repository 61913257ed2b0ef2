"""Documented datasets only, by their plain name, and only those that the role may ask about."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import construct, did_you_mean, issue


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield every table that is no documented dataset and no CTE in scope."""
    resolved: set[int] = set()
    for scope in tree.scopes:
        for table in scope.tables:
            if id(table) in resolved:
                continue
            resolved.add(id(table))
            if table.name.lower() in {name.lower() for name in scope.cte_sources} and not table.args.get("db"):
                continue
            yield from _base(table, view)
    for table in tree.of(exp.Table):
        if id(table) not in resolved:
            yield from _base(table, view)


def _base(table: exp.Table, view: View) -> Iterator[Issue]:
    name = table.name.lower()
    if not isinstance(table.this, exp.Identifier):
        yield construct(table, view.language, table.this.key.upper() if table.this else "TABLE")
    elif table.args.get("db") or table.args.get("catalog"):
        documented = name in view.datasets
        yield issue(
            "table_plain",
            view.language,
            table,
            suggestion=did_you_mean(name, [name], view.language) if documented else None,
        )
    elif name in view.closed:
        yield issue("access", view.language, table, name=view.closed[name].name)
    elif name not in view.datasets:
        yield issue(
            "table", view.language, table, name=table.name, suggestion=did_you_mean(name, view.datasets, view.language)
        )
    alias = table.args.get("alias")
    if alias is not None and alias.args.get("columns"):
        yield issue("column_alias_list", view.language, table)
    for part in (
        "pivots",
        "joins",
        "laterals",
        "version",
        "sample",
        "hints",
        "rows_from",
        "changes",
        "when",
        "only",
        "ordinality",
    ):
        if table.args.get(part) and part != "joins":
            yield construct(table, view.language, part.upper())
