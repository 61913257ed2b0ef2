"""One SELECT or set operation, made of known kinds of syntax only."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.nodes import refused_node
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue

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


def check(tree: exp.Expr, view: View) -> Iterator[Issue]:
    """Yield every node of a kind that is not used here."""
    if not isinstance(tree, exp.Select | exp.SetOperation | exp.Subquery):
        yield issue("only_select", view.language, tree)
        return
    seen: set[str] = set()
    for node in tree.walk():
        if refused_node(node) and node.key not in seen:
            seen.add(node.key)
            yield issue("construct", view.language, node, name=node.key.upper())
        elif isinstance(node, exp.CTE) and not isinstance(node.this, exp.Query):
            yield issue("only_select", view.language, node)
        elif isinstance(node, exp.Join):
            yield from _join(node, view)
        elif isinstance(node, exp.Select):
            unknown = [name for name, value in node.args.items() if value and name not in _QUERY_ARGS]
            for name in unknown:
                yield issue("construct", view.language, node, name=name.upper().strip("_"))
        elif isinstance(node, exp.Star):
            yield from _star(node, view)
        elif isinstance(node, exp.Lateral):
            yield from _lateral(node, view)
        elif isinstance(node, exp.Lambda):
            yield from _lambda(node, view)
        elif isinstance(node, exp.Collate):
            yield from _collation(node, view)


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
        yield issue("construct", view.language, lateral, name="LATERAL")


def _lambda(node: exp.Lambda, view: View) -> Iterator[Issue]:
    """Only a plain expression over one element, in a function that gives back a list no longer than it got."""
    inner = (part for part in node.walk() if part is not node)
    plain = not any(isinstance(part, exp.Lambda | exp.Query) for part in inner)
    if not plain or not isinstance(node.parent, exp.Transform | exp.ArrayFilter):
        yield issue("construct", view.language, node, name="LAMBDA")


def _collation(node: exp.Collate, view: View) -> Iterator[Issue]:
    """Only the orders of letters that the engine itself knows."""
    order = node.expression
    if not isinstance(order, exp.Var | exp.Dot) or not set(order.sql("duckdb").upper().split(".")) <= _COLLATIONS:
        yield issue("construct", view.language, node, name="COLLATE")
