"""CSV as documented: the header, the encoding, and the line on which a record stands."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from assistant.catalog.dataset import CsvFormat
from assistant.engines.columns import literal
from assistant.engines.sources import DataFile
from assistant.errors import DataError, Location, Problem

_CHUNK = 1 << 20
_UTF8 = {"utf8", "utf-8", "utf_8", "utf-8-sig", "ascii", "us-ascii"}


def csv_format(file: DataFile) -> CsvFormat:
    """Return how the file is written: what its dataset documents, else the format's defaults."""
    return file.dataset.csv or CsvFormat()


@contextmanager
def as_utf8(file: DataFile) -> Iterator[Path]:
    """Give the path of the file in UTF-8: the file itself, or a copy that is thrown away afterwards."""
    encoding = csv_format(file).encoding
    if encoding.lower() in _UTF8:
        yield file.path
        return
    descriptor, name = tempfile.mkstemp(suffix=".csv")
    os.close(descriptor)
    try:
        try:
            with (
                file.path.open(encoding=encoding, newline="") as old,
                open(name, "w", encoding="utf-8", newline="") as new,
            ):
                shutil.copyfileobj(old, new)
        except (UnicodeError, LookupError) as error:
            raise DataError([undecodable(file)]) from error
        yield Path(name)
    finally:
        os.unlink(name)


def header(file: DataFile) -> list[str]:
    """Return the column names of the first line; raise :class:`DataError` when there is none or it is not readable."""
    try:
        with _records(file) as records:
            names: list[str] = next(records, [])
    except (UnicodeError, LookupError, csv.Error) as error:
        raise DataError([undecodable(file)]) from error
    if not names:
        raise DataError(
            [Problem("empty", "the file is empty: its first line must name the columns", Location(file.shown))]
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DataError(
            [Problem("header", f"the column {twice[0]!r} stands twice in the first line", Location(file.shown, 1))]
        )
    return names


def relation(file: DataFile, path: Path, types: dict[str, str]) -> str:
    """Return the SQL that reads the copy of ``file`` at ``path``, with the engine's type for each column."""
    documented = csv_format(file)
    columns = ", ".join(f"{literal(name)}: {literal(sql_type)}" for name, sql_type in types.items())
    nulls = ", ".join(literal(null) for null in documented.null or ("",))
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = true, delim = {literal(documented.delimiter)}, "
        f"quote = '\"', escape = '\"', nullstr = [{nulls}], strict_mode = true, columns = {{{columns}}})"
    )


def has_underscore(path: Path) -> bool:
    """Whether an underscore stands below the first line: inside a number the engine would read over it."""
    with path.open("rb") as stream:
        stream.readline()
        return any(b"_" in chunk for chunk in iter(lambda: stream.read(_CHUNK), b""))


def lines_of(file: DataFile, numbers: set[int]) -> dict[int, int]:
    """Return on which line of the file each record (counted from 1, without the header) begins."""
    lines: dict[int, int] = {}
    last = max(numbers, default=0)
    with _records(file) as records:
        next(records, None)
        before = records.line_num
        number = 0
        for record in records:
            if record:
                number += 1
                if number in numbers:
                    lines[number] = before + 1
                if number >= last:
                    break
            before = records.line_num
    return lines


def broken_records(file: DataFile, limit: int = 5) -> list[Problem]:
    """Return where the records do not have as many values as the header has columns, or cannot be decoded."""
    try:
        with _records(file) as records:
            width = len(next(records, []))
            return list(islice(_uneven(file, records, width), limit))
    except (UnicodeError, LookupError, csv.Error):
        return [undecodable(file)]


def _uneven(file: DataFile, records: csv.reader, width: int) -> Iterator[Problem]:  # type: ignore[valid-type]
    before = 1
    for record in records:  # type: ignore[attr-defined]
        if record and len(record) != width:
            message = f"expected {width} values, found {len(record)}"
            yield Problem("width", message, Location(file.shown, before + 1))
        before = records.line_num  # type: ignore[attr-defined]


def undecodable(file: DataFile) -> Problem:
    """Say on which line the documented encoding fails."""
    encoding = csv_format(file).encoding
    try:
        with file.path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    line.decode(encoding)
                except UnicodeError:
                    return Problem("encoding", f"this line is not {encoding}", Location(file.shown, number))
    except LookupError:
        return Problem("encoding", f"{encoding!r} is no known encoding", Location(file.shown))
    return Problem("csv", "the file cannot be read as CSV", Location(file.shown))


@contextmanager
def _records(file: DataFile) -> Iterator[csv.reader]:  # type: ignore[valid-type]
    documented = csv_format(file)
    encoding = "utf-8-sig" if documented.encoding.lower() in _UTF8 else documented.encoding
    with file.path.open(encoding=encoding, newline="") as stream:
        yield csv.reader(stream, delimiter=documented.delimiter, strict=False)
