"""Charts: the form that fits the plan, as one Vega-Lite specification for screen and exports.

altair and vl-convert load only when a chart is really made, so that the command line starts without them.
"""

from __future__ import annotations

from typing import Any

from assistant.explanation.chart.drawing import png, svg
from assistant.explanation.chart.form import Form, form_of
from assistant.explanation.chart.points import points
from assistant.explanation.chart.title import alt_text, title
from assistant.explanation.shown import Shown

__all__ = ["alt_text", "form_of", "png", "svg", "vega_lite"]


def vega_lite(shown: Shown, *, provisional: frozenset[str] = frozenset()) -> dict[str, Any] | None:
    """Return the chart of an answer as Vega-Lite, or None where a figure or table says it better.

    ``provisional`` names the periods (``2024``) whose points are drawn hollow.
    """
    form = form_of(shown)
    if form is Form.NONE:
        return None
    from assistant.explanation.chart.marks import bars, lines

    drawn = points(shown, provisional)
    chart = lines(shown, drawn) if form is Form.LINE else bars(shown, drawn)
    return {**chart, "title": title(shown)}
