"""One component as an aggregate in SQL, over the rows of one dataset."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.formula import Component
from assistant.catalog.vocabulary import Aggregation
from assistant.errors import InternalError
from assistant.sql.rows import Rows


def aggregate(
    component: Component, rows: Rows, extra: exp.Expr | None, *, guard: bool, weight: exp.Expr | None = None
) -> exp.Expr:
    """Return the aggregate call, with the rows that count as its FILTER; each row counts for its ``weight``."""
    call = owned(component.call, rows)
    if weight is not None:
        call = _weighted(call, weight)
    condition = counted(component, rows, extra)
    if component.kind is not Aggregation.NONE:
        return _filtered(call, condition)
    value = _filtered(exp.AnyValue(this=call), condition)
    if not guard:
        return value
    # Without a documented grain two rows may meet here; then there is no figure to show.
    count = _filtered(exp.Count(this=call.copy()), condition.copy() if condition is not None else None)
    one = exp.EQ(this=count, expression=exp.Literal.number(1))
    return exp.Case(ifs=[exp.If(this=one, true=value)])


def _weighted(call: exp.Expr, weight: exp.Expr) -> exp.Expr:
    if isinstance(call, exp.Sum):
        return exp.Sum(this=exp.Mul(this=exp.paren(call.this), expression=weight))
    if not isinstance(call, exp.Count) or isinstance(call.this, exp.Distinct):
        raise InternalError(f"{call.sql()} cannot be divided by share")
    if isinstance(call.this, exp.Star):
        return exp.Sum(this=weight)
    known = exp.Not(this=exp.Is(this=call.this, expression=exp.null()))
    return exp.Sum(this=exp.Case(ifs=[exp.If(this=known, true=weight)]))


def rows_behind(component: Component, rows: Rows, extra: exp.Expr | None) -> exp.Expr:
    """Return how many rows with a value a figure rests on."""
    columns = [rows.own(name) for name in component.fields]
    call = exp.Count(this=columns[0] if columns else exp.Star())
    return _filtered(call, counted(component, rows, extra))


def owned(tree: exp.Expr, rows: Rows) -> exp.Expr:
    """Return a catalogue expression over bare field names as one over the dataset's columns in a query."""
    tree = tree.copy()
    for column in list(tree.find_all(exp.Column)):
        own = rows.own(column.name)
        if column is tree:
            return own
        column.replace(own)
    return tree


def counted(component: Component, rows: Rows, extra: exp.Expr | None) -> exp.Expr | None:
    """Return the condition of the rows that a component counts, ``extra`` included; None when all do."""
    own = owned(component.condition, rows) if component.condition is not None else None
    if own is None or extra is None:
        return own if extra is None else extra
    return exp.and_(own, extra)


def _filtered(call: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
    return call if condition is None else exp.Filter(this=call, expression=exp.Where(this=condition))
