"""The axis of figures: from zero where that shows the figures, cut where it would hide them, and then said."""

from __future__ import annotations

from typing import Any

from assistant.explanation.chart.form import Form, figure_columns, form_of
from assistant.explanation.chart.theme import alt
from assistant.explanation.numbers import kind_of_unit
from assistant.explanation.shown import Shown

#: The lowest figure must lie at least this high, as a part of the highest, before an axis may leave zero out.
_CUT_ABOVE = 0.4
#: How a tick is written, by the kind of the unit; a unit that is a word stands in the title.
_TICKS = {
    "percent": {"nl": "format(datum.value, ',~f') + ' %'", "en": "format(datum.value, ',~f') + '%'"},
    "euro": {"nl": "'€ ' + format(datum.value, ',~f')", "en": "'€' + format(datum.value, ',~f')"},
    "other": {"nl": "format(datum.value, ',~f')", "en": "format(datum.value, ',~f')"},
}


def is_cut(shown: Shown) -> bool:
    """Whether the axis leaves zero out: lines, slopes and dots of figures that lie far from it and close together."""
    if form_of(shown) not in (Form.LINE, Form.SLOPE, Form.DOT):
        return False
    ends = [
        end for column in figure_columns(shown) for row in range(len(shown.rows)) for end in _ends(shown, row, column)
    ]
    return bool(ends) and (min(ends) > max(ends) * _CUT_ABOVE if min(ends) > 0 else max(ends) < min(ends) * _CUT_ABOVE)


def figures(shown: Shown) -> dict[str, Any]:
    """Return scale, axis and title of the figures, for the ``x`` or ``y`` of a chart: few ticks, in his notation."""
    axis = alt.Axis(tickCount=5, labelOverlap=True, **ticks(shown))
    return {"title": None, "scale": alt.Scale(zero=not is_cut(shown), nice=True), "axis": axis}


def ticks(shown: Shown) -> dict[str, str]:
    """Return how the figures beside an axis or a legend are written: with euro or percent, other units in the title."""
    kind = kind_of_unit(shown.unit(figure_columns(shown)[0]))
    written = _TICKS.get(kind, _TICKS["other"])[shown.language]
    # The lowest step of a map has no bound below.
    return {"labelExpr": f"isFinite(datum.value) ? {written} : ''"}


def _ends(shown: Shown, row: int, column: int) -> list[float]:
    """Return the figure, or both ends of its margin."""
    value, half = shown.value(row, column), shown.margins.get((row, column))
    if value is None:
        return []
    return [float(value)] if half is None else [float(value) - float(half), float(value) + float(half)]
