"""Registered crimes per month, recalculated by the publisher to today's boundaries."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workbench.demo.chance import count
from assistant.workbench.demo.places import YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL, residents
from assistant.workbench.demo.table import Cell, Table

#: Per kind: crimes per 1,000 inhabitants a year in 2015, the factor reached in 2025, and how much places matter.
_KINDS: dict[str, tuple[float, float, float]] = {
    "woninginbraak": (3.6, 0.36, 0.3),
    "fietsendiefstal": (6.1, 0.62, 1.0),
    "winkeldiefstal": (2.3, 1.24, 1.4),
    "autokraak": (5.4, 0.45, 0.6),
    "geweld": (5.2, 0.88, 1.0),
    "vernieling": (7.0, 0.66, 0.6),
    "online_oplichting": (1.4, 3.10, 0.0),
    "overig": (16.5, 0.93, 0.7),
}
KINDS = tuple(_KINDS)
_SEASON = (0.98, 0.92, 0.97, 0.98, 1.04, 1.05, 1.03, 1.00, 1.03, 1.05, 0.98, 0.97)


def crimes(area: Area, year: int, month: int) -> Counts:
    """Return the crimes of one month by kind."""
    people = residents(area, year) / 12_000.0
    passed = (year - YEARS[0] + (month - 1) / 12.0) / 10.0
    lockdown = 0.82 if (year, month) in ((2020, 4), (2020, 5), (2021, 1), (2021, 2), (2021, 3)) else 1.0
    return tuple(
        count(
            people * rate * (1.0 + passed * (end - 1.0)) * (1.0 + spread * (area.crime - 1.0))
            * _SEASON[month - 1] * lockdown,
            "crime", area.key, year, month, kind,
        )
        for kind, (rate, end, spread) in _KINDS.items()
    )  # fmt: skip


def tables(world: World) -> Iterator[Table]:
    """Return the table of crimes."""
    yield Table("misdrijven.csv", ("regio_code", "maand", "soort", "misdrijven"), _rows(world))


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        for month in range(1, 13):
            figures = {area.key: crimes(area, year, month) for area in world.areas}
            for code, cells in roll_up(world, figures, year, today=True, province=False).items():
                yield code, f"{year}{month:02d}", TOTAL, sum(cells)
                for kind, number in zip(KINDS, cells, strict=True):
                    yield code, f"{year}{month:02d}", kind, number
