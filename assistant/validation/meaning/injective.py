"""Expressions that give another result for every other value: grouping by one is grouping by its column."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.frames import Name, names_in

_ONE_TO_ONE = (
    exp.Concat,
    exp.ConcatWs,
    exp.Cast,
    exp.TryCast,
    exp.Neg,
    exp.DateFromParts,
    exp.StrToTime,
    exp.StrToDate,
    exp.TsOrDsToDate,
    exp.Date,
    exp.Add,
    exp.Sub,
    exp.DPipe,
)
_OF_A_DATE = (exp.Year, exp.TimestampTrunc, exp.DateTrunc, exp.Extract, exp.TimeToStr)


def names_under(node: exp.Expr, scope: Scope) -> Iterator[Name]:
    """Yield the columns that ``node`` tells apart completely."""
    node = node.unalias().unnest()
    direct = list(names_in(node, scope))
    if direct:
        yield from direct
    elif isinstance(node, _ONE_TO_ONE) or (isinstance(node, exp.Mul) and not _zero(node)):
        varying = [part for part in node.iter_expressions() if part.find(exp.Column) is not None]
        if len(varying) == 1:
            yield from names_under(varying[0], scope)
    elif isinstance(node, _OF_A_DATE) and _keeps_years(node):
        made = node.find(exp.DateFromParts)
        if made is not None:  # a date made of a year column tells years apart; a real date holds more than its year
            yield from names_under(made, scope)


def _zero(node: exp.Mul) -> bool:
    return any(isinstance(part, exp.Literal) and part.name.strip("0.") == "" for part in (node.left, node.right))


def _keeps_years(node: exp.Expr) -> bool:
    if isinstance(node, exp.Year):
        return True
    if isinstance(node, exp.TimeToStr):
        return "%Y" in node.text("format")
    unit = node.this.name if isinstance(node, exp.Extract) else node.text("unit")
    return unit.upper() == "YEAR"
