"""Conditions and orders that would tell a count which is withheld: they answer yes or no about its value."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.disclosure.bare import touches
from assistant.validation.disclosure.persons import Persons

_CLAUSES = (exp.Where, exp.Having, exp.Qualify)
_COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)


def oracles(persons: Persons, most: int) -> Iterator[exp.Expr]:
    """Yield the parts of a query that choose or order rows by a count of persons.

    ``most`` is the limit that is put on every query and cuts nothing. Whether a count is 0 or missing may be asked.
    Rows that are taken together where a count is the same tell that it is.
    """
    root = persons.lineage.tree.root
    for node in root.walk():
        if isinstance(node, _CLAUSES):
            yield from _telling(node.this, persons)
        elif isinstance(node, exp.Join) and node.args.get("on") is not None:
            yield from _telling(node.args["on"], persons)
        elif isinstance(node, exp.If):
            yield from _telling(node.this, persons)
        elif isinstance(node, exp.Group):
            yield from (part for part in node.find_all(exp.Column) if touches(part, persons))
        elif merges(node) and any(touches(one, persons) for one in _outputs(node)):
            yield node
        elif isinstance(node, exp.Query) and (_cut(node, most) or _first_of_each(node)):
            if orders_by_count(node, persons):
                yield node.args["order"]
        elif isinstance(node, exp.Except | exp.Intersect) and any(touches(one, persons) for one in _outputs(node)):
            yield node


def merges(node: exp.Expr) -> bool:
    """Whether a query takes rows together that are the same."""
    distinct = node.args.get("distinct") if isinstance(node, exp.Select | exp.Union) else None
    return bool(distinct) and not (isinstance(distinct, exp.Distinct) and distinct.args.get("on") is not None)


def _outputs(query: exp.Expr) -> list[exp.Expr]:
    if isinstance(query, exp.SetOperation):
        return [*_outputs(query.this), *_outputs(query.expression)]
    inner = query.unnest() if isinstance(query, exp.Subquery) else query
    if inner is not query:
        return _outputs(inner)
    return list(inner.selects) if isinstance(inner, exp.Select) else []


def _first_of_each(query: exp.Query) -> bool:
    distinct = query.args.get("distinct")
    return isinstance(distinct, exp.Distinct) and distinct.args.get("on") is not None


def ordering(query: exp.Query) -> Iterator[exp.Expr]:
    """Yield what the rows of a query are in the order of."""
    order = query.args.get("order")
    for item in order.expressions if order is not None else ():
        value = item.this if isinstance(item, exp.Ordered) else item
        if isinstance(value, exp.Literal) and value.name.isdigit():
            value = query.selects[int(value.name) - 1]
        elif isinstance(value, exp.Column) and not value.table:
            value = next((one for one in query.selects if one.alias_or_name.lower() == value.name.lower()), value)
        yield value


def lists_persons(persons: Persons) -> bool:
    """Whether a query gives rows that are persons, one by one, instead of counting or averaging over them."""
    scopes = persons.lineage.scopes
    return bool(scopes) and _lists(scopes[-1], persons, 0)


def _lists(scope: Scope, persons: Persons, depth: int) -> bool:
    if scope.set_operation_scopes:
        return any(_lists(one, persons, depth + 1) for one in scope.set_operation_scopes)
    select = scope.expression
    if not isinstance(select, exp.Select) or depth > 40:
        return depth > 40
    gathers = select.args.get("group") is not None or any(
        isinstance(part, exp.AggFunc) and not isinstance(part.parent, exp.Window)
        for one in select.selects
        for part in one.find_all(exp.AggFunc)
    )
    if gathers:
        return False
    return any(
        persons.rows_of(source.name) is not None
        if isinstance(source, exp.Table)
        else _lists(source, persons, depth + 1)
        for source in scope.sources.values()
    )


def orders_by_count(query: exp.Query, persons: Persons) -> bool:
    """Whether the rows of a query are in the order of a count of persons."""
    return any(touches(value, persons) for value in ordering(query))


def _telling(condition: exp.Expr | None, persons: Persons) -> Iterator[exp.Expr]:
    condition = condition.unnest() if condition is not None else None
    if isinstance(condition, exp.And | exp.Or):
        yield from _telling(condition.left, persons)
        yield from _telling(condition.right, persons)
    elif isinstance(condition, exp.Not):
        yield from _telling(condition.this, persons)
    elif condition is not None and touches(condition, persons) and not _harmless(condition):
        yield condition


def _harmless(condition: exp.Expr) -> bool:
    """Whether a condition asks no more than whether a count is 0 or missing."""
    if isinstance(condition, exp.Is):
        return isinstance(condition.expression, exp.Null) and _plain(condition.this)
    if not isinstance(condition, _COMPARED):
        return False
    sides = (condition.this.unnest(), condition.expression.unnest())
    return any(isinstance(one, exp.Literal) and one.name == "0" for one in sides) and any(map(_plain, sides))


def _plain(node: exp.Expr) -> bool:
    """Whether a value is one count, nothing worked out with it."""
    node = node.unnest()
    if isinstance(node, exp.Sum):
        node = node.this.unnest()
    return isinstance(node, exp.Column | exp.Count)


def _cut(query: exp.Query, most: int) -> bool:
    limit, offset = query.args.get("limit"), query.args.get("offset")
    if offset is not None:
        return True
    if not isinstance(limit, exp.Limit):
        return limit is not None
    name = limit.expression.name
    return not name.isdigit() or int(name) < most
