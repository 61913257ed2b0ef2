"""Which calls add up, average or count, whatever name the parser or the engine gives them."""

from __future__ import annotations

from sqlglot import exp

from assistant.validation.wording import resource

_SUMS = {"fsum", "kahan_sum", "sumkahan", "product", "list_sum", "array_sum", "sum_no_overflow", "list_product"}
_MEAN_NAMES = {
    "mean",
    "favg",
    "mad",
    "geomean",
    "geometric_mean",
    "median",
    "list_avg",
    "list_median",
    "quantile",
    "sem",
    "kurtosis_pop",
}
_MEANS = (
    exp.Avg,
    exp.Median,
    exp.Quantile,
    exp.ApproxQuantile,
    exp.PercentileCont,
    exp.PercentileDisc,
    exp.Stddev,
    exp.StddevPop,
    exp.StddevSamp,
    exp.Variance,
    exp.VariancePop,
    exp.Skewness,
    exp.Kurtosis,
    exp.Corr,
    exp.CovarPop,
    exp.CovarSamp,
)
_COUNTS = (exp.Count, exp.CountIf, exp.ApproxDistinct)
_NAMED = (exp.Anonymous, exp.AnonymousAggFunc)
_NUMBERING = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile)


def name_of(node: exp.Expr) -> str:
    """Return the name of a call that the parser has no kind of its own for; empty for all others."""
    return node.name.lower() if isinstance(node, _NAMED) else ""


def adds_up(node: exp.Expr) -> bool:
    """Whether a call adds up values."""
    return isinstance(node, exp.Sum) or name_of(node) in _SUMS


def averages(node: exp.Expr) -> bool:
    """Whether a call takes the middle or the spread of values: what it gives may not be added up."""
    return isinstance(node, _MEANS) or name_of(node) in _MEAN_NAMES


def is_mean(node: exp.Expr) -> bool:
    """Whether a call gives every value the same weight in an average."""
    return isinstance(node, exp.Avg) or name_of(node) in {"mean", "favg", "list_avg"}


def counts(node: exp.Expr) -> bool:
    """Whether a call counts or numbers rows, so that it carries no value on."""
    return isinstance(node, _COUNTS + _NUMBERING) or name_of(node) in {"list_count", "approx_count_distinct"}


def counts_rows(node: exp.Expr) -> bool:
    """Whether a call gives the number of rows: COUNT, or the sum of a constant."""
    return counts(node) or (adds_up(node) and isinstance(argument(node), exp.Literal))


def is_aggregate(node: exp.Expr) -> bool:
    """Whether a call makes one value of many rows."""
    return isinstance(node, exp.AggFunc) or name_of(node) in resource("functions.yaml")["aggregate"]


def aggregates(node: exp.Expr) -> bool:
    """Whether an expression holds an aggregate over the rows of its own SELECT, windows left out."""
    return any(
        is_aggregate(part) and _own(part, node) for part in node.walk(prune=lambda inner: isinstance(inner, exp.Query))
    )


def _own(part: exp.Expr, top: exp.Expr) -> bool:
    node: exp.Expr | None = part
    while node is not None and node is not top:
        node = node.parent
        if isinstance(node, exp.Window) and not _is_argument(part, node):
            return False
    return True


def _is_argument(part: exp.Expr, window: exp.Window) -> bool:
    """Whether an aggregate stands inside the windowed call: ``sum(count(*)) OVER ()`` aggregates and then windows."""
    call = window.this
    while isinstance(call, exp.Filter | exp.IgnoreNulls | exp.RespectNulls | exp.WithinGroup):
        call = call.this
    return part is not call


def argument(node: exp.Expr) -> exp.Expr | None:
    """Return what a call is applied to."""
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        return node.expressions[0] if node.expressions else None
    if isinstance(node.parent, exp.WithinGroup):
        ordered = node.parent.expression.find(exp.Ordered)
        return ordered.this if ordered is not None else None
    inner = node.this
    return inner if isinstance(inner, exp.Expr) else None
