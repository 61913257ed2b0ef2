"""Dwellings (a stock with building and demolition) and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.workbench.demo.chance import split, whole, wobble
from assistant.workbench.demo.households import households
from assistant.workbench.demo.places import YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL
from assistant.workbench.demo.table import SECRET, Cell, Table

TENURES = ("koop", "corporatie", "overige_huur")

_TENURE = {"low": (27.0, 54.0, 19.0), "middle": (57.0, 27.0, 16.0), "high": (79.0, 9.0, 12.0)}
#: Worth in euro in 2015 (price level of a year before) and its course.
_WORTH = {"low": 148_000, "middle": 212_000, "high": 338_000}
_COURSE = (1.00, 1.01, 1.03, 1.08, 1.16, 1.25, 1.34, 1.45, 1.70, 1.73, 1.82)


@cache
def stock(area: Area, year: int) -> Counts:
    """Return the dwellings on 1 January by tenure."""
    if year == YEARS[0]:
        return tuple(split(round(sum(households(area, year)) * 1.018), _TENURE[area.income]))
    built, gone = building(area, year - 1)
    return tuple(a + b - c for a, b, c in zip(stock(area, year - 1), built, gone, strict=True))


@cache
def building(area: Area, year: int) -> tuple[Counts, Counts]:
    """Return new and demolished dwellings during ``year`` by tenure."""
    dwellings = stock(area, year)
    growth = max(0.0006, area.growth / 100.0 + 0.0035) * wobble(0.7, "building", area.key, year)
    built = whole(sum(dwellings) * growth, "built", area.key, year)
    gone = whole(sum(dwellings) * 0.0007 * wobble(0.9, "gone", area.key, year), "gone", area.key, year)
    mix = [share * wobble(0.4, "mix", area.key, year, i) for i, share in enumerate((62.0, 24.0, 14.0))]
    losses = [min(have, lost) for have, lost in zip(dwellings, split(gone, (10.0, 80.0, 10.0)), strict=True)]
    return tuple(split(built, mix)), tuple(losses)


@cache
def worth(area: Area, year: int) -> int:
    """Return the mean worth of a dwelling in thousands of euro."""
    level = _WORTH[area.income] * wobble(0.18, "worth", area.key) * (1.25 if area.ages == "rural" else 1.0)
    return round(level * _COURSE[year - YEARS[0]] * wobble(0.015, "worth", area.key, year) / 1000.0)


def tables(world: World) -> Iterator[Table]:
    """Return the tables of dwellings and of their worth."""
    columns = ("regio_code", "jaar", "eigendom", "woningen", "waarvan_corporatie", "nieuwbouw", "sloop")
    yield Table("woningen.csv", columns, _stock_rows(world))
    yield Table("woningwaarde.csv", ("regio_code", "jaar", "woz_objecten", "woz_waarde", "verkopen", "verkoopprijs"),
                _worth_rows(world))  # fmt: skip


def _stock_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures: dict[str, Counts] = {}
        for area in world.areas:
            built, gone = building(area, year)
            figures[area.key] = (*stock(area, year), *built, *gone)
        for code, cells in roll_up(world, figures, year).items():
            dwellings, built, gone = cells[0:3], cells[3:6], cells[6:9]
            yield code, year, TOTAL, sum(dwellings), dwellings[1], sum(built), sum(gone)
            for i, tenure in enumerate(TENURES):
                yield code, year, tenure, dwellings[i], dwellings[1] if i == 1 else 0, built[i], gone[i]


def _worth_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures: dict[str, Counts] = {}
        for area in world.areas:
            objects = sum(stock(area, year))
            sales = whole(stock(area, year)[0] * 0.041 * wobble(0.3, "sales", area.key, year), area.key, year)
            price = worth(area, year) * 1.09 * wobble(0.05, "price", area.key, year)
            figures[area.key] = (objects, objects * worth(area, year), sales, round(sales * price * 1000))
        for code, (objects, value, sales, turnover) in roll_up(world, figures, year).items():
            mean = SECRET if objects < 20 else round(value / objects)
            # A mean of fewer than five sales says nothing and could betray a single price.
            price_cell = None if sales < 5 else round(turnover / sales / 100.0) * 100
            yield code, year, objects, mean, sales, price_cell
