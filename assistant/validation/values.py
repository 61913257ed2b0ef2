"""Which columns an expression carries the value of, as opposed to only looking at them in a condition."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

#: Aggregates that add up what they are given.
SUMMING = (exp.Sum,)
_SUM_NAMES = {"fsum", "kahan_sum", "sumkahan", "product", "list_sum", "array_sum", "sum_no_overflow"}
_THROUGH = (
    exp.Paren,
    exp.Add,
    exp.Sub,
    exp.Neg,
    exp.Cast,
    exp.TryCast,
    exp.Round,
    exp.Abs,
    exp.Coalesce,
    exp.Greatest,
    exp.Least,
    exp.Nullif,
    exp.Floor,
    exp.Ceil,
    exp.Trunc,
    exp.Distinct,
    exp.Alias,
    exp.Sum,
    exp.Avg,
    exp.Max,
    exp.Min,
    exp.Median,
    exp.AnyValue,
    exp.First,
    exp.Last,
    exp.Filter,
    exp.Window,
    exp.Lag,
    exp.Lead,
    exp.FirstValue,
    exp.LastValue,
    exp.NthValue,
    exp.ArrayAgg,
    exp.Sqrt,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.PercentileCont,
    exp.PercentileDisc,
    exp.Quantile,
    exp.WithinGroup,
)


def is_summing(node: exp.Expr) -> bool:
    """Whether a call adds up values."""
    if isinstance(node, SUMMING):
        return True
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        return node.name.lower() in _SUM_NAMES
    return isinstance(node, exp.Func) and bool({name.lower() for name in type(node).sql_names()} & _SUM_NAMES)


def argument(node: exp.Expr) -> exp.Expr | None:
    """Return what a call adds up."""
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        return node.expressions[0] if node.expressions else None
    inner = node.this
    return inner if isinstance(inner, exp.Expr) else None


def carried(node: exp.Expr | None) -> Iterator[exp.Column]:
    """Yield the columns whose value ``node`` carries on: not those in conditions, counts or comparisons."""
    if isinstance(node, exp.Column):
        yield node
    elif isinstance(node, exp.Case):
        for branch in node.args.get("ifs") or ():
            yield from carried(branch.args.get("true"))
        yield from carried(node.args.get("default"))
    elif isinstance(node, exp.If):
        yield from carried(node.args.get("true"))
        yield from carried(node.args.get("false"))
    elif isinstance(node, exp.Window | exp.Filter | exp.WithinGroup):
        yield from carried(node.this)
    elif isinstance(node, exp.Distinct):
        for item in node.expressions:
            yield from carried(item)
    elif isinstance(node, exp.Subquery):
        select = node.unnest()
        if isinstance(select, exp.Select) and len(select.selects) == 1:
            yield from carried(select.selects[0].unalias())
    elif isinstance(node, _THROUGH):
        for child in node.iter_expressions():
            yield from carried(child)
