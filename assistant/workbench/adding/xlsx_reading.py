"""Reads one sheet of an Excel workbook, and looks at the archive before it is unpacked."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import SourceError
from assistant.workbench.adding.grid import MAX_BYTES, Grid, check_size, check_width
from assistant.workbench.adding.report import Notes

#: An archive that grows more than this is made to fill a memory, not to hold a table.
_GROWTH = 150
_ROOM = 20_000_000
_MAX_CELLS = 20_000_000
#: What a workbook with a part that is missing or broken gives; lxml, where it is there, raises a SyntaxError.
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)


def read_xlsx(path: Path, sheet: str | None, notes: Notes) -> Grid:
    """Return the records of a sheet (default: the first that holds a table)."""
    check_size(path)
    _check_archive(path)
    try:
        # Opened here, so that it is closed also where the library leaves a broken workbook half open.
        with path.open("rb") as file:
            return _sheet(path, openpyxl.load_workbook(file, read_only=True, data_only=True), sheet, notes)
    except (InvalidFileException, zipfile.BadZipFile, OSError, *_BROKEN) as error:
        raise SourceError(f"{path} cannot be read as an Excel workbook", hint="save it again as .xlsx") from error


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise SourceError(
            f"{path} is no .xlsx workbook",
            hint="an old .xls file must be saved as .xlsx first; so must one with a password",
        ) from error
    if unpacked > 5 * MAX_BYTES or unpacked > max(_ROOM, _GROWTH * path.stat().st_size):
        raise SourceError(f"{path} unpacks to {unpacked // 1_000_000} MB and is not opened")


def _sheet(path: Path, book: openpyxl.Workbook, wanted: str | None, notes: Notes) -> Grid:
    names = list(book.sheetnames)
    if wanted is not None and wanted not in names:
        raise SourceError(f"{path} has no sheet {wanted!r}", hint=f"it has: {', '.join(names)}")
    for name in [wanted] if wanted is not None else names:
        records, lines = _cells(path, book[name])
        if len(records) > 1:
            if len(names) > 1:
                notes.of_file("sheet", sheet=name, others=", ".join(other for other in names if other != name))
            return Grid(records, lines, "point")
    raise SourceError(f"{path} holds no table")


def _cells(path: Path, sheet: object) -> tuple[list[list[str]], list[int]]:
    records: list[list[str]] = []
    lines: list[int] = []
    seen = 0
    if not hasattr(sheet, "iter_rows"):
        return records, lines  # a sheet that is a chart
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a workbook says about its own size need not be so
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        seen += len(row)
        if seen > _MAX_CELLS:
            raise SourceError(f"{path} has more than {_MAX_CELLS:,} cells")
        record = [_text(cell) for cell in row]
        while record and not record[-1]:
            record.pop()
        if record:
            check_width(path, len(record))
            records.append(record)
            lines.append(number)
    width = max(map(len, records), default=0)
    return [[*record, *[""] * (width - len(record))] for record in records], lines


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case float():
            return format(cell, ".15g")
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case _:
            return " ".join(str(cell).split())
