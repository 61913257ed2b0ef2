"""A map: areas shaded by their figure in a few steps with round bounds, named where there is room."""

from __future__ import annotations

import bisect
import math
from typing import Any

from assistant.explanation.chart.area import in_degrees, middle, wound
from assistant.explanation.chart.axis import ticks
from assistant.explanation.chart.theme import WIDTH, alt, finished
from assistant.explanation.shown import Shown

#: Steps of one blue, light to dark; letters on the last two are white.
_STEPS = ["#deebf7", "#b9d5ee", "#8dbbe2", "#5b9bd0", "#2a72b0", "#0a4a86"]
_DARK = len(_STEPS) - 2
_EMPTY, _HEIGHT = "#eeeeee", 420
#: With more areas than this their names would lie over each other: the table has them.
_MOST_NAMED = 16
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


def areas(shown: Shown, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the areas of the members, shaded by figure; one whose figure is missing or withheld is grey."""
    shapes = shown.catalog.shapes[shown.plan.splits[0].field].by_member
    placed = [point | {"shape": shapes[point["code"]]} for point in drawn if point["code"] in shapes]
    known = [point["y"] for point in placed if point["y"] is not None]
    limits = bounds(min(known), max(known))
    base = alt.Chart(alt.Data(values=[_feature(point) for point in placed]))
    legend = alt.Legend(title=None, orient="bottom", direction="horizontal", gradientLength=WIDTH // 2, **ticks(shown))
    scale = alt.Scale(type="threshold", domain=limits, range=_STEPS[: len(limits) + 1])
    edge = {"stroke": "#ffffff", "strokeWidth": 1.5}
    marks = [
        base.transform_filter("datum.properties.y === null").mark_geoshape(fill=_EMPTY, **edge),
        base.transform_filter("datum.properties.y !== null")
        .mark_geoshape(**edge)
        .encode(color=alt.Color("properties.y:Q", scale=scale, legend=legend)),
    ]
    if len(placed) <= _MOST_NAMED:
        marks += _names(placed, limits)
    degrees = all(in_degrees(point["shape"]) for point in placed)
    projection = {"type": "mercator"} if degrees else {"type": "identity", "reflectY": True}
    layered = alt.layer(*[mark.project(**projection) for mark in marks]).resolve_scale(color="independent")
    return finished(layered.properties(width=WIDTH, height=_HEIGHT), shown)


def bounds(low: float, high: float) -> list[float]:
    """Return the bounds between the steps: round numbers at even distances, five at the most."""
    if low == high:
        return [high + 1]
    rough = (high - low) / (len(_STEPS) - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * one for one in _ROUND if size * one >= rough)
    first = math.floor(low / step) + 1
    last = math.ceil(high / step) - 1
    decimals = max(0, 1 - math.floor(math.log10(step)))
    return [round(at * step, decimals) for at in range(first, last + 1)] or [round(first * step, decimals)]


def _feature(point: dict[str, Any]) -> dict[str, Any]:
    told = {key: point[key] for key in ("series", "text", "y")}
    return {"type": "Feature", "geometry": wound(point["shape"]), "properties": told}


def _names(placed: list[dict[str, Any]], limits: list[float]) -> list[Any]:
    """Return the name and the figure of each area, at its middle; on dark areas in white."""
    values = []
    for point in placed:
        x, y = middle(point["shape"])
        dark = point["y"] is not None and bisect.bisect_right(limits, point["y"]) >= _DARK
        ink = "#ffffff" if dark else "#000000"
        values.append({"x": x, "y": y, "name": point["series"], "text": point["text"], "ink": ink})
    ink = alt.Color("ink:N", scale=None, legend=None)
    base = alt.Chart(alt.Data(values=values)).encode(longitude="x:Q", latitude="y:Q", color=ink)
    return [base.mark_text(dy=-7).encode(text="name:N"), base.mark_text(dy=8, fontWeight="bold").encode(text="text:N")]
