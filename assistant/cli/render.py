"""An answer as text on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.catalog.text import Language
from assistant.explanation import numbers
from assistant.explanation.answer import Answer
from assistant.own_yaml import read_own

_MOST = 60


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = read_own(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    return loaded


def say(key: str, language: Language, **values: object) -> str:
    """Return a text of words.yaml, filled in."""
    return _words()[key][language].format(**values)


def rendered(answer: Answer) -> str:
    """Return the sentence, how the question was read, the table, caveats and sources."""
    language = answer.language
    parts = [answer.text or answer.error or ""]
    if answer.clarification is not None:
        parts += [say("instead", language), *(f"  - {option.question}" for option in answer.clarification.options)]
    if answer.rows is not None and answer.columns is not None and len(answer.rows) > 1:
        parts += ["", table([column.label for column in answer.columns], _cells(answer), language), ""]
    if answer.interpretation is not None and answer.sql is not None:
        parts.append(say("understood", language, text=answer.interpretation["text"]))
        parts += [f"  {assumption}" for assumption in answer.interpretation["assumptions"]]
    parts += [say(caveat.severity, language, text=caveat.text) for caveat in answer.caveats]
    if answer.sources:
        names = "; ".join(
            ", ".join(str(one[key]) for key in ("title", "publisher") if one[key]) for one in answer.sources
        )
        parts.append(say("sources", language, names=names))
    if answer.kept is not None and answer.outcome == "answer":
        parts.append(say("kept", language, id=answer.kept))
    return "\n".join(parts)


def _cells(answer: Answer) -> list[list[Any]]:
    shown, withheld = answer.shown, say("withheld", answer.language)
    rows: list[list[Any]] = [list(row) for row in answer.rows or ()]
    if shown is not None:
        for at, row in enumerate(rows):
            for column in (*shown.metrics, *shown.calculations):
                row[column] = shown.figure(at, column, unit=False) if row[column] is not None else None
    for at, column in answer.suppressed:
        rows[at][column] = withheld
    return rows


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]], language: Language) -> str:
    """Return rows in columns, figures to the right; a long table is cut and says so."""
    texts = [[_text(cell, language) for cell in row] for row in rows[:_MOST]]
    widths = [max(len(line[at]) for line in ([*map(str, headings)], *texts)) for at in range(len(headings))]
    right = [any(isinstance(row[at], int | float) for row in rows) for at in range(len(headings))]
    lines = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        )
        for line in ([*map(str, headings)], *texts)
    ]
    cut = [f"… ({len(rows)})"] if len(rows) > _MOST else []
    return "\n".join([line.rstrip() for line in lines] + cut)


def _text(cell: Any, language: Language) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return numbers.number(cell, language)
    return str(cell)
