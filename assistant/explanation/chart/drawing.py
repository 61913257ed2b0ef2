"""Drawing on our side, without a browser: Vega-Lite to SVG and PNG by vl-convert, with no outside request."""

from __future__ import annotations

from typing import Any


def svg(spec: dict[str, Any]) -> str:
    """Return the chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def png(spec: dict[str, Any], scale: float = 2) -> bytes:
    """Return the chart as PNG, twice the size of the screen unless told otherwise."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
