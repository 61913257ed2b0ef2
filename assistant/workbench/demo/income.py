"""Social assistance (a stock with its inflow and outflow) and households on a low income."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.workbench.demo.chance import split, whole, wobble
from assistant.workbench.demo.households import households
from assistant.workbench.demo.places import NEIGHBOURHOOD, YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL
from assistant.workbench.demo.table import LATER, SECRET, Cell, Table, fixed

BENEFIT_AGES = ("18-26", "27-44", "45plus")
INCOME_YEARS = range(2015, 2025)

#: Benefits per household by income profile, and their course over the years (2014 closes the first inflow).
_BENEFITS = {"low": 0.115, "middle": 0.041, "high": 0.011}
_COURSE = (0.97, 1.00, 1.03, 1.02, 0.97, 0.93, 0.98, 0.96, 0.90, 0.88, 0.89, 0.91)
_LOW = {"low": 0.142, "middle": 0.063, "high": 0.026}
_MEDIAN = {"low": 25_400, "middle": 32_600, "high": 44_900}


@cache
def benefits(area: Area, year: int) -> Counts:
    """Return the benefits running on 31 December by age of the receiver."""
    number = sum(households(area, max(year, YEARS[0]))) * _BENEFITS[area.income] * _COURSE[year - 2014]
    total = whole(number * wobble(0.05, "benefits", area.key, year), "benefits", area.key, year)
    return tuple(split(total, [w * wobble(0.1, "benefit age", area.key, i) for i, w in enumerate((9.0, 38.0, 53.0))]))


def flows(area: Area, year: int) -> Counts:
    """Return per age the stock, the inflow and the outflow: stock before + inflow - outflow = stock."""
    cells: list[int] = []
    for index, (before, now) in enumerate(zip(benefits(area, year - 1), benefits(area, year), strict=True)):
        out = min(before, whole(before * 0.27 * wobble(0.2, "out", area.key, year, index), area.key, year, index))
        new = now - before + out
        cells += [now, new, out] if new >= 0 else [now, 0, out - new]
    return tuple(cells)


def tables(world: World) -> Iterator[Table]:
    """Return the tables of social assistance and of low incomes."""
    benefit_columns = ("regio_code", "jaar", "leeftijd", "uitkeringen", "instroom", "uitstroom")
    yield Table("bijstand.csv", benefit_columns, _benefit_rows(world))
    columns = ("regio_code", "jaar", "huishoudens", "laag_inkomen", "langdurig_laag", "kinderen_aandeel", "mediaan")
    yield Table("laag_inkomen.csv", columns, _income_rows(world))


def _benefit_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures = {area.key: flows(area, year) for area in world.areas}
        for code, cells in roll_up(world, figures, year).items():
            yield code, year, TOTAL, sum(cells[0::3]), sum(cells[1::3]), sum(cells[2::3])
            for index, age in enumerate(BENEFIT_AGES):
                yield code, year, age, *cells[3 * index : 3 * index + 3]


def low_income(area: Area, year: int) -> Counts:
    """Return households with a known income, those on a low income, and those four years or longer."""
    known = round(sum(households(area, year)) * (0.88 if area.ages == "student" else 0.97))
    share = _LOW[area.income] * (1.0 - 0.028 * (year - YEARS[0])) * wobble(0.09, "low", area.key, year)
    low = min(known, whole(known * share, "low", area.key, year))
    return known, low, min(low, whole(low * 0.41 * wobble(0.12, "long", area.key, year), "long", area.key, year))


def _income_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    neighbourhoods = {place.code: place.district for place in world.at(NEIGHBOURHOOD)}
    for year in INCOME_YEARS:
        counts = {area.key: low_income(area, year) for area in world.areas}
        # The median of a place is not a sum; here it is made from incomes weighted by households.
        weighted = {a.key: (counts[a.key][0], round(counts[a.key][0] * _median(a, year))) for a in world.areas}
        medians = roll_up(world, weighted, year)
        rolled = roll_up(world, counts, year)
        secret = _secret(rolled, neighbourhoods)
        for code, (known, low, long) in rolled.items():
            if code in secret:
                yield code, year, SECRET, SECRET, SECRET, SECRET, SECRET
                continue
            children = fixed(100.0 * low / known * wobble(0.15, "children", code, year), 1)
            late = code in neighbourhoods and year == INCOME_YEARS[-1]
            median = round(medians[code][1] / medians[code][0] / 100.0) * 100
            yield code, year, known, low, LATER if late else long, children, median


def _secret(rolled: dict[str, Counts], neighbourhoods: dict[str, str]) -> set[str]:
    """Hide neighbourhoods under 100 households, and beside a single one the next smallest, or it can be worked out."""
    hidden = {code for code in neighbourhoods if rolled[code][0] < 100}
    for district in dict.fromkeys(neighbourhoods.values()):
        inside = sorted((rolled[c][0], c) for c, d in neighbourhoods.items() if d == district)
        if sum(code in hidden for _, code in inside) == 1:
            hidden.add(inside[1][1])
    return hidden


def _median(area: Area, year: int) -> float:
    return _MEDIAN[area.income] * (1.0 + 0.031 * (year - YEARS[0])) * wobble(0.06, "median", area.key)
