"""The data of a chart: one point per cell, with its label and its figure already in the reader's notation."""

from __future__ import annotations

from typing import Any

from assistant.catalog.period import Period
from assistant.explanation import numbers, periods
from assistant.explanation.chart.form import figure_columns, grouping, is_slope
from assistant.explanation.shown import Shown
from assistant.explanation.words import words

_MOST = 600
#: The least distance between two labels at the ends of lines, as a part of the height of all figures.
_APART = 0.07


def points(shown: Shown) -> list[dict[str, Any]]:
    """Return the points in the order of the rows; a period without a row has no figure, so that a gap shows."""
    columns = figure_columns(shown)
    drawn = [_point(shown, row, column) for row in range(len(shown.rows)) for column in columns]
    if shown.time is not None:
        drawn += _gaps(shown, list(dict.fromkeys(point["series"] for point in drawn)))
        drawn.sort(key=lambda point: (point["start"], point["series"]))
    if shown.time is not None or is_slope(shown):
        _label_ends(drawn)
    return drawn


def _point(shown: Shown, row: int, column: int) -> dict[str, Any]:
    value, period = shown.value(row, column), _period(shown, row, column)
    beside = grouping(shown)
    member = ", ".join(shown.label(row, one) for one in shown.dimensions if one != beside)
    several = len(figure_columns(shown)) > 1 and not is_slope(shown)
    metric = shown.columns[column].label.say(shown.language) if several else ""
    metric = metric if beside is None else shown.label(row, beside)
    over_time = shown.time is not None
    half = shown.margins.get((row, column))
    return {
        "code": str(shown.code(row, shown.dimensions[0])) if len(shown.dimensions) == 1 else "",
        "series": ", ".join(one for one in (member, metric if over_time else "") if one),
        "metric": metric,
        "x": _when(period, shown),
        "start": period.start.isoformat() if period else "",
        "y": None if value is None else float(value),
        "low": None if value is None or half is None else float(numbers.as_decimal(value) - half),
        "high": None if value is None or half is None else float(numbers.as_decimal(value) + half),
        "text": _text(shown, row, column),
        "final": not (period and period.text in shown.marks.provisional | shown.marks.partial),
        "last": False,
    }


def _period(shown: Shown, row: int, column: int) -> Period | None:
    choice = shown.plan.period
    if not is_slope(shown) or choice is None:
        return shown.period(row)
    base = choice.compare_to or choice.start
    return base if column == shown.metrics[0] else choice.end


def _when(period: Period | None, shown: Shown) -> str:
    if period is None:
        return ""
    return periods.plain(period, shown.language) + ("*" if period.text in shown.marks.partial else "")


def _text(shown: Shown, row: int, column: int) -> str:
    """Return the figure; a unit that is a word stands in the title, and a margin is drawn."""
    value, unit, decimals = shown.value(row, column), shown.unit(column), shown.columns[column].decimals
    if value is None:
        withheld = (row, column) in shown.withheld
        return words(shown.language).say("missing.withheld_short" if withheld else "missing.short")
    if numbers.kind_of_unit(unit) == "other":
        return numbers.number(value, shown.language, decimals, unit)
    return numbers.figure(value, shown.language, unit, decimals)


def _gaps(shown: Shown, names: list[str]) -> list[dict[str, Any]]:
    held = {period for row in range(len(shown.rows)) if (period := shown.period(row))}
    choice = shown.plan.period
    # Periods that were picked out ("in 2018, 2020 and 2022", "2020 against 2025") have nothing missing between them.
    if not held or (choice is not None and (choice.among or choice.compare_to is not None)):
        return []
    period, last, found = min(held), max(held), 0
    gaps: list[dict[str, Any]] = []
    while period < last and found < _MOST:
        found += 1
        if period not in held:
            gaps += [_empty(period, name, shown) for name in names]
        period = period.shift(1)
    return gaps


def _empty(period: Period, series: str, shown: Shown) -> dict[str, Any]:
    empty: dict[str, Any] = {"series": series, "metric": "", "x": _when(period, shown), "text": ""}
    return empty | {
        "start": period.start.isoformat(),
        "y": None,
        "low": None,
        "high": None,
        "final": True,
        "last": False,
    }


def _label_ends(drawn: list[dict[str, Any]]) -> None:
    """Mark the last point of each line: it carries the label, so that no legend is needed; labels stand apart."""
    known = [point["y"] for point in drawn if point["y"] is not None]
    ends = sorted(
        {point["series"]: point for point in drawn if point["y"] is not None}.values(), key=lambda point: point["y"]
    )
    least = (max(known) - min(known)) * _APART if known else 0
    below: float | None = None
    for point in ends:
        point["last"] = True
        point["label_y"] = point["y"] if below is None else max(point["y"], below + least)
        below = point["label_y"]
