"""Values that a query writes out itself may not multiply into a flood of rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.counting import names_itself
from assistant.validation.frames import local_names, source_named
from assistant.validation.plainer.series import MAX_STEPS
from assistant.validation.query import Issue
from assistant.validation.tree import Tree
from assistant.validation.view import View
from assistant.validation.wording import issue

_MOST = 100_000
#: How often a query may read datasets, when every table that it makes is worked out anew where it is named.
_MOST_SCANS = 500


def check(tree: Tree, view: View) -> Iterator[Issue]:
    """Yield every SELECT whose written-out sources give too many rows, and what reads too much again and again."""
    if not view.internal and any(True for _ in tree.of(exp.CTE)) and _scans(tree.scopes[-1], {}) > _MOST_SCANS:
        yield issue("too_many_scans", view.language, tree.root)
    written = next(tree.of(exp.Values, exp.GenerateSeries, exp.Explode, exp.Unnest), None)
    if written is None and not any(with_.args.get("recursive") for with_ in tree.of(exp.With)):
        return
    sizes: dict[int, int] = {}
    for scope in tree.scopes:
        if isinstance(scope.expression, exp.Select) and _rows(scope, sizes, 0) > _MOST:
            yield issue("many_values", view.language, scope.expression, limit=_MOST)


def _rows(scope: Scope, sizes: dict[int, int], depth: int) -> int:
    """Return how many rows a derived table writes out at most; rows of datasets count as one."""
    key = id(scope)
    if key not in sizes:
        sizes[key] = MAX_STEPS  # a recursive query meets itself here
        sizes[key] = _worked_out(scope, sizes, depth) if depth < 50 else _MOST + 1
    return sizes[key]


def _worked_out(scope: Scope, sizes: dict[int, int], depth: int) -> int:
    expression = scope.expression
    if isinstance(expression, exp.Values):
        return len(expression.expressions)
    if isinstance(expression, exp.SetOperation) and _is_recursive(expression):
        return MAX_STEPS
    if isinstance(expression, exp.SetOperation):
        return sum(_rows(branch, sizes, depth + 1) for branch in scope.set_operation_scopes or ())
    if isinstance(expression, exp.Unnest | exp.Lateral):
        return MAX_STEPS
    if not isinstance(expression, exp.Select):
        return 1
    total = 1
    for name in local_names(scope):
        source = source_named(scope, name)
        total *= _rows(source, sizes, depth + 1) if isinstance(source, Scope) else 1
    listed = any(isinstance(node, exp.Explode) for item in expression.selects for node in item.walk())
    return total * (MAX_STEPS if listed else 1)


def _is_recursive(union: exp.SetOperation) -> bool:
    return isinstance(union.parent, exp.CTE) and names_itself(union.parent)


def _scans(scope: Scope, known: dict[int, int]) -> int:
    """Return how many datasets are read, those of derived tables counted wherever they are named."""
    key = id(scope)
    if key not in known:
        known[key] = 0  # a recursive query meets itself here
        named = [source_named(scope, name) for name in local_names(scope)]
        inner = [source for source in named if isinstance(source, Scope)]
        inner += [*(scope.set_operation_scopes or ()), *scope.subquery_scopes]
        known[key] = sum(isinstance(source, exp.Table) for source in named) + sum(_scans(one, known) for one in inner)
    return known[key]
