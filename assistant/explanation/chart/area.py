"""What must be known of a shape to draw it: its middle, whether it lies in degrees, which way round its edge runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Ring = list[list[float]]
#: Beyond these, coordinates are metres of a national grid and no degrees.
_DEGREES = 180


def middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """Return the centre of mass of the edge of the largest part of an area."""
    ring = max((part[0] for part in _parts(geometry)), key=lambda one: abs(_twice_area(one)))
    if not (twice := _twice_area(ring)):
        return (ring[0][0], ring[0][1])
    x, y = (
        sum((one[at] + two[at]) * (one[0] * two[1] - two[0] * one[1]) for one, two in _edges(ring)) / (3 * twice)
        for at in (0, 1)
    )
    return (x, y)


def in_degrees(geometry: dict[str, Any]) -> bool:
    """Whether the coordinates can be longitude and latitude."""
    return all(abs(value) <= _DEGREES for part in _parts(geometry) for point in part[0] for value in point[:2])


def wound(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return the area with its outer edges clockwise and its holes the other way, as the drawing library takes them.

    RFC 7946 asks for the opposite, and many files follow neither: drawn as it comes, an area could be all the world
    but itself.
    """
    parts = [[_turned(ring, clockwise=not at) for at, ring in enumerate(part)] for part in _parts(geometry)]
    return {"type": "MultiPolygon", "coordinates": parts}


def _parts(geometry: dict[str, Any]) -> list[list[Ring]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def _turned(ring: Ring, *, clockwise: bool) -> Ring:
    return ring if (_twice_area(ring) < 0) is clockwise else ring[::-1]


def _twice_area(ring: Ring) -> float:
    """Return twice the area (the shoelace formula), below zero where the ring runs clockwise."""
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in _edges(ring))


def _edges(ring: Ring) -> Iterator[tuple[list[float], list[float]]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
