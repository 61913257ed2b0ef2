"""One SELECT or set operation, made of known kinds of syntax only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlglot import exp

from assistant.catalog.dialect import DUCKDB
from assistant.validation.nodes import refused_node
from assistant.validation.plainer import unnamed_columns
from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import construct, issue

_JOIN_KINDS = {"", "INNER", "CROSS", "SEMI", "ANTI", "OUTER"}
_COLLATIONS = {"NOCASE", "NOACCENT", "NFC", "BINARY", "C", "POSIX"}
_QUERY_ARGS = {
    "with_",
    "expressions",
    "from_",
    "joins",
    "where",
    "group",
    "having",
    "qualify",
    "order",
    "limit",
    "offset",
    "distinct",
    "windows",
    "this",
    "expression",
    "by_name",
    "side",
    "kind",
    "on",
    "is_unnest",
    "sample",
    "match",
}


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield every node of a kind that is not used here."""
    if not isinstance(tree.root, exp.Select | exp.SetOperation | exp.Subquery):
        yield issue("only_select", view.language, tree.root)
        return
    for kind in tree.kinds():
        nodes = tree.of_exactly(kind)
        refused = next((node for node in (nodes if kind is exp.DataType else nodes[:1]) if refused_node(node)), None)
        if refused is not None:
            yield construct(refused, view.language)
    for order in tree.of(exp.Order):
        if isinstance(order.parent, exp.Func) and order.this is None and order.arg_key == "this":
            yield issue("incomplete", view.language, order, name=order.parent.sql_names()[0])
    for union in tree.of(exp.SetOperation):
        if not all(isinstance(side, exp.Query) for side in (union.this, union.args.get("expression"))):
            yield issue("only_select", view.language, union)
        odd = [name for name in ("side", "kind", "on") if union.args.get(name)]
        if odd or (union.args.get("by_name") and not isinstance(union, exp.Union)):
            yield construct(union, view.language, f"{union.key} {'BY NAME' if not odd else odd[0]}".upper())
    for item in unnamed_columns(tree.root):
        yield issue("unnamed", view.language, item, name=item.sql(DUCKDB))
    for cte in tree.of(exp.CTE):
        if not isinstance(cte.this, exp.Query):
            yield issue("only_select", view.language, cte)
        if cte.args.get("key_expressions"):
            yield construct(cte, view.language, "USING KEY")
    for source in tree.of(exp.Table, exp.Subquery):
        if source.args.get("joins"):
            yield construct(source, view.language, "( … JOIN … )")
    for select in tree.of(exp.Select):
        unknown = [name for name, value in select.args.items() if value and name not in _QUERY_ARGS]
        for name in unknown:
            yield construct(select, view.language, name.upper().strip("_"))
    for kind, rule in _SPECIAL.items():
        for node in tree.of_exactly(kind):
            yield from rule(node, view)


def _join(join: exp.Join, view: View) -> Iterator[Issue]:
    method, kind = (join.args.get("method") or "").upper(), (join.args.get("kind") or "").upper()
    if method == "NATURAL":
        yield issue("natural", view.language, join)
    elif method not in ("", "ASOF") or kind not in _JOIN_KINDS:
        yield issue("join_kind", view.language, join, name=method or kind)


def _star(star: exp.Star, view: View) -> Iterator[Issue]:
    parent = star.parent
    if isinstance(parent, exp.Column):
        parent = parent.parent
    if not isinstance(parent, exp.Select | exp.Count):
        yield issue("star", view.language, star)


def _lateral(lateral: exp.Lateral, view: View) -> Iterator[Issue]:
    """Only a subquery that looks at the tables before it."""
    extra = [name for name, value in lateral.args.items() if value and name not in ("this", "alias")]
    if extra or not isinstance(lateral.this, exp.Subquery):
        yield construct(lateral, view.language, "LATERAL")


def _lambda(node: exp.Lambda, view: View) -> Iterator[Issue]:
    """Only a plain expression over one element, in a function that gives back a list no longer than it got."""
    inner = (part for part in node.walk() if part is not node)
    plain = not any(isinstance(part, exp.Lambda | exp.Query) for part in inner)
    if not plain or not isinstance(node.parent, exp.Transform | exp.ArrayFilter):
        yield construct(node, view.language, "LAMBDA")


def _collation(node: exp.Collate, view: View) -> Iterator[Issue]:
    """Only the orders of letters that the engine itself knows."""
    order = node.expression
    if not isinstance(order, exp.Var | exp.Dot) or not set(order.sql(DUCKDB).upper().split(".")) <= _COLLATIONS:
        yield construct(node, view.language, "COLLATE")


_SPECIAL: dict[type[exp.Expr], Callable[[Any, View], Iterator[Issue]]] = {
    exp.Join: _join,
    exp.Star: _star,
    exp.Lateral: _lateral,
    exp.Lambda: _lambda,
    exp.Collate: _collation,
}
