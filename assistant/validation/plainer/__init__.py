"""Before the rules look: short-hand SQL written out in plain SQL that every rule understands, and that is what runs.

Series become lists of values, PIVOT becomes aggregates with a filter, UNPIVOT a UNION ALL, UNION BY NAME a
UNION by position. What cannot be written out stays as it is, and is refused as a form that is not used here.
"""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.plainer.by_name import unnamed_columns, without_by_name
from assistant.validation.plainer.pivots import without_pivots
from assistant.validation.plainer.series import without_series

__all__ = ["ordered_by_values", "plainer", "unnamed_columns", "without_by_name"]


def plainer(tree: exp.Expr) -> exp.Expr:
    """Return ``tree`` with its short-hand written out; changes it in place where it can."""
    kinds = {type(node) for node in tree.walk()}
    for short, written_out in _SHORT_HAND:
        if short in kinds:
            tree = written_out(tree)
    return tree


def ordered_by_values(query: exp.Query) -> exp.Query:
    """Write what an output stands for where ORDER BY uses its name inside an expression.

    The engine would take a column of that name from the table first, whoever documented it.
    """
    for select in query.find_all(exp.Select):
        order = select.args.get("order")
        given = {item.alias_or_name.lower(): item.unalias() for item in select.selects}
        for column in list(order.find_all(exp.Column)) if order is not None else ():
            value = given.get(column.name.lower()) if not column.table else None
            if value is not None and not isinstance(column.parent, exp.Ordered):
                column.replace(exp.paren(value.copy()))
    return query


def _without_brackets(tree: exp.Expr) -> exp.Expr:
    """``FROM (a JOIN b ON …)`` is ``FROM a JOIN b ON …``."""
    for select in tree.find_all(exp.Select):
        origin = select.args.get("from_")
        while origin is not None and _is_bracket(origin.this):
            bracket = origin.this
            inner = bracket.this
            joins = [*(inner.args.get("joins") or ()), *(bracket.args.get("joins") or ())]
            inner.set("joins", None)
            origin.set("this", inner)
            select.set("joins", [*joins, *(select.args.get("joins") or ())])
    return tree


def _is_bracket(node: exp.Expr) -> bool:
    """Whether a source is only brackets around tables that are joined."""
    extra = any(value for name, value in node.args.items() if name not in ("this", "joins"))
    return isinstance(node, exp.Subquery) and not extra and isinstance(node.this, exp.Table | exp.Subquery)


def _without_fetch(tree: exp.Expr) -> exp.Expr:
    """FETCH FIRST n ROWS ONLY is LIMIT n."""
    for node in list(tree.find_all(exp.Fetch)):
        options, count = node.args.get("limit_options"), node.args.get("count")
        plain = options is None or not (options.args.get("percent") or options.args.get("with_ties"))
        if plain and isinstance(count, exp.Literal):
            node.replace(exp.Limit(expression=count))
    return tree


#: What tells that a tree may hold a short-hand, and what writes it out.
_SHORT_HAND = (
    (exp.Fetch, _without_fetch),
    (exp.Subquery, _without_brackets),
    (exp.Pivot, without_pivots),
    (exp.GenerateSeries, without_series),
)
