"""A table of the demo and the one way to write it down."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

Cell = str | int | Decimal | None

#: Codes that stand for a value that is not there, as statistics offices publish them.
SECRET, LATER = -99997, -99995


@dataclass(frozen=True, slots=True)
class Table:
    """One file: its name, its columns and its rows; ``delimiter`` and ``comma`` for a Dutch spreadsheet export."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    delimiter: str = ","
    comma: bool = False

    def write(self, folder: Path) -> None:
        """Write the file in UTF-8 with plain line feeds, so that the bytes are the same on every machine."""
        with (folder / self.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\n")
            writer.writerow(self.columns)
            writer.writerows([self._text(cell) for cell in row] for row in self.rows)

    def _text(self, cell: Cell) -> str:
        if cell is None:
            return ""
        text = str(cell)
        return text.replace(".", ",") if self.comma and isinstance(cell, Decimal) else text


def fixed(value: float, decimals: int) -> Decimal:
    """Return ``value`` with exactly ``decimals`` decimals."""
    return Decimal(f"{value:.{decimals}f}")
