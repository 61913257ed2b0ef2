"""The data of a chart: one point per cell, with its label and its figure already in the reader's notation."""

from __future__ import annotations

from typing import Any

from assistant.catalog.period import Period
from assistant.explanation import numbers, periods
from assistant.explanation.chart.form import figure_column
from assistant.explanation.shown import Shown
from assistant.explanation.words import words

_MOST = 600


def points(shown: Shown, provisional: frozenset[str]) -> list[dict[str, Any]]:
    """Return the points in the order of the rows; a period without a row has no figure, so that a gap shows."""
    column = figure_column(shown)
    if column is None:
        return []
    drawn = [_point(shown, row, column, provisional) for row in range(len(shown.rows))]
    if shown.time is not None:
        drawn += _gaps(shown)
        drawn.sort(key=lambda point: (point["start"], point["series"]))
    _label_ends(drawn) if shown.time is not None else None
    return drawn


def _point(shown: Shown, row: int, column: int, provisional: frozenset[str]) -> dict[str, Any]:
    value, period = shown.value(row, column), shown.period(row)
    withheld = (row, column) in shown.withheld
    missing = words(shown.language).say("missing.withheld_short" if withheld else "missing.short")
    unit, decimals = shown.unit(column), shown.columns[column].decimals
    if value is None:
        text = missing
    elif numbers.kind_of_unit(unit) == "other":
        text = numbers.number(value, shown.language, decimals, unit)
    else:
        text = numbers.figure(value, shown.language, unit, decimals)
    return {
        "series": ", ".join(shown.label(row, one) for one in shown.dimensions),
        "x": periods.plain(period, shown.language) if period else "",
        "start": period.start.isoformat() if period else "",
        "y": None if value is None else float(value),
        "text": text,
        "final": not (period and period.text in provisional),
        "last": False,
    }


def _gaps(shown: Shown) -> list[dict[str, Any]]:
    held = {period for row in range(len(shown.rows)) if (period := shown.period(row))}
    if not held:
        return []
    period, last, found = min(held), max(held), 0
    names = list(
        dict.fromkeys(", ".join(shown.label(row, one) for one in shown.dimensions) for row in range(len(shown.rows)))
    )
    gaps: list[dict[str, Any]] = []
    while period < last and found < _MOST:
        found += 1
        if period not in held:
            gaps += [_empty(period, name, shown) for name in names]
        period = period.shift(1)
    return gaps


def _empty(period: Period, series: str, shown: Shown) -> dict[str, Any]:
    plain = periods.plain(period, shown.language)
    return {
        "series": series,
        "x": plain,
        "start": period.start.isoformat(),
        "y": None,
        "text": "",
        "final": True,
        "last": False,
    }


def _label_ends(drawn: list[dict[str, Any]]) -> None:
    """Mark the last point of each line: it carries the label, so that no legend is needed."""
    ends = {point["series"]: point for point in drawn if point["y"] is not None}
    for point in ends.values():
        point["last"] = True
