"""Values that come with their type, as texts that are read back as the same values."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

from assistant.errors import SourceError

#: More values than this do not fit in memory on a small machine.
MAX_CELLS = 20_000_000


def check_cells(place: str, rows: int, columns: int) -> None:
    """Raise :class:`SourceError` when a table is too large to be added."""
    if rows * columns > MAX_CELLS:
        raise SourceError(
            f"{place} has {rows:,} rows of {columns} columns; at most {MAX_CELLS:,} values can be added",
            hint="leave out columns or years that nobody asks about",
        )


def value_text(value: object, column: str, place: str) -> str:
    """Return a value as a text that is read back as that value, whatever the other columns look like."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, float | Decimal):
        return _number(format(Decimal(str(value)), "f"))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    kind = type(value).__name__
    raise SourceError(f"{place}: the column {column} holds values of type {kind}", hint="leave that column out")


def _number(text: str) -> str:
    """Write three decimals as four: 1.2340 cannot be taken for a thousand and more, as 1.234 can."""
    whole, point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if not point or not decimals:
        return whole
    return f"{whole}.{decimals}0" if len(decimals) == 3 else f"{whole}.{decimals}"
