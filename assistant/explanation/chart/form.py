"""Which chart fits: a line over time, bars for members beside each other, none for a single figure."""

from __future__ import annotations

from enum import StrEnum

from assistant.explanation.shown import Shown
from assistant.plan import CountMembers, CountPeriods, Rank

_MOST_BARS = 40
_MOST_LINES = 8


class Form(StrEnum):
    """The forms of chart."""

    LINE = "line"
    BAR = "bar"
    NONE = "none"


def form_of(shown: Shown) -> Form:
    """Return the form for what is shown; too many members to read is no chart."""
    column = figure_column(shown)
    if column is None or isinstance(shown.plan.calculation, Rank | CountMembers | CountPeriods):
        return Form.NONE
    held = [row for row in range(len(shown.rows)) if shown.value(row, column) is not None]
    if len(held) < 2:
        return Form.NONE
    if shown.time is not None:
        lines = {tuple(shown.label(row, one) for one in shown.dimensions) for row in held}
        periods = {shown.rows[row][shown.time] for row in held}
        return Form.LINE if len(lines) <= _MOST_LINES and len(periods) > 1 else Form.NONE
    return Form.BAR if shown.dimensions and len(shown.rows) <= _MOST_BARS else Form.NONE


def figure_column(shown: Shown) -> int | None:
    """Return the column that is drawn: the calculated figure when there is one, else the first metric."""
    return next(iter((*shown.calculations, *shown.metrics)), None)
