"""The table as a workbook or as CSV: raw values to reckon with, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.explanation.periods import day
from assistant.explanation.sheet.sheet import Sheet
from assistant.explanation.sheet.words import sheet_words
from assistant.explanation.shown import Json

#: What a spreadsheet program may take for the beginning of a formula or command in a CSV file.
_STARTS = tuple(
    "=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WIDEST = 60


def workbook(sheet: Sheet) -> bytes:
    """Return an ``.xlsx``: the raw figures with their units on the first sheet, caveats and sources on the second."""
    say = sheet_words(sheet.language)
    book = Workbook()
    first = book.worksheets[0]
    first.title = say.say("sheet_names.table")
    _table(first, sheet)
    _remarks(book.create_sheet(say.say("sheet_names.remarks")), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_table(sheet: Sheet) -> str:
    """Return the table as CSV (UTF-8, comma, point decimals); what is missing or withheld is empty.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, the mark that programs know.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_safe(f"{head.label} ({head.unit})" if head.unit else head.label) for head in sheet.head)
    for row in sheet.rows:
        writer.writerow("" if cell.value is None else _safe(cell.value) for cell in row)
    return stream.getvalue()


def _safe(value: Json) -> Json:
    return f"'{value}" if isinstance(value, str) and _may_run(value) else value


def _may_run(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, also behind spaces, which some leave out."""
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)


def _table(page: Worksheet, sheet: Sheet) -> None:
    for column, head in enumerate(sheet.head, 1):
        _put(page, 1, column, head.label, bold=True)
        _put(page, 2, column, head.unit)
    for number, row in enumerate(sheet.rows, 3):
        for column, cell in enumerate(row, 1):
            _put(page, number, column, cell.value)
    page.freeze_panes = "A3"
    for column, head in enumerate(sheet.head, 1):
        texts = (head.label, head.unit, *(row[column - 1].text for row in sheet.rows[:200]))
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, max(map(len, texts)) + 2)


def _remarks(page: Worksheet, sheet: Sheet) -> None:
    say = sheet_words(sheet.language)
    lines: list[tuple[str, str]] = [
        (say.say("head.question"), sheet.question),
        (say.say("head.answer"), sheet.headline),
        (say.say("head.reading"), sheet.reading),
        *((say.say("head.assumptions"), text) for text in sheet.assumptions),
        *((say.say("head.blocking"), text) for text in sheet.blocking),
        *((say.say("head.caveats"), text) for text in sheet.important),
        *((say.say("head.remarks"), text) for text in sheet.notes_to_figures),
        *((say.say("head.cannot_tell"), text) for text in sheet.cannot_tell),
        *((one.label, one.text) for one in sheet.definitions),
        *((say.say("head.sources"), text) for text in sheet.sources),
        (say.say("asked", day=day(sheet.asked, sheet.language)), sheet.link),
        (say.say("head.review"), sheet.review),
        (say.say("head.query"), sheet.sql),
    ]
    for number, (left, right) in enumerate(lines, 1):
        _put(page, number, 1, left, bold=True)
        _put(page, number, 2, right)
        page.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 32, 100


def _put(page: Worksheet, row: int, column: int, value: Json, *, bold: bool = False) -> None:
    """Write a value; a text is written as text, also when it begins as a formula does."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)[:32_000]
        cell.data_type = "s"
        # Whoever edits the cell later keeps a text, too.
        cell.quotePrefix = _may_run(value)
    else:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
