"""Charts of members beside each other: bars from zero, dots with margins, one bar of a hundred percent."""

from __future__ import annotations

from typing import Any

from assistant.explanation.chart.axis import figures
from assistant.explanation.chart.theme import BAR, NAMES, ON_PALETTE, PALETTE, WIDTH, alt, finished, legend
from assistant.explanation.shown import Shown


def bars(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return horizontal bars in the order of the rows, from zero, each with its figure; two metrics side by side."""
    order, metrics = _in_order(drawn, "series"), _in_order(drawn, "metric")
    encoded: dict[str, Any] = {"y": _names(order), "x": alt.X("y:Q", **figures(shown))}
    color: Any = alt.value(PALETTE[0])
    if len(metrics) > 1:
        encoded["yOffset"] = alt.YOffset("metric:N", sort=metrics)
        named = legend(metrics, "top", columns=2 if len(metrics) > 2 else 0)
        color = alt.Color("metric:N", sort=metrics, scale=alt.Scale(range=PALETTE), legend=named)
    base = alt.Chart(alt.Data(values=drawn)).encode(**encoded)
    marks = [base.mark_bar().encode(color=color)]
    marks.append(
        base.transform_filter("datum.y !== null && datum.y >= 0").mark_text(align="left", dx=4).encode(text="text:N")
    )
    # A figure below zero stands on the free side of the axis, where it hides no name.
    below = base.transform_filter("datum.y !== null && datum.y < 0").mark_text(align="left", dx=4)
    marks.append(below.encode(text="text:N", x=alt.datum(0)))
    marks.append(_empty(base))
    height = max(2, len(order)) * BAR * max(1, len(metrics))
    return finished(alt.layer(*marks).properties(width=WIDTH, height=height), shown)


def dots(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a dot per member with its margin as a thin line; a dot needs no axis from zero."""
    order, metrics = _in_order(drawn, "series"), _in_order(drawn, "metric")
    encoded: dict[str, Any] = {"y": _names(order), "x": alt.X("y:Q", **figures(shown))}
    color: Any = alt.value(PALETTE[0])
    if len(metrics) > 1:
        encoded["yOffset"] = alt.YOffset("metric:N", sort=metrics)
        named = legend(metrics, "top", columns=2 if len(metrics) > 2 else 0)
        color = alt.Color("metric:N", sort=metrics, scale=alt.Scale(range=PALETTE), legend=named)
    base = alt.Chart(alt.Data(values=drawn)).encode(**encoded, color=color)
    known = base.transform_filter("datum.y !== null")
    margin = base.transform_filter("datum.low !== null").mark_rule(strokeWidth=2)
    marks = [
        margin.encode(x=alt.X("low:Q", **figures(shown)), x2="high"),
        known.mark_point(filled=True, size=70, opacity=1),
        known.mark_text(align="center", dy=-10, color="#222222").encode(text="text:N", color=alt.value("#222222")),
        base.transform_filter("datum.y === null")
        .mark_text(align="left", dx=4, fontStyle="italic")
        .encode(text="text:N", x=alt.value(0), color=alt.value("#222222")),
    ]
    height = max(2, len(order)) * (BAR + 10) * max(1, len(metrics))
    return finished(alt.layer(*marks).properties(width=WIDTH, height=height), shown)


def stacked(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one bar of a hundred percent; a part that is wide enough carries its figure, the legend names all."""
    order = _in_order(drawn, "series")
    placed, before = [], 0.0
    for point in drawn:
        share = float(point["y"])
        placed.append(point | {"from": before, "to": before + share, "middle": before + share / 2})
        before += share
    color = alt.Color(
        "series:N",
        sort=order,
        scale=alt.Scale(domain=order, range=PALETTE),
        legend=legend(order, "bottom", columns=2),
    )
    axis = alt.Axis(format=",~f", tickCount=5)
    base = alt.Chart(alt.Data(values=placed))
    bar = base.mark_bar(stroke="white").encode(
        x=alt.X("from:Q", title=None, scale=alt.Scale(domain=[0, 100], clamp=True), axis=axis), x2="to", color=color
    )
    told = base.transform_filter("datum.y >= 8").mark_text(align="center")
    on = alt.Color("series:N", scale=alt.Scale(domain=order, range=ON_PALETTE), legend=None)
    marks = [bar, told.encode(x=alt.X("middle:Q"), text="text:N", color=on)]
    layered = alt.layer(*marks).resolve_scale(color="independent")
    return finished(layered.properties(width=WIDTH, height=2 * BAR), shown)


def _in_order(drawn: list[dict[str, Any]], key: str) -> list[str]:
    return list(dict.fromkeys(str(point[key]) for point in drawn))


def _names(order: list[str]) -> Any:
    return alt.Y("series:N", sort=order, title=None, axis=alt.Axis(labelLimit=NAMES, ticks=False, domain=False))


def _empty(base: Any) -> Any:
    """Return the word for a figure that is missing or withheld, where its bar would begin."""
    empty = base.transform_filter("datum.y === null").mark_text(align="left", dx=4, fontStyle="italic")
    return empty.encode(text="text:N", x=alt.datum(0))
