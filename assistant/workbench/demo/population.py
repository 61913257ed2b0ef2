"""People: inhabitants by age and sex (a stock on 1 January), and how their number changed (flows over the year)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.workbench.demo.chance import split, unit, whole, wobble
from assistant.workbench.demo.places import MUNICIPALITY, YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.table import Cell, Table

AGES = ("0-3", "4-11", "12-17", "18-24", "25-44", "45-64", "65-79", "80plus")
SEXES = ("man", "vrouw")
TOTAL = "totaal"

#: Per cent of the inhabitants by age in 2015, and how many points that changes in ten years.
_PROFILES: dict[str, tuple[float, ...]] = {
    "mixed": (4.4, 9.2, 7.0, 8.6, 26.3, 27.5, 12.4, 4.6),
    "family": (6.1, 13.4, 8.9, 6.2, 29.6, 24.4, 8.9, 2.5),
    "student": (2.3, 3.1, 2.2, 24.8, 40.5, 17.6, 7.2, 2.3),
    "aged": (3.2, 7.0, 6.2, 6.0, 20.1, 29.9, 19.4, 8.2),
    "rural": (3.9, 8.9, 7.6, 7.4, 21.8, 30.9, 15.1, 4.4),
}
_SHIFT = (-0.3, -0.8, -0.4, -0.2, 0.3, -1.9, 2.2, 1.1)
_WOMEN = (48.8, 48.8, 48.9, 49.7, 49.6, 50.2, 51.4, 61.5)


@cache
def residents(area: Area, year: int) -> int:
    """Return the inhabitants of an area on 1 January of ``year``."""
    grown = area.inhabitants * (1.0 + area.growth / 100.0 * (year - YEARS[0]))
    return whole(grown * wobble(0.006, "residents", area.key, year), "residents", area.key, year)


@cache
def by_age_and_sex(area: Area, year: int) -> Counts:
    """Return the inhabitants by age and sex: man and woman of the youngest first."""
    drift = (year - YEARS[0]) / 10.0
    shares = [
        max(0.2, base + drift * shift) * wobble(0.12, "ages", area.key, age)
        for base, shift, age in zip(_PROFILES[area.ages], _SHIFT, AGES, strict=True)
    ]
    cells: list[int] = []
    for age, number, women in zip(AGES, split(residents(area, year), shares), _WOMEN, strict=True):
        share = women * wobble(0.03, "sex", area.key, age)
        cells += split(number, (100.0 - share, share))
    return tuple(cells)


def aged(area: Area, year: int, *ages: str) -> int:
    """Return the inhabitants in the named age groups."""
    cells = by_age_and_sex(area, year)
    return sum(sum(cells[2 * AGES.index(age) : 2 * AGES.index(age) + 2]) for age in ages)


def tables(world: World) -> Iterator[Table]:
    """Return the tables of inhabitants and of births, deaths and moves."""
    columns = ("regio_code", "jaar", "leeftijd", "geslacht", "inwoners", "waarvan_0_17", "waarvan_65plus")
    yield Table("bevolking.csv", columns, _inhabitants(world))
    flows = ("gemeente_code", "jaar", "geboren", "overleden", "gevestigd", "vertrokken")
    yield Table("bevolkingsloop.csv", flows, _changes(world))


def _inhabitants(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures = {area.key: by_age_and_sex(area, year) for area in world.areas}
        for code, cells in roll_up(world, figures, year).items():
            for age in (TOTAL, *AGES):
                for sex in (TOTAL, *SEXES):
                    yield (code, year, age, sex, *_cell(cells, age, sex))


def _cell(cells: Counts, age: str, sex: str) -> Counts:
    def add(ages: tuple[str, ...]) -> int:
        chosen = [one for one in ages if age in (TOTAL, one)]
        return sum(cells[2 * AGES.index(a) + i] for a in chosen for i, s in enumerate(SEXES) if sex in (TOTAL, s))

    return add(AGES), add(AGES[:3]), add(AGES[6:])


@cache
def changes(area: Area, year: int) -> Counts:
    """Return births, deaths, arrivals and departures; together they give the next stock exactly."""
    now = residents(area, year)
    born = whole(aged(area, year, "25-44") * 0.036 * wobble(0.1, "born", area.key, year), "born", area.key, year)
    rate = aged(area, year, "65-79") * 0.016 + aged(area, year, "80plus") * 0.095
    peak = 1.12 if year in (2020, 2021, 2022) else 1.0
    died = min(now, whole(rate * peak * wobble(0.1, "died", area.key, year), "died", area.key, year))
    left = whole(now * (0.045 + 0.02 * unit("left", area.key)) * wobble(0.08, "left", area.key, year), area.key, year)
    came = residents(area, year + 1) - now - born + died + left
    return (born, died, came, left) if came >= 0 else (born, died, 0, left - came)


def _changes(world: World) -> Iterator[tuple[Cell, ...]]:
    municipalities = {place.code for place in world.at(MUNICIPALITY)}
    for year in YEARS:
        figures = {area.key: changes(area, year) for area in world.areas}
        for code, cells in roll_up(world, figures, year).items():
            if code in municipalities:
                yield (code, year, *cells)
