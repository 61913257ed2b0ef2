"""Budget and annual accounts of every municipality, by policy field, in thousands of euro."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workbench.demo.chance import wobble
from assistant.workbench.demo.places import MUNICIPALITY, YEARS, World, roll_up
from assistant.workbench.demo.population import residents
from assistant.workbench.demo.table import Cell, Table, fixed

#: Per policy field: programme, expenses and income per inhabitant in 2015, growth a year, overrun in the accounts.
_FIELDS: dict[str, tuple[str, float, float, float, float]] = {
    "0.1": ("bestuur", 48, 1, 0.024, 1.00),
    "0.4": ("bestuur", 285, 9, 0.031, 1.02),
    "0.7": ("bestuur", 0, 1390, 0.035, 1.00),
    "1.2": ("leefomgeving", 96, 3, 0.033, 0.99),
    "2.1": ("leefomgeving", 118, 14, 0.021, 0.96),
    "3.1": ("economie", 27, 8, 0.012, 0.90),
    "4.2": ("samenleving", 74, 5, 0.018, 0.95),
    "5.2": ("samenleving", 61, 13, 0.022, 1.01),
    "5.6": ("samenleving", 38, 2, 0.019, 0.98),
    "5.7": ("leefomgeving", 69, 4, 0.027, 1.03),
    "6.1": ("samenleving", 104, 11, 0.041, 0.97),
    "6.3": ("zorg", 412, 318, 0.014, 1.01),
    "6.71": ("zorg", 236, 12, 0.048, 1.04),
    "6.72": ("zorg", 248, 3, 0.062, 1.11),
    "7.2": ("leefomgeving", 77, 82, 0.024, 0.98),
    "7.3": ("leefomgeving", 81, 96, 0.029, 1.02),
    "8.3": ("economie", 92, 71, 0.026, 0.88),
}
TASKS = tuple(_FIELDS)
SIDES = ("lasten", "baten")


def amount(code: str, year: int, task: str, side: str, people: int) -> tuple[float, float]:
    """Return the budgeted and the realised amount in euro."""
    _, expenses, income, growth, overrun = _FIELDS[task]
    per_head = (expenses if side == "lasten" else income) * wobble(0.12, "level", code, task, side)
    budget = people * per_head * _grown(growth, year) * wobble(0.02, "budget", code, task, side, year)
    drift = overrun if side == "lasten" else 1.0
    return budget, budget * drift * wobble(0.045, "accounts", code, task, side, year)


def _grown(rate: float, year: int) -> float:
    factor = 1.0
    for _ in range(year - YEARS[0]):
        factor *= 1.0 + rate
    return factor


def tables(world: World) -> Iterator[Table]:
    """Return the table of budgets and accounts, as a Dutch finance system exports it."""
    columns = ("gemeente_code", "jaar", "programma", "taakveld", "soort", "lasten_baten", "bedrag")
    yield Table("begroting.csv", columns, _rows(world), delimiter=";", comma=True)


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    names = {place.code for place in world.at(MUNICIPALITY)}
    for year in YEARS:
        people = roll_up(world, {area.key: (residents(area, year),) for area in world.areas}, year)
        for code, (number,) in people.items():
            if code not in names:
                continue
            for task, (programme, *_) in _FIELDS.items():
                for side in SIDES:
                    for kind, euro in zip(("begroot", "gerealiseerd"), amount(code, year, task, side, number),
                                          strict=True):  # fmt: skip
                        yield code, year, programme, task, kind, side, fixed(euro / 1000.0, 1)
