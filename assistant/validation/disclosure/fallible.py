"""Work on a count that fails for some of its values: that it fails, or does not, tells which."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.validation.disclosure.bare import bare, touches
from assistant.validation.disclosure.persons import Persons

#: Functions that give something, or nothing, for every number.
_NEVER_FAILING = (
    *(exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Sign, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least),
    *(exp.Case, exp.If, exp.Connector, exp.Array, exp.TryCast, exp.AggFunc, exp.Exists, exp.Concat, exp.ConcatWs),
)
_ROOMY = (exp.DType.INT, exp.DType.BIGINT, exp.DType.INT128, exp.DType.BOOLEAN)
#: What one count, or the product of two, is multiplied with and still fits in every number.
_MOST = {1: 1e9, 2: 1e4}
#: Digits before the point that a count fits in.
_DIGITS = 9


def fallible(persons: Persons) -> Iterator[exp.Expr]:
    """Yield the parts of a query that fail for some values of a count of persons."""
    for node in persons.lineage.tree.root.walk():
        if isinstance(node, exp.Cast) and not isinstance(node, exp.TryCast):
            failing = not _fits(node, persons)
        elif isinstance(node, exp.Mul):
            failing = not isinstance(node.parent, exp.Mul) and _grows(node, persons)
        elif isinstance(node, exp.Func):
            failing = not isinstance(node, _NEVER_FAILING)
        else:
            failing = isinstance(node, exp.BitwiseLeftShift | exp.BitwiseRightShift | exp.Factorial)
        if failing and touches(node, persons) and not _numbers_rows(node):
            yield node


def _fits(node: exp.Cast, persons: Persons) -> bool:
    """Whether a value fits in the type that it is cast to, whatever the count in it is."""
    to = node.to
    if to.is_type(*exp.DataType.TEXT_TYPES):
        return True
    if to.is_type(exp.DType.DOUBLE, exp.DType.FLOAT):
        return node.this.find(exp.DPipe, exp.Concat, exp.ConcatWs) is None and not _as_text(node.this)
    if to.is_type(exp.DType.DECIMAL):
        sizes = [int(one.name) for one in to.expressions if one.name.isdigit()]
        width, scale = (*sizes, 18, 3)[:2] if len(sizes) != 1 else (sizes[0], 0)
        return width - scale >= _DIGITS and bare(node.this, persons)
    return to.is_type(*_ROOMY) and bare(node.this, persons)


def _as_text(node: exp.Expr) -> bool:
    return any(one.to.is_type(*exp.DataType.TEXT_TYPES) for one in node.find_all(exp.Cast))


def _grows(node: exp.Mul, persons: Persons) -> bool:
    """Whether a product may become too large for a number."""
    factors = list(node.flatten())
    counts = sum(touches(one, persons) for one in factors)
    literal = 1.0
    for one in factors:
        plain = one.unnest()
        if isinstance(plain, exp.Literal) and not plain.is_string:
            literal *= abs(float(plain.name))
    return counts > 0 and literal > _MOST.get(counts, 0.0)


def _numbers_rows(node: exp.Expr) -> bool:
    """Whether a call only gives rows a number or looks at another row."""
    return isinstance(node.parent, exp.Window)
