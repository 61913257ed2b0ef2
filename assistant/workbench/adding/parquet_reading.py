"""Reads a Parquet file: its header is known, its numbers and dates have their type, and keep their value as text."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path

import duckdb

from assistant.errors import SourceError
from assistant.workbench.adding.grid import Grid, check_size, check_width

#: A Parquet file packs its values; more than this do not fit in memory on a small machine.
MAX_CELLS = 20_000_000


def read_parquet(path: Path) -> Grid:
    """Return the header and the rows of a Parquet file; raises :class:`SourceError` when it cannot be read."""
    check_size(path)
    with duckdb.connect(config={"memory_limit": "1GB", "autoinstall_known_extensions": False}) as connection:
        try:
            found = connection.read_parquet(str(path))
            header, count = found.columns, found.count("*").fetchall()[0][0]
            check_width(path, len(header))
            if count * len(header) > MAX_CELLS:
                raise SourceError(
                    f"{path} has {count:,} rows of {len(header)} columns; at most {MAX_CELLS:,} values can be added",
                    hint="leave out columns or years that nobody asks about",
                )
            rows = [[_text(value, header[at], path) for at, value in enumerate(row)] for row in found.fetchall()]
        except duckdb.Error as error:
            raise SourceError(f"{path} is no readable Parquet file: {str(error).splitlines()[0]}") from error
    return Grid([list(header), *rows], list(range(1, len(rows) + 2)), "point")


def _text(value: object, column: str, path: Path) -> str:
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
    raise SourceError(f"{path}: the column {column} holds values of type {kind}", hint="leave that column out")


def _number(text: str) -> str:
    """Write three decimals as four: 1.2340 cannot be taken for a thousand and more, as 1.234 can."""
    whole, point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if not point or not decimals:
        return whole
    return f"{whole}.{decimals}0" if len(decimals) == 3 else f"{whole}.{decimals}"
