"""A query that uses its own names again and again may not grow beyond measure when each is written out."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import issue

_MOST = 2_000


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield every SELECT whose names stand for too much: ``a + a AS b, b + b AS c, …`` doubles with each."""
    bare = {column.name.lower() for column in tree.of(exp.Column) if not column.table}
    if bare.isdisjoint(alias.alias.lower() for alias in tree.of(exp.Alias)):
        return
    for select in tree.of(exp.Select):
        given: dict[str, int] = {}
        grown = 0
        for item in select.selects:
            more = _more(item, given)
            grown += more
            if isinstance(item, exp.Alias) and item.alias.lower() in bare:
                given[item.alias.lower()] = more + sum(1 for _ in item.walk())
        for clause in ("where", "group", "having", "qualify", "order"):
            part = select.args.get(clause)
            grown += _more(part, given) if isinstance(part, exp.Expr) else 0
        if grown > _MOST:
            yield issue("too_long_written_out", view.language, select)


def _more(node: exp.Expr, given: dict[str, int]) -> int:
    """Return how many parts an expression has more when the names that the SELECT gave are written out in it."""
    if not given:
        return 0
    names = (column.name.lower() for column in node.find_all(exp.Column) if not column.table)
    return sum(given[name] - 1 for name in names if name in given)
