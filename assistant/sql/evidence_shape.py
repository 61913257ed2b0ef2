"""What kind of result a pasted query gives, as far as caveats tell kinds apart: a ranking, a ratio, a change …"""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from assistant.sql.evidence_pasted import Pasted

_STEPS = (exp.Lag, exp.Lead)
_PLACES = (exp.RowNumber, exp.Rank, exp.DenseRank)


@dataclass(frozen=True)
class Shape:
    """``ranked``: ordered and cut, or chosen on a figure; ``ratio``: one figure over another; ``change``: a step."""

    ranked: bool
    ratio: bool
    change: bool
    listed: frozenset[str]


def shape_of(asked: Pasted) -> Shape:
    """Return the shape; ``listed`` are the columns of which two or more values are named."""
    tree = asked.tree
    ordered = asked.shown is not None and tree.args.get("order") is not None and tree.args.get("limit") is not None
    chosen = any(select.args.get("having") or select.args.get("qualify") for select in tree.find_all(exp.Select))
    placed = any(tree.find(kind) is not None for kind in _PLACES)
    return Shape(
        ranked=ordered or chosen or placed,
        ratio=any(_figures(one.this) and _figures(one.expression) for one in tree.find_all(exp.Div)),
        change=any(tree.find(kind) is not None for kind in _STEPS)
        or any(_read(one.this) and _read(one.expression) for one in tree.find_all(exp.Sub)),
        listed=frozenset(
            one.this.name
            for one in tree.find_all(exp.In)
            if isinstance(one.this, exp.Column) and len(one.expressions) > 1
        ),
    )


def _figures(node: exp.Expr) -> bool:
    """Whether a side of a division is worked out from columns or rows."""
    return node.find(exp.Column) is not None or node.find(exp.AggFunc) is not None


def _read(node: exp.Expr) -> bool:
    """Whether a side of a subtraction is read by a query of its own, or counts only some rows."""
    return node.find(exp.Query, exp.Case, exp.Filter) is not None
