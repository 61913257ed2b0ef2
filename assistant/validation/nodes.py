"""The kinds of syntax-tree nodes that a query may consist of. An allow-list: what is new or unknown is refused."""

from __future__ import annotations

from sqlglot import exp

#: The statement and its parts.
_STRUCTURE = (
    exp.Select,
    exp.Union,
    exp.Intersect,
    exp.Except,
    exp.Subquery,
    exp.CTE,
    exp.With,
    exp.Table,
    exp.TableAlias,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.Having,
    exp.Qualify,
    exp.Order,
    exp.Ordered,
    exp.Limit,
    exp.Offset,
    exp.Fetch,
    exp.Distinct,
    exp.Window,
    exp.WindowSpec,
    exp.Rollup,
    exp.Cube,
    exp.GroupingSets,
    exp.Values,
    exp.Hint,
    exp.Lateral,
)
#: Names and constants.
_LEAVES = (
    exp.Column,
    exp.Identifier,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.Star,
    exp.Alias,
    exp.Var,
    exp.DataType,
    exp.DataTypeParam,
    exp.Interval,
    exp.IntervalSpan,
    exp.PropertyEQ,
    exp.Tuple,
    exp.Paren,
)
#: Operators.
_OPERATORS = (
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Div,
    exp.IntDiv,
    exp.Mod,
    exp.Neg,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.NullSafeEQ,
    exp.NullSafeNEQ,
    exp.And,
    exp.Or,
    exp.Not,
    exp.Is,
    exp.Like,
    exp.ILike,
    exp.SimilarTo,
    exp.Escape,
    exp.Between,
    exp.In,
    exp.DPipe,
    exp.Exists,
    exp.All,
    exp.Any,
    exp.Case,
    exp.If,
    exp.Cast,
    exp.TryCast,
    exp.Filter,
    exp.Pow,
    exp.WithinGroup,
    exp.IgnoreNulls,
    exp.RespectNulls,
    exp.Bracket,
    exp.Slice,
    exp.Array,
    exp.HavingMax,
    exp.Glob,
    exp.Collate,
    exp.Lambda,
)
_NAMED_FUNCTIONS = (exp.Anonymous, exp.AnonymousAggFunc)

ALLOWED = frozenset(_STRUCTURE + _LEAVES + _OPERATORS)
_TYPES = frozenset(
    [
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "INT128",
        "UTINYINT",
        "USMALLINT",
        "UINT",
        "UBIGINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL",
        "BOOLEAN",
        "VARCHAR",
        "TEXT",
        "CHAR",
        "DATE",
        "TIMESTAMP",
        "TIMESTAMPTZ",
        "TIME",
        "INTERVAL",
        "TIMESTAMP_S",
        "TIMESTAMP_MS",
        "TIMESTAMPNTZ",
        "DATETIME",
        "BIGDECIMAL",
    ]
)


def refused_node(node: exp.Expr) -> bool:
    """Whether a node is of a kind that queries may not hold (functions are judged by name elsewhere)."""
    kind = type(node)
    if kind is exp.DataType:
        return node.this.name not in _TYPES
    if kind in ALLOWED:
        return False
    return not isinstance(node, exp.Func)


def is_function(node: exp.Expr) -> bool:
    """Whether a node is a call that must be on the list of functions."""
    return (isinstance(node, exp.Func) and type(node) not in ALLOWED) or isinstance(node, _NAMED_FUNCTIONS)
