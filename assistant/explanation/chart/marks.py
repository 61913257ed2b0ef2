"""Charts over time, as altair builds them: lines and slopes with labelled ends, breaks as dashed rules."""

from __future__ import annotations

from typing import Any

from assistant.catalog.timecode import moment
from assistant.explanation.caveats.asked import Asked
from assistant.explanation.caveats.breaks import crossed
from assistant.explanation.chart.axis import figures
from assistant.explanation.chart.theme import LINE_HEIGHT, PALETTE, WIDTH, alt, finished
from assistant.explanation.shown import Shown
from assistant.explanation.words import words


def lines(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a line per member over time: hollow points where not final, margins, a dashed rule at a break."""
    order = list(dict.fromkeys(point["x"] for point in drawn))
    several = len({point["series"] for point in drawn}) > 1
    x = alt.X("x:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("y:Q", **figures(shown))
    color = alt.Color("series:N", legend=None, scale=alt.Scale(range=PALETTE)) if several else alt.value(PALETTE[0])
    base = alt.Chart(alt.Data(values=drawn)).encode(x=x, y=y, color=color)
    marks = [
        base.mark_line(strokeWidth=2),
        base.transform_filter("datum.y !== null && datum.final").mark_point(filled=True, size=40, opacity=1),
        base.transform_filter("datum.y !== null && !datum.final")
        .mark_point(size=50, strokeWidth=2)
        .encode(fill=alt.value("white")),
        _ends(base),
    ]
    if shown.margins:
        marks.insert(0, base.transform_filter("datum.low !== null").mark_rule(opacity=0.5).encode(y="low:Q", y2="high"))
    marks += _breaks(shown, drawn, order)
    return finished(alt.layer(*marks).properties(width=WIDTH, height=LINE_HEIGHT), shown)


def slopes(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a line per member from one period to the other."""
    order = list(dict.fromkeys(point["x"] for point in sorted(drawn, key=lambda point: str(point["start"]))))
    x = alt.X("x:N", sort=order, title=None, scale=alt.Scale(padding=0.2), axis=alt.Axis(labelAngle=0))
    y = alt.Y("y:Q", **figures(shown))
    color = alt.Color("series:N", legend=None, scale=alt.Scale(range=PALETTE))
    base = alt.Chart(alt.Data(values=drawn)).encode(x=x, y=y, color=color)
    known = base.transform_filter("datum.y !== null")
    marks = [known.mark_line(strokeWidth=2), known.mark_point(filled=True, size=50, opacity=1), _ends(base)]
    return finished(alt.layer(*marks).properties(width=WIDTH, height=LINE_HEIGHT), shown)


def _ends(base: Any) -> Any:
    """Return the label of each line at its last figure, kept apart from the label under it."""
    named = base.transform_filter("datum.last").mark_text(align="left", dx=8, limit=260)
    labelled = named.encode(y=alt.Y("label_y:Q", title=None), text=alt.Text("label:N"))
    return labelled.transform_calculate(label="datum.series ? datum.series + ' ' + datum.text : datum.text")


def _breaks(shown: Shown, drawn: list[dict[str, Any]], order: list[str]) -> list[Any]:
    """Return a dashed rule with a few words at the first period of a new definition, where its caveat is shown."""
    asked, found = Asked(shown.plan, shown.catalog, shown.profile), []
    for dataset, _, change in crossed(asked, shown):
        if f"{dataset}.{change.id}" not in shown.marks.breaks:
            continue
        known = shown.catalog.by_name[dataset]
        field = known.fields_by_name.get(change.field) if change.field else asked.time(dataset)
        at = moment(field, change.at) if field else None
        where = next((point["x"] for point in drawn if at and point["start"] >= at.start.isoformat()), None)
        if where is not None:
            data = alt.Data(values=[{"x": where, "text": words(shown.language).say("chart.break")}])
            base = alt.Chart(data).encode(x=alt.X("x:N", sort=order, title=None))
            found.append(base.mark_rule(strokeDash=[4, 4], color="#555555"))
            # Before the last third the words stand behind the rule, else in front of it, where there is room.
            late = order.index(where) * 3 > len(order) * 2
            said = base.mark_text(align="right" if late else "left", dx=-4 if late else 4, color="#555555")
            found.append(said.encode(text="text:N", y=alt.value(8)))
    return found
