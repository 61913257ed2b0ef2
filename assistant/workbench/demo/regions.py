"""The table of regions: every place, its level and what it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workbench.demo.places import MUNICIPALITY, Place, World
from assistant.workbench.demo.population import residents
from assistant.workbench.demo.table import Cell, Table

_COLUMNS = (
    "regio_code",
    "naam",
    "niveau",
    "provincie_code",
    "gemeente_code",
    "wijk_code",
    "grootteklasse",
    "ontstaan_op",
    "opgeheven_op",
)
_CLASSES = ((100_000, "100k+"), (50_000, "50k-100k"), (25_000, "25k-50k"), (0, "tot 25k"))


def tables(world: World) -> Iterator[Table]:
    """Return the table of regions."""
    yield Table("regio.csv", _COLUMNS, [_row(world, place) for place in world.places])


def _row(world: World, place: Place) -> tuple[Cell, ...]:
    return (
        place.code,
        place.name,
        place.level,
        place.province,
        place.municipality or None,
        place.district or None,
        _size_class(world, place),
        f"{place.since}-01-01" if place.since else None,
        f"{place.until}-01-01" if place.until else None,
    )


def _size_class(world: World, place: Place) -> str | None:
    """Only a municipality has a size class; it is the one of its last year."""
    if place.level != MUNICIPALITY:
        return None
    year = place.until - 1 if place.until else 2025
    size = sum(residents(area, year) for area in world.areas if area.municipality_in(year) == place.code)
    return next(name for least, name in _CLASSES if size >= least)
