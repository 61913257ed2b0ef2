"""Charts: the form that fits the plan, as one Vega-Lite specification for screen and exports.

altair and vl-convert load only when a chart is really made, so that the command line starts without them.
"""

from __future__ import annotations

from typing import Any

from assistant.explanation.chart.drawing import png, svg
from assistant.explanation.chart.form import Form, form_of
from assistant.explanation.chart.narrow import narrow
from assistant.explanation.chart.points import points
from assistant.explanation.chart.title import alt_text, title
from assistant.explanation.shown import Shown

__all__ = ["alt_text", "form_of", "narrow", "png", "svg", "vega_lite"]


def vega_lite(shown: Shown) -> dict[str, Any] | None:
    """Return the chart of an answer as Vega-Lite, or None where a figure or table says it better."""
    form = form_of(shown)
    if form is Form.NONE:
        return None
    from assistant.explanation.chart import beside, marks, shaded

    makers = {
        Form.LINE: marks.lines,
        Form.SLOPE: marks.slopes,
        Form.BAR: beside.bars,
        Form.DOT: beside.dots,
        Form.STACKED: beside.stacked,
        Form.MAP: shaded.areas,
    }
    return {**makers[form](shown, points(shown)), "title": title(shown)}
