"""The place of a withheld figure in an ordered list would tell what it lies between: such rows come last."""

from __future__ import annotations

from collections.abc import Collection

from assistant.engines.base import Cell
from assistant.plan import Plan, Split
from assistant.sql.query import ColumnRole, OutputColumn

Rows = tuple[tuple[Cell, ...], ...]
Withheld = frozenset[tuple[int, int]]


def placed(plan: Plan, columns: tuple[OutputColumn, ...], rows: Rows, withheld: Withheld) -> tuple[Rows, Withheld]:
    """Return rows and withheld cells with the rows that hold a withheld figure moved behind the others."""
    by = plan.order.by if plan.order is not None else None
    hidden = {row for row, _ in withheld}
    if by is None or isinstance(by, Split) or not hidden:
        return rows, withheld
    names = [at for at, column in enumerate(columns) if column.role in (ColumnRole.DIMENSION, ColumnRole.TIME)]
    last = sorted(hidden, key=lambda row: _named(rows[row], names))
    order = [row for row in range(len(rows)) if row not in hidden] + last
    place = {row: at for at, row in enumerate(order)}
    return tuple(rows[row] for row in order), frozenset((place[row], column) for row, column in withheld)


def _named(row: tuple[Cell, ...], names: Collection[int]) -> tuple[str, ...]:
    return tuple(str(row[at]) for at in names)
