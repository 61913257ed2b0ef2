"""What all charts share: colours, sizes, axes and the reader's notation."""

from __future__ import annotations

from typing import Any

import altair

from assistant.explanation.shown import Shown

# Half of what is called here has no types in altair; the specification is checked when it is drawn.
alt: Any = altair

#: Okabe and Ito's colours, which people with any kind of colour blindness can tell apart, dark ones first.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#999999"]
#: Letters on a colour of the palette: white on the dark ones, black on the light ones.
ON_PALETTE = ["#ffffff", "#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff", "#000000"]
WIDTH, LINE_HEIGHT, BAR = 560, 260, 24
#: The widest name beside a mark or in a legend.
NAMES = 260
#: Room at both sides for each letter of the longest name: a reader's letters are up to a sixth wider than those that
#: the chart was measured with, and what does not fit would be cut off.
_ROOM, _PADDING = 1.1, 5
_LOCALE = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}


def finished(chart: Any, shown: Shown) -> dict[str, Any]:
    """Return the specification, on white also where the page around it is dark."""
    styled = chart.configure_view(stroke=None).configure_axis(
        gridColor="#e3e3e3", domainColor="#888888", labelFontSize=12
    )
    styled = styled.configure_text(fontSize=12).configure_title(
        fontSize=14, subtitleFontSize=11, subtitleColor="#555555"
    )
    # The tests hold every form against Vega-Lite's schema; doing so for each answer takes half the time of making it.
    spec: dict[str, Any] = styled.to_dict(validate=False)
    spec["background"] = "white"
    spec["config"]["locale"] = {"number": _LOCALE[shown.language]}
    spec["config"]["font"] = "sans-serif"
    room = _PADDING + round(_ROOM * max((len(text) for text in _names(shown)), default=0))
    spec["padding"] = {"left": room, "right": room, "top": _PADDING, "bottom": _PADDING}
    return spec


def legend(names: list[str], orient: str, **more: Any) -> Any:
    """Return the legend of these names, with room between them for a reader's wider letters."""
    room = 12 + round(_ROOM * max(map(len, names), default=0))
    return alt.Legend(title=None, orient=orient, columnPadding=room, labelLimit=NAMES, **more)


def _names(shown: Shown) -> list[str]:
    """Return the names of members and periods that stand beside the marks."""
    columns = (*shown.dimensions, *(() if shown.time is None else (shown.time,)))
    return [shown.label(row, column) for column in columns for row in range(len(shown.rows))]
