"""Households on 1 January, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.workbench.demo.chance import split, wobble
from assistant.workbench.demo.places import YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL, residents
from assistant.workbench.demo.table import Cell, Table

KINDS = ("eenpersoons", "paar_zonder_kinderen", "paar_met_kinderen", "eenouder", "overig")

#: Persons per household, and per cent of the households by kind.
_PROFILES: dict[str, tuple[float, tuple[float, ...]]] = {
    "mixed": (2.10, (39.0, 27.0, 25.0, 8.0, 1.0)),
    "family": (2.58, (22.0, 27.0, 42.0, 8.0, 1.0)),
    "student": (1.62, (61.0, 23.0, 9.0, 4.5, 2.5)),
    "aged": (1.98, (38.0, 36.0, 19.0, 6.0, 1.0)),
    "rural": (2.36, (27.0, 33.0, 33.0, 6.0, 1.0)),
}


@cache
def households(area: Area, year: int) -> Counts:
    """Return the households of an area by kind; people live in ever smaller households."""
    size, shares = _PROFILES[area.ages]
    size -= 0.006 * (year - YEARS[0])
    number = max(1, round(residents(area, year) / (size * wobble(0.04, "household", area.key))))
    return tuple(split(number, [share * wobble(0.08, "kind", area.key, i) for i, share in enumerate(shares)]))


def tables(world: World) -> Iterator[Table]:
    """Return the table of households."""
    yield Table("huishoudens.csv", ("regio_code", "jaar", "soort", "huishoudens", "waarvan_eenpersoons"), _rows(world))


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures = {area.key: households(area, year) for area in world.areas}
        for code, cells in roll_up(world, figures, year).items():
            yield code, year, TOTAL, sum(cells), cells[0]
            for kind, number in zip(KINDS, cells, strict=True):
                yield code, year, kind, number, number if kind == KINDS[0] else 0
