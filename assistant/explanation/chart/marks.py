"""The two marks, as altair builds them: lines with labelled ends, bars from zero with their figure."""

from __future__ import annotations

from typing import Any

import altair

from assistant.catalog.timecode import moment
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.breaks import crossed
from assistant.explanation.shown import Shown
from assistant.explanation.words import words

# Half of what is called here has no types in altair; the specification is checked when it is drawn.
alt: Any = altair

#: Okabe and Ito's colours, which people with any kind of colour blindness can tell apart, dark ones first.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#999999"]
_WIDTH, _LINE_HEIGHT, _BAR = 560, 260, 24
_LOCALE = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}


def lines(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a line per member over time: hollow points where provisional, a dashed rule at a break."""
    order = list(dict.fromkeys(point["x"] for point in drawn))
    several = len({point["series"] for point in drawn}) > 1
    x = alt.X("x:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("y:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format=",~f", tickCount=5))
    color = alt.Color("series:N", legend=None, scale=alt.Scale(range=PALETTE)) if several else alt.value(PALETTE[0])
    base = alt.Chart(alt.Data(values=drawn)).encode(x=x, y=y, color=color)
    fill = alt.condition("datum.final", color, alt.value("white")) if not several else alt.value("white")
    marks = [
        base.mark_line(strokeWidth=2),
        base.transform_filter("datum.y !== null && datum.final").mark_point(filled=True, size=40, opacity=1),
        base.transform_filter("datum.y !== null && !datum.final").mark_point(size=50, strokeWidth=2).encode(fill=fill),
        base.transform_filter("datum.last")
        .mark_text(align="left", dx=8)
        .encode(text=alt.Text("label:N"))
        .transform_calculate(label="datum.series ? datum.series + ' ' + datum.text : datum.text"),
        *_breaks(shown, drawn, order),
    ]
    return _finished(alt.layer(*marks).properties(width=_WIDTH, height=_LINE_HEIGHT), shown)


def bars(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return horizontal bars in the order of the rows, from zero, each with its figure."""
    order = list(dict.fromkeys(point["series"] for point in drawn))
    y = alt.Y("series:N", sort=order, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False))
    x = alt.X("y:Q", title=None, scale=alt.Scale(zero=True, nice=True), axis=alt.Axis(format=",~f", tickCount=5))
    base = alt.Chart(alt.Data(values=drawn)).encode(y=y, x=x)
    marks = [base.mark_bar(color=PALETTE[0])]
    marks.append(
        base.transform_filter("datum.y !== null && datum.y >= 0").mark_text(align="left", dx=4).encode(text="text:N")
    )
    # A figure below zero stands on the free side of the axis, where it hides no name.
    below = base.transform_filter("datum.y !== null && datum.y < 0").mark_text(align="left", dx=4)
    marks.append(below.encode(text="text:N", x=alt.datum(0)))
    empty = base.transform_filter("datum.y === null").mark_text(align="left", dx=4, fontStyle="italic")
    marks.append(empty.encode(text="text:N", x=alt.datum(0)))
    return _finished(alt.layer(*marks).properties(width=_WIDTH, height=max(2, len(order)) * _BAR), shown)


def _breaks(shown: Shown, drawn: list[dict[str, Any]], order: list[str]) -> list[Any]:
    """Return a dashed rule with a few words at the first period of a new definition."""
    asked, found = Asked(shown.plan, shown.catalog, shown.profile), []
    for dataset, _, change in crossed(asked, shown):
        known = shown.catalog.by_name[dataset]
        field = known.fields_by_name.get(change.field) if change.field else asked.time(dataset)
        at = moment(field, change.at) if field else None
        where = next((point["x"] for point in drawn if at and point["start"] >= at.start.isoformat()), None)
        if where is not None:
            data = alt.Data(values=[{"x": where, "text": words(shown.language).say("chart.break")}])
            base = alt.Chart(data).encode(x=alt.X("x:N", sort=order, title=None))
            found.append(base.mark_rule(strokeDash=[4, 4], color="#555555"))
            found.append(base.mark_text(align="left", dx=4, color="#555555").encode(text="text:N", y=alt.value(8)))
    return found


def _finished(chart: Any, shown: Shown) -> dict[str, Any]:
    styled = chart.configure_view(stroke=None).configure_axis(
        gridColor="#e3e3e3", domainColor="#888888", labelFontSize=12
    )
    styled = styled.configure_text(fontSize=12).configure_title(
        fontSize=14, subtitleFontSize=11, subtitleColor="#555555"
    )
    spec: dict[str, Any] = styled.to_dict()
    spec["config"]["locale"] = {"number": _LOCALE[shown.language]}
    spec["config"]["font"] = "sans-serif"
    return spec
