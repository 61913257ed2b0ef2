"""Youth care, as published: rounded to fives, small numbers secret."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workbench.demo.chance import whole, wobble
from assistant.workbench.demo.places import YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL, aged
from assistant.workbench.demo.table import SECRET, Cell, Table

YOUTH_AGES = ("0-11", "12-17", "18-22")
NEED = {"low": 1.45, "middle": 1.0, "high": 0.72}

_RATE = (0.083, 0.128, 0.022)
#: Since 2022 the municipality where a child lived before pays; it counts the child too.
_COURSE = (1.00, 1.02, 1.05, 1.08, 1.10, 1.07, 1.13, 1.21, 1.24, 1.26, 1.25)


def youth(area: Area, year: int) -> Counts:
    """Return per age group the young people and those in youth care; then protection and probation."""
    people = (
        aged(area, year, "0-3", "4-11"),
        aged(area, year, "12-17"),
        round(aged(area, year, "18-24") * 5 / 7),
    )
    need = NEED[area.income]
    cells: list[int] = []
    for index, (number, rate) in enumerate(zip(people, _RATE, strict=True)):
        factor = need * _COURSE[year - YEARS[0]] * wobble(0.12, "youth", area.key, year, index)
        cells += [number, min(number, whole(number * rate * factor, "youth", area.key, year, index))]
    protected = whole((people[0] + people[1]) * 0.0115 * need, "protected", area.key, year)
    probation = whole((people[1] + people[2]) * 0.0052 * need, "probation", area.key, year)
    return (*cells, protected, probation)


def published(number: int) -> int:
    """Round to a multiple of five; what would be 0 to 7 is secret."""
    return SECRET if number < 8 else 5 * ((number + 2) // 5)


def tables(world: World) -> Iterator[Table]:
    """Return the table of youth care."""
    columns = ("regio_code", "jaar", "leeftijd", "jongeren", "jeugdhulp", "jeugdbescherming", "jeugdreclassering")
    yield Table("jeugdhulp.csv", columns, _rows(world))


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        figures = {area.key: youth(area, year) for area in world.areas}
        for code, cells in roll_up(world, figures, year).items():
            people, helped = cells[0:6:2], cells[1:6:2]
            # Protection and probation are published for all ages together only.
            last = (published(cells[6]), published(cells[7]))
            yield (code, year, TOTAL, sum(people), published(sum(helped)), *last)
            for age, number, with_help in zip(YOUTH_AGES, people, helped, strict=True):
                yield code, year, age, number, published(with_help), None, None
