"""The plain text that takes the place of a sentence which did not pass the check: figures with member and period."""

from __future__ import annotations

from assistant.explanation import periods
from assistant.explanation.interpretation import text as reading
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.shown import Shown
from assistant.explanation.words import sentence_case, words

_MOST = 6


def plain_text(shown: Shown) -> str:
    """Return ``reading: figure`` for one row, or the first rows with their labels, straight from the cells."""
    say = words(shown.language)
    columns = (*shown.metrics, *shown.calculations)
    rows = range(min(len(shown.rows), _MOST))
    items = [f"{_label(shown, row)} {', '.join(_figures(shown, row, columns))}".strip() for row in rows]
    more = f" {say.say('plain.more', count=len(shown.rows))}" if len(shown.rows) > _MOST else ""
    return f"{sentence_case(reading(shown.plan, shown.catalog))}: {'; '.join(items) or say.say('missing.short')}.{more}"


def _label(shown: Shown, row: int) -> str:
    period = shown.period(row)
    parts = [shown.label(row, column) for column in shown.dimensions]
    parts += [periods.plain(period, shown.language)] if period else []
    return ", ".join(parts)


def _figures(shown: Shown, row: int, columns: tuple[int, ...]) -> list[str]:
    return [shown.figure(row, column) or Frame(shown, column).bare(row) for column in columns]
