"""After qualifying: every column has a source that documents it, and no whole row or unknown form is left."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.nodes import refused_node
from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import construct, did_you_mean, issue


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield columns without a documented source, and what else qualifying brought to light."""
    checked: set[int] = set()
    for scope in tree.scopes:
        for column in scope.columns:
            checked.add(id(column))
            found = _column(column, scope, view)
            if found:
                yield found
    for column in tree.of(exp.Column):
        if id(column) not in checked and not _ordered_by_output(column, view):
            yield _unknown(column, view)
    for kind in tree.kinds():
        nodes = tree.of_exactly(kind)
        refused = next((node for node in (nodes if kind is exp.DataType else nodes[:1]) if refused_node(node)), None)
        if refused is not None:
            yield construct(refused, view.language)
    for union in tree.of(exp.SetOperation):
        widths = [len(side.named_selects) for side in (union.left, union.right) if isinstance(side, exp.Query)]
        if len(set(widths)) > 1:
            yield issue("unequal_width", view.language, union, left=widths[0], right=widths[1])
    for star in tree.of(exp.Star):
        if not isinstance(star.parent, exp.Count):
            yield issue("star", view.language, star)


def _column(column: exp.Column, scope: Scope, view: View) -> Issue | None:
    if not column.table:
        return None if _ordered_by_output(column, view) else _unknown(column, view)
    source = source_of(column.table, scope)
    name = column.name.lower()
    if isinstance(source, exp.Table):
        return None if name in view.columns.get(source.name.lower(), {}) else _unknown(column, view)
    if isinstance(source, Scope):
        return None if name in outputs(source) else _unknown(column, view)
    return _unknown(column, view)


def source_of(name: str, scope: Scope | None) -> object:
    """Return what a source name stands for here, or in the query around a correlated subquery."""
    while scope is not None:
        if name in scope.sources:
            return scope.sources[name]
        scope = scope.parent
    return None


def outputs(source: Scope) -> set[str]:
    """Return the column names that a derived table or CTE gives."""
    expression = source.expression.this.unnest() if isinstance(source.expression, exp.Lateral) else source.expression
    if isinstance(expression, exp.Query):
        return {name.lower() for name in expression.named_selects} | {name.lower() for name in source.outer_columns}
    alias = expression.args.get("alias")
    named = alias.args.get("columns") if alias is not None else None
    return {column.name.lower() for column in named or ()} | {name.lower() for name in source.outer_columns}


def _ordered_by_output(column: exp.Column, view: View) -> bool:
    """Whether it is a name of the query's own output in its ORDER BY or DISTINCT ON, as the engine reads it too.

    Inside an expression the engine prefers a column of the table, so there a hidden field's name is refused.
    """
    clause = column.find_ancestor(exp.Order, exp.Distinct)
    query = clause.parent if clause is not None else None
    if column.table or not isinstance(query, exp.Query):
        return False
    if column.name.lower() not in {name.lower() for name in query.named_selects}:
        return False
    return isinstance(column.parent, exp.Ordered) or column.name.lower() not in view.hidden_names


def _unknown(column: exp.Column, view: View) -> Issue:
    near = did_you_mean(column.name, view.field_names - {column.name.lower()}, view.language)
    return issue("column", view.language, column, name=column.name, suggestion=near)
