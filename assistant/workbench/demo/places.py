"""The places of the fictional world, and how figures of the smallest areas add up to all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: The years that the demo covers; a stock on 1 January 2026 closes the last of them.
YEARS = range(2015, 2026)

PROVINCE, MUNICIPALITY, DISTRICT, NEIGHBOURHOOD = "provincie", "gemeente", "wijk", "buurt"


@dataclass(frozen=True, slots=True)
class Place:
    """One region of any level, with the codes of what it lies in (itself included)."""

    code: str
    name: str
    level: str
    province: str
    municipality: str = ""
    district: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """The smallest piece that figures are made for: a neighbourhood, or a part of a neighbouring municipality.

    Boundaries change, areas do not: every other figure is a sum over areas, so mergers lose nothing.
    """

    key: str
    inhabitants: int
    growth: float
    ages: str
    income: str
    crime: float
    municipality: str
    district: str = ""
    neighbourhood: str = ""
    former: str = ""
    until: int = 0

    def municipality_in(self, year: int) -> str:
        """Return the code of the municipality that this area belonged to in ``year``."""
        return self.former if self.former and year < self.until else self.municipality


@dataclass(frozen=True, slots=True)
class World:
    """All places in their natural order, and all areas."""

    places: tuple[Place, ...]
    areas: tuple[Area, ...]

    def at(self, level: str) -> tuple[Place, ...]:
        """Return the places of one level."""
        return tuple(place for place in self.places if place.level == level)


Counts = tuple[int, ...]


def roll_up(
    world: World, figures: Mapping[str, Counts], year: int, *, today: bool = False, province: bool = True
) -> dict[str, Counts]:
    """Add the figures of areas up to every place, by the boundaries of ``year`` or (``today``) of the last year."""
    sums: dict[str, Counts] = {}
    for area in world.areas:
        municipality = area.municipality if today else area.municipality_in(year)
        top = world.places[0].code if province else ""
        for code in filter(None, (top, municipality, area.district, area.neighbourhood)):
            before = sums.get(code)
            own = figures[area.key]
            sums[code] = own if before is None else tuple(a + b for a, b in zip(before, own, strict=True))
    return {place.code: sums[place.code] for place in world.places if place.code in sums}


@cache
def world() -> World:
    """Read the fictional world from ``places.yaml``."""
    text = files(__package__).joinpath("places.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    province = data["province"]["code"]
    places = [Place(province, data["province"]["name"], PROVINCE, province)]
    areas: list[Area] = []
    for entry in data["municipalities"] + data["abolished"]:
        code = entry["code"]
        span = entry.get("since"), entry.get("until")
        places.append(Place(code, entry["name"], MUNICIPALITY, province, code, "", *span))
        for number, part in enumerate(entry.get("parts", ()), start=1):
            areas.append(Area(key=f"{code}-{number}", municipality=code, **_profile(part)))
    for entry in data["districts"]:
        _add_district(entry, province, places, areas)
    places.sort(key=lambda place: (_ORDER[place.level], place.code))
    return World(tuple(places), tuple(areas))


_ORDER = {PROVINCE: 0, MUNICIPALITY: 1, DISTRICT: 2, NEIGHBOURHOOD: 3}


def _add_district(entry: dict[str, Any], province: str, places: list[Place], areas: list[Area]) -> None:
    municipality, district = entry["municipality"], entry["code"]
    places.append(Place(district, entry["name"], DISTRICT, province, municipality, district))
    for number, row in enumerate(entry["neighbourhoods"], start=1):
        code = f"BU{district[2:]}{number:02d}"
        places.append(Place(code, row["name"], NEIGHBOURHOOD, province, municipality, district))
        areas.append(Area(key=code, municipality=municipality, district=district, neighbourhood=code, **_profile(row)))


def _profile(row: dict[str, Any]) -> dict[str, Any]:
    wanted = ("inhabitants", "growth", "ages", "income", "former", "until")
    return {"crime": float(row.get("crime", 1.0))} | {name: row[name] for name in wanted if name in row}
