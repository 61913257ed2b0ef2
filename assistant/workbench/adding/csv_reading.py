"""Reads a CSV file as people make them: any usual encoding, any usual separator."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice
from pathlib import Path

from assistant.errors import SourceError
from assistant.workbench.adding.grid import Grid, check_size, check_width
from assistant.workbench.adding.report import Notes

#: What files begin with that say their encoding; the longer mark begins like a shorter one.
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (";", "\t", ",", "|")
_LOOKED_AT = 300
#: A record that runs over more lines than this has a quote that nobody closed.
_LONGEST = 50


def read_csv(path: Path, notes: Notes) -> Grid:
    """Return the records of a CSV file; raises :class:`SourceError` with the line where it breaks."""
    check_size(path)
    text = _decoded(path, notes)
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text, skipped = first.strip()[4], rest, 1
    else:
        separator = _separator(text)
    notes.of_file("delimiter", mark={"\t": "TAB"}.get(separator, separator))
    records, lines = _records(path, text, separator, skipped)
    if not records:
        raise SourceError(f"{path} holds no table")
    check_width(path, max(map(len, records)))
    return Grid(records, lines, "comma" if separator == ";" else "point")


def _decoded(path: Path, notes: Notes) -> str:
    content = path.read_bytes()
    marked = next((encoding for mark, encoding in _MARKED if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise SourceError(f"{path} is no text file", hint="CSV and XLSX files can be added")
        if encoding == "cp1252" and (mixed := _line_by_line(content)) is not None:
            notes.of_file("mixed_encodings")
            return mixed
        if encoding != "utf-8-sig":
            notes.of_file("encoding", encoding={"cp1252": "Windows-1252"}.get(encoding, encoding))
        return text
    raise SourceError(f"{path} is in no encoding that can be read", hint="save it as UTF-8")


def _line_by_line(content: bytes) -> str | None:
    """Return a file that was put together from two, each line in its own encoding; None when it is one encoding."""
    lines = content.split(b"\n")
    if not any(_is_utf8(line) for line in lines if not line.isascii()):
        return None
    return "\n".join(line.decode("utf-8" if _is_utf8(line) else "cp1252") for line in lines).removeprefix("\ufeff")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _separator(text: str) -> str:
    """Return the sign that divides most lines into the same number of values."""

    def score(sign: str) -> int:
        records = csv.reader(io.StringIO("\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])), delimiter=sign)
        try:
            widths = Counter(len(record) for record in islice(records, _LOOKED_AT) if record)
        except csv.Error:
            return 0
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(_SEPARATORS, key=score)


def _records(path: Path, text: str, separator: str, skipped: int) -> tuple[list[list[str]], list[int]]:
    records: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for record in reader:
            if reader.line_num - before > _LONGEST:
                raise csv.Error("a quote is not closed")
            if any(value.strip() for value in record):
                records.append([" ".join(value.split()) for value in record])
                lines.append(before + 1 + skipped)
            before = reader.line_num
    except csv.Error as error:
        raise SourceError(
            f"{path}, line {before + 1 + skipped}: this record cannot be read ({error})",
            hint="is a quote opened here that is not closed? A quote inside quotes is written twice",
        ) from error
    return records, lines
