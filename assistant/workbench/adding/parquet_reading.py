"""Reads a Parquet file: its header is known, its numbers and dates have their type, and keep their value as text."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assistant.errors import SourceError
from assistant.workbench.adding.grid import Grid, check_size, check_width
from assistant.workbench.adding.typed_values import check_cells, value_text


def read_parquet(path: Path) -> Grid:
    """Return the header and the rows of a Parquet file; raises :class:`SourceError` when it cannot be read."""
    check_size(path)
    with duckdb.connect(config={"memory_limit": "1GB", "autoinstall_known_extensions": False}) as connection:
        try:
            found = connection.read_parquet(str(path))
            header, count = found.columns, found.count("*").fetchall()[0][0]
            check_width(path, len(header))
            check_cells(str(path), count, len(header))
            rows = [
                [value_text(value, header[at], str(path)) for at, value in enumerate(row)] for row in found.fetchall()
            ]
        except duckdb.Error as error:
            raise SourceError(f"{path} is no readable Parquet file: {str(error).splitlines()[0]}") from error
    return Grid([list(header), *rows], list(range(1, len(rows) + 2)), "point")
