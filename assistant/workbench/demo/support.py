"""Social support (Wmo): clients per provision on 31 December, and requests for help over the year."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.workbench.demo.chance import whole, wobble
from assistant.workbench.demo.places import MUNICIPALITY, YEARS, Area, Counts, World, roll_up
from assistant.workbench.demo.population import TOTAL, aged
from assistant.workbench.demo.table import Cell, Table
from assistant.workbench.demo.youth import NEED

PROVISIONS = ("huishoudelijke_hulp", "begeleiding", "hulpmiddelen", "verblijf")

#: From 2019 one low price for everyone made more people ask for help in the household.
_COURSE = (1.00, 0.99, 1.00, 1.01, 1.19, 1.27, 1.31, 1.34, 1.37, 1.39, 1.40)

#: The municipality that did not deliver its figures, and up to which year.
NOT_DELIVERED = ("GM9010", 2017)


def support(area: Area, year: int) -> Counts:
    """Return all clients, then the clients per provision: one client can have more than one provision."""
    old = aged(area, year, "65-79") + 3 * aged(area, year, "80plus")
    adults = aged(area, year, "18-24", "25-44", "45-64")
    need, course = NEED[area.income], _COURSE[year - YEARS[0]]
    expected = (old * 0.078 * need * course, adults * 0.011 * need * need, old * 0.071 * need, adults * 0.0016 * need)
    clients = [
        whole(value * wobble(0.08, "support", area.key, year, index), "support", area.key, year, index)
        for index, value in enumerate(expected)
    ]
    everyone = max(max(clients), whole(sum(clients) * 0.76, "support all", area.key, year))
    return (everyone, *clients)


def tables(world: World) -> Iterator[Table]:
    """Return the tables of clients and of requests."""
    yield Table("wmo.csv", ("regio_code", "jaar", "voorziening", "clienten"), _client_rows(world))
    yield Table("wmo_toegang.csv", ("gemeente_code", "jaar", "wmo_meldingen", "onderzoeken"), _request_rows(world))


def _clients(world: World, year: int) -> tuple[str, dict[str, Counts]]:
    """Return the code of who did not deliver this year, and the clients of every place without those."""
    absent, until = NOT_DELIVERED
    silent = absent if year <= until else ""
    figures = {a.key: support(a, year) if a.municipality != silent else (0,) * 5 for a in world.areas}
    return silent, roll_up(world, figures, year)


def _client_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    for year in YEARS:
        silent, rolled = _clients(world, year)
        for code, cells in rolled.items():
            for provision, number in zip((TOTAL, *PROVISIONS), cells, strict=True):
                yield code, year, provision, None if code == silent else number


def _request_rows(world: World) -> Iterator[tuple[Cell, ...]]:
    municipalities = {place.code for place in world.at(MUNICIPALITY)}
    for year in YEARS:
        silent, rolled = _clients(world, year)
        for code, (everyone, *_) in rolled.items():
            if code in municipalities and code != silent:
                asked = whole(everyone * 0.42 * wobble(0.1, "asked", code, year), "asked", code, year)
                yield code, year, asked, whole(asked * 0.78 * wobble(0.05, "looked into", code, year), code, year)
