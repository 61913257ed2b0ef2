"""Relations beside each other: joins made as trees. The parser's library reads each kind of join from text anew."""

from __future__ import annotations

from typing import Literal

from sqlglot import exp

Side = Literal["left", "full"]


def joined(tree: exp.Select, table: exp.Expr, on: exp.Expr, side: Side = "left") -> exp.Select:
    """Return ``tree`` with a table whose rows meet its own."""
    return tree.join(exp.Join(this=table, side=side.upper(), on=on), copy=False)


def crossed(tree: exp.Select, table: exp.Expr) -> exp.Select:
    """Return ``tree`` with every row of a table beside every one of its own."""
    return tree.join(exp.Join(this=table, kind="CROSS"), copy=False)
