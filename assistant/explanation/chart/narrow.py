"""The same chart for a telephone: the marks drawn narrow, because shrunk nobody can read them."""

from __future__ import annotations

from typing import Any

#: Widths in pixels: of the marks beside their axis labels, and of a map, which has none.
_MARKS, _MAP = 210, 290
_TALL = 0.75


def narrow(spec: dict[str, Any]) -> Any:
    """Return a chart without its title, which stands above it anyhow.

    The areas of a map have no room for their names: the table has them. Names of a legend stand under each other.
    """
    small = {key: value for key, value in spec.items() if key != "title"} | {"width": _MARKS}
    if not any(_kind(layer) == "geoshape" for layer in spec.get("layer", ())):
        return _legends(small, {"columns": 1})
    layers = [layer for layer in spec["layer"] if _kind(layer) != "text"]
    size = {"width": _MAP, "height": round(_MAP * _TALL)}
    return _legends(small | size | {"layer": layers}, {"gradientLength": _MAP - 40})


def _kind(layer: dict[str, Any]) -> str:
    mark = layer.get("mark")
    return str(mark["type"] if isinstance(mark, dict) else mark)


def _legends(part: Any, changes: dict[str, Any]) -> Any:
    """Return a part of the specification with the legends in it changed."""
    if isinstance(part, list):
        return [_legends(one, changes) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {key: _legends(value, changes) for key, value in part.items()}
    if isinstance(changed.get("legend"), dict):
        changed["legend"] |= changes
    return changed
