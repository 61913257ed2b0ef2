"""Bounds on the number of tables, joins, CTEs and set operations, and fixed LIMITs."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import issue

_BOUNDS: tuple[tuple[type[exp.Expr], int, str], ...] = (
    (exp.Table, 40, "tables"),
    (exp.Join, 24, "joins"),
    (exp.CTE, 40, "ctes"),
    (exp.SetOperation, 20, "set operations"),
    (exp.Select, 80, "selects"),
)
_INTERNAL_FACTOR = 5
#: A chain of more additions or ORs than this is no question; a list of values is a list.
_DEEPEST = 250


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield bounds that are crossed and LIMITs that are no fixed number."""
    for kind, bound, what in _BOUNDS:
        limit = bound * (_INTERNAL_FACTOR if view.internal else 1)
        if sum(1 for _ in tree.of(kind)) > limit:
            yield issue("too_many", view.language, limit=limit, what=what)
    if tree.depth > _DEEPEST * (_INTERNAL_FACTOR if view.internal else 1):
        yield issue("too_deep", view.language, limit=_DEEPEST)
    for node in tree.of(exp.Limit, exp.Offset, exp.Fetch):
        number = node.args.get("count") if isinstance(node, exp.Fetch) else node.expression
        if not (isinstance(number, exp.Literal) and not number.is_string and number.name.isdigit()):
            yield issue("limit", view.language, node)
