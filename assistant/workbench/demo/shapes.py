"""The shapes of the fictional places, for maps: a grid with its corners moved a little, in degrees on an empty sea."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.workbench.demo.chance import wobble
from assistant.workbench.demo.places import DISTRICT, MUNICIPALITY, Place, World

FILE = "regio.geojson"
#: West, south, east and north of the province, in degrees: nowhere near the Netherlands, so that nobody looks it up.
_WEST, _SOUTH, _EAST, _NORTH = -20.0, 52.0, -18.8, 52.55
_COLUMNS = 4
#: How far a corner may move, as a part of the size of a cell.
_MOVED = 0.5
_DECIMALS = 5
Point = tuple[float, float]
#: South-west, south-east, north-east, north-west.
Corners = tuple[Point, Point, Point, Point]


def write(world: World, folder: Path) -> None:
    """Write the municipalities of today and the districts inside them as GeoJSON (RFC 7946)."""
    province: Corners = ((_WEST, _SOUTH), (_EAST, _SOUTH), (_EAST, _NORTH), (_WEST, _NORTH))
    features = []
    for place, corners in _divided([one for one in world.at(MUNICIPALITY) if one.until is None], province):
        features.append(_feature(place, corners))
        inside = [one for one in world.at(DISTRICT) if one.municipality == place.code]
        features += [_feature(district, edge) for district, edge in _divided(inside, corners)]
    told = {"type": "FeatureCollection", "features": features}
    (folder / FILE).write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _divided(places: Sequence[Place], corners: Corners) -> Iterator[tuple[Place, Corners]]:
    """Yield each place with its part of the area between ``corners``, row by row; the last row may be wider."""
    rows = math.ceil(len(places) / _COLUMNS)
    for at, place in enumerate(places):
        row, column = divmod(at, _COLUMNS)
        wide = min(_COLUMNS, len(places) - row * _COLUMNS)

        def corner(right: int, up: int, *, row: int = row, column: int = column, wide: int = wide) -> Point:
            return _inside(corners, column + right, wide, row + up, rows)

        yield place, (corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1))


def _inside(corners: Corners, column: int, columns: int, row: int, rows: int) -> Point:
    """Return a corner of the grid; those within the area are moved, the same way for every place that meets there."""
    right, up = column / columns, row / rows
    if 0 < column < columns:
        right += (wobble(_MOVED, "right", corners[0], column, row) - 1) / columns
    if 0 < row < rows and 0 < column < columns:
        up += (wobble(_MOVED, "up", corners[0], column, row) - 1) / rows
    weights = ((1 - right) * (1 - up), right * (1 - up), right * up, (1 - right) * up)
    x, y = (sum(weight * one[at] for weight, one in zip(weights, corners, strict=True)) for at in (0, 1))
    return (round(x, _DECIMALS), round(y, _DECIMALS))


def _feature(place: Place, corners: Corners) -> dict[str, object]:
    ring = [list(point) for point in (*corners, corners[0])]
    properties = {"regio_code": place.code, "naam": place.name}
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
