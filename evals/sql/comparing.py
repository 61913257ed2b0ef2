"""Whether two sets of rows are the same, numbers within rounding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any


def same_rows(given: Sequence[Sequence[Any]], expected: Sequence[Sequence[Any]], *, ordered: bool) -> bool:
    """Whether rows hold the same cells, in the same order where that matters."""
    mine, theirs = [_plain(row) for row in given], [_plain(row) for row in expected]
    if not ordered:
        mine, theirs = sorted(mine, key=_key), sorted(theirs, key=_key)
    return len(mine) == len(theirs) and all(
        len(one) == len(other) and all(map(_same, one, other)) for one, other in zip(mine, theirs, strict=True)
    )


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_cell(cell) for cell in row)


def _cell(cell: Any) -> Any:
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool | str) or cell is None:
        return cell
    if isinstance(cell, int | float | Decimal) or hasattr(cell, "item"):
        return float(cell)
    return str(cell)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))
    return bool(one == other)


def _key(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row)
