"""What a reader hands over: records of text with their lines, before anyone knows what is header or note."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import SourceError

#: A table with more columns than this is no table that people ask about.
MAX_COLUMNS = 500
#: Larger files do not fit in memory on a small machine.
MAX_BYTES = 200_000_000

Decimal = Literal["comma", "point"]


@dataclass(frozen=True, slots=True)
class Grid:
    """Records of a file. ``leaning`` is the decimal sign where a number such as 1.234 leaves it open."""

    records: list[list[str]]
    lines: list[int]
    leaning: Decimal


def check_size(path: Path) -> None:
    """Raise :class:`SourceError` when the file is absent, no file, empty or too large to be read whole."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device never ends, or never begins.
            raise SourceError(f"{path} is no file", hint="a folder, pipe or device cannot be added")
        size = status.st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error
    if size == 0:
        raise SourceError(f"{path} is empty")
    if size > MAX_BYTES:
        raise SourceError(
            f"{path} is {size // 1_000_000} MB; at most {MAX_BYTES // 1_000_000} MB can be added",
            hint="leave out columns or years that nobody asks about",
        )


def check_width(path: Path, width: int) -> None:
    """Raise :class:`SourceError` for a table that is too wide."""
    if width > MAX_COLUMNS:
        raise SourceError(
            f"{path} has {width} columns; at most {MAX_COLUMNS} can be added",
            hint="put what the columns have in common (a year, a group) in a column of its own, one row for each",
        )
