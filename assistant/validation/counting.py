"""Recursive queries that only count: one row, one fixed step a turn, up to a written-out bound."""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.frames import conjuncts
from assistant.validation.plainer.series import MAX_STEPS

_IN_STEP = (
    exp.Select,
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Alias,
    exp.Paren,
    exp.Add,
    exp.Sub,
    exp.Neg,
    exp.From,
    exp.Table,
    exp.TableAlias,
    exp.Where,
    exp.And,
    exp.LT,
    exp.LTE,
    exp.Interval,
    exp.Var,
    exp.Cast,
    exp.DataType,
)


def names_itself(cte: exp.CTE) -> bool:
    """Whether a query is recursive."""
    return any(table.name.lower() == cte.alias.lower() for table in cte.this.find_all(exp.Table))


def counted_column(cte: exp.CTE) -> str | None:
    """Return the column by which a recursive query counts to a bound, each value once; None when it does more."""
    union = cte.this
    if type(union) is not exp.Union or any(union.args.get(kind) for kind in ("with_", "order", "limit")):
        return None
    start, step = union.this, union.args.get("expression")
    if not isinstance(start, exp.Select) or not isinstance(step, exp.Select):
        return None
    one_source = [table.name.lower() for table in step.find_all(exp.Table)] == [cte.alias.lower()]
    plain = (
        all(type(node) in _IN_STEP for node in step.walk()) and start.find(exp.Table, exp.Query, exp.Explode) is start
    )
    if not one_source or not plain or len(start.selects) != len(step.selects):
        return None
    given = cte.args["alias"].args.get("columns") or ()
    names = [column.name.lower() for column in given] or [item.alias_or_name.lower() for item in start.selects]
    pairs = zip(names, start.selects, step.selects, strict=False)
    return next((name for name, first, then in pairs if _bounded(name, first.unalias(), then.unalias(), step)), None)


def _bounded(name: str, first: exp.Expr, then: exp.Expr, step: exp.Select) -> bool:
    """Whether a column starts at a number, grows by a fixed number, and is held below a fixed number."""
    if not (isinstance(then, exp.Add) and _is_column(then.left, name)):
        return False
    start, grows = _number(first), _number(then.right)
    where = step.args.get("where")
    for part in conjuncts(where.this if where is not None else None):
        if isinstance(part, exp.LT | exp.LTE) and _is_column(part.left, name):
            bound = _number(part.right)
            if start is not None and grows and bound is not None:
                return (bound - start) / grows <= MAX_STEPS
    return False


def _is_column(node: exp.Expr, name: str) -> bool:
    return isinstance(node, exp.Column) and node.name.lower() == name


def _number(node: exp.Expr) -> int | None:
    whole = isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit() and len(node.name) < 10
    return int(node.name) if isinstance(node, exp.Literal) and whole else None
