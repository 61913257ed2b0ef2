"""Drawing on our side, without a browser: Vega-Lite to SVG and PNG by vl-convert, with no outside request."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

#: Drawings that are kept: a page that is opened again, and the cards of a conversation that is, ask for the same.
_MOST = 256


def svg(spec: dict[str, Any]) -> str:
    """Return the chart as SVG."""
    return _svg(json.dumps(spec, ensure_ascii=False))


@lru_cache(maxsize=_MOST)
def _svg(spec: str) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def png(spec: dict[str, Any], scale: float = 2) -> bytes:
    """Return the chart as PNG, twice the size of the screen unless told otherwise."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[]))
