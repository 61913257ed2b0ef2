"""The table of a card: heads with units, cells in the reader's notation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from assistant.catalog.text import Language
from assistant.chat.wording import wording
from assistant.explanation import numbers
from assistant.explanation.answer import Answer
from assistant.explanation.names import unit_beside
from assistant.explanation.shown import Json, Shown

#: An answer with more rows is shown up to here in the card, and says so.
MOST_ROWS = 200


def table(answer: Answer, language: Language) -> dict[str, Any] | None:
    """Return head and body, or None when the sentence already holds all there is."""
    if not answer.rows or not answer.columns:
        return None
    if answer.shown is None:
        return _documentation(answer)
    if len(answer.rows) == 1 and len(answer.columns) == 1:
        return None
    return _figures(answer.shown, language)


def _figures(shown: Shown, language: Language) -> dict[str, Any]:
    figures = {*shown.metrics, *shown.calculations}
    width = range(len(shown.columns))
    head = [
        {
            "label": (label := column.label.say(language)),
            "unit": unit_beside(label, shown.unit(index)),
            "figure": index in figures,
        }
        for index, column in enumerate(shown.columns)
    ]
    rows = range(min(len(shown.rows), MOST_ROWS))
    body = [[_cell(shown, row, index, index in figures, language) for index in width] for row in rows]
    keys = [[_key(shown, row, index, body[row][index]) for index in width] for row in rows]
    return {"head": head, "body": body, "keys": keys}


def _key(shown: Shown, row: int, column: int, said: str) -> float | str | None:
    """Return what a cell is sorted by; None, which stands last, for what is missing or not shown."""
    cell = shown.cell(row, column)
    if cell is None or (row, column) in shown.withheld:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return str(cell) if column == shown.time else said
    return float(cell)


def _cell(shown: Shown, row: int, column: int, figure: bool, language: Language) -> str:
    words = wording(language)
    if (row, column) in shown.withheld:
        return words["withheld"]
    if not figure:
        return shown.label(row, column)
    said = shown.figure(row, column, unit=False)
    if said is not None:
        return said
    cell = shown.cell(row, column)
    return words["missing"] if cell is None else _plain(cell, words)


def _plain(cell: object, words: dict[str, str]) -> str:
    if isinstance(cell, bool):
        return words["yes" if cell else "no"]
    return str(cell)


def _documentation(answer: Answer) -> dict[str, Any]:
    """Rows without a plan: those of the catalogue itself, and figures of data that are in it no more."""
    columns = answer.columns or ()
    figures = {at for at, one in enumerate(columns) if one.role in ("metric", "calculation")}
    head = [
        {
            "label": one.label,
            "unit": unit_beside(one.label, one.unit) if at in figures else "",
            "figure": at in figures,
        }
        for at, one in enumerate(columns)
    ]
    rows = (answer.rows or ())[:MOST_ROWS]
    body = [
        [_kept(answer, row, at) if at in figures else _told(cell) for at, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]
    keys = [[cell if at in figures else _told(cell) for at, cell in enumerate(cells)] for cells in rows]
    return {"head": head, "body": body, "keys": keys}


def _told(cell: Json) -> str:
    return "" if cell is None else str(cell)


def _kept(answer: Answer, row: int, column: int) -> str:
    """Return a figure as it was kept: of it only the unit is known."""
    words, cell = wording(answer.language), (answer.rows or ())[row][column]
    if (row, column) in answer.suppressed:
        return words["withheld"]
    if cell is None or isinstance(cell, str | bool):
        return words["missing"] if cell is None else _plain(cell, words)
    return numbers.number(cell, answer.language, unit=(answer.columns or ())[column].unit)
