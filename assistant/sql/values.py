"""Stored values as SQL literals, typed as the field documents, and comparisons with them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from sqlglot import exp

from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Datatype
from assistant.errors import InternalError
from assistant.plan import Op

_NUMBERS = frozenset({Datatype.INTEGER, Datatype.DECIMAL, Datatype.FLOAT})
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COMPARE: dict[Op, type[exp.Binary]] = {Op.GT: exp.GT, Op.GE: exp.GTE, Op.LT: exp.LT, Op.LE: exp.LTE}


def text(value: str) -> exp.Expr:
    """Return a text literal."""
    return exp.Literal.string(value)


def number(value: float) -> exp.Expr:
    """Return a number literal; whole numbers without a point, negative ones as a negation."""
    if value < 0:
        return exp.Neg(this=number(-value))
    return exp.Literal.number(int(value) if float(value).is_integer() else repr(float(value)))


def date(day: dt.date) -> exp.Expr:
    """Return a date literal."""
    return exp.cast(exp.Literal.string(day.isoformat()), exp.DataType.Type.DATE)


def literal(field: Field, value: str | float | dt.date) -> exp.Expr:
    """Return ``value`` as a literal of the field's datatype."""
    if isinstance(value, dt.date):
        return date(value)
    if field.datatype in _NUMBERS and (not isinstance(value, str) or _NUMBER.fullmatch(value)):
        return number(float(value)) if not _whole(value) else number(int(value))
    if field.datatype is Datatype.BOOLEAN:
        return exp.Boolean(this=str(value).lower() == "true")
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        kind = exp.DataType.Type.DATE if len(str(value)) <= 10 else exp.DataType.Type.TIMESTAMP
        return exp.cast(exp.Literal.string(str(value)), kind)
    if field.datatype is None and not isinstance(value, str):
        return number(value)
    return text(str(value))


def one_of(value: exp.Expr, literals: Sequence[exp.Expr]) -> exp.Expr:
    """Return ``value = x`` or ``value IN (…)``."""
    if len(literals) == 1:
        return exp.EQ(this=value, expression=literals[0])
    return exp.In(this=value, expressions=list(literals))


def none_of(value: exp.Expr, literals: Sequence[exp.Expr]) -> exp.Expr:
    """Return a condition that keeps every other value, missing ones too."""
    if len(literals) == 1:
        return exp.NullSafeNEQ(this=value, expression=literals[0])
    outside = exp.Not(this=exp.In(this=value.copy(), expressions=list(literals)))
    return exp.paren(exp.or_(exp.Is(this=value, expression=exp.null()), outside))


def compare(field: Field | None, value: exp.Expr, op: Op, values: Sequence[float | str]) -> exp.Expr:
    """Return the condition ``value op values``; without a field the values are numbers as they are."""
    literals = [literal(field, item) if field else number(float(item)) for item in values]
    match op:
        case Op.IN:
            return one_of(value, literals)
        case Op.NOT_IN:
            return none_of(value, literals)
        case Op.IS_MISSING:
            return exp.Is(this=value, expression=exp.null())
        case Op.BETWEEN:
            return exp.Between(this=value, low=literals[0], high=literals[1])
        case Op.GT | Op.GE | Op.LT | Op.LE:
            return _COMPARE[op](this=value, expression=literals[0])


def against(value: exp.Expr, op: Op, other: exp.Expr) -> exp.Expr:
    """Return the condition that one figure compares with another."""
    kind = _COMPARE.get(op)
    if kind is None:
        raise InternalError(f"a figure is not compared with another by {op.value}")
    return kind(this=value, expression=other)


def every(conditions: Iterable[exp.Expr]) -> exp.Expr | None:
    """Return the conditions joined by AND, None when there are none."""
    found = list(conditions)
    return exp.and_(*found, copy=False) if found else None


def some(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Return the conditions joined by OR."""
    return exp.or_(*conditions, copy=False)


def case(value: exp.Expr, pairs: Iterable[tuple[exp.Expr, exp.Expr]]) -> exp.Case:
    """Return ``CASE value WHEN a THEN b … END``."""
    ifs = [exp.If(this=when, true=then) for when, then in pairs]
    # A CASE needs a branch: without any, nothing is known of the value.
    return exp.Case(this=value, ifs=ifs or [exp.If(this=exp.null(), true=exp.null())])


def _whole(value: str | float) -> bool:
    return "." not in value if isinstance(value, str) else float(value).is_integer()
