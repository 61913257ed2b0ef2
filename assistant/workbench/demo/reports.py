"""Reports about public space, one row a report: from the own system, for Voorbeeldstad only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from assistant.workbench.demo.places import Area, World
from assistant.workbench.demo.population import residents
from assistant.workbench.demo.table import Cell, Table

#: The new system began on the first day; the extract was made after the last, so the last year is not complete.
FIRST, LAST = date(2019, 1, 1), date(2025, 11, 30)

#: Per category: weight, growth a year, working days promised, share on time, weight in winter (October to March).
_CATEGORIES: dict[str, tuple[float, float, int, float, float]] = {
    "afval": (31.0, 0.05, 3, 0.83, 0.9),
    "groen": (17.0, 0.02, 15, 0.71, 0.5),
    "verlichting": (9.0, -0.03, 10, 0.78, 1.6),
    "wegen": (18.0, 0.01, 10, 0.74, 1.2),
    "water": (5.0, 0.02, 10, 0.66, 1.3),
    "overlast": (12.0, 0.06, 20, 0.62, 0.8),
    "vandalisme": (8.0, -0.01, 7, 0.80, 1.0),
}
_CHANNELS = ("app", "website", "telefoon", "balie")
_COLUMNS = (
    "melding_id",
    "datum_melding",
    "datum_afgehandeld",
    "buurt_code",
    "categorie",
    "kanaal",
    "binnen_termijn",
    "melder_nummer",
    "dossier_intern",
)


def tables(world: World) -> Iterator[Table]:
    """Return the table of reports."""
    yield Table("meldingen.csv", _COLUMNS, _rows(world))


def _rows(world: World) -> Iterator[tuple[Cell, ...]]:
    """Walk through the days with one stream of chance; ``random()`` is the part that Python promises to keep."""
    chance = Random(20190101)
    areas = [area for area in world.areas if area.neighbourhood]
    weights, running = [], 0.0
    for area in areas:
        running += residents(area, 2020) * (0.6 + 0.4 * area.crime * area.crime / (1.0 + area.crime))
        weights.append(running)
    number = 0
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        weekend = 0.45 if day.weekday() >= 5 else 1.22
        for _ in range(int(25.0 * weekend * (1.0 + 0.035 * (day.year - 2019)) + chance.random())):
            number += 1
            yield _report(number, day, areas[_pick(weights, chance)], chance)


def _report(number: int, day: date, area: Area, chance: Random) -> tuple[Cell, ...]:
    winter = day.month in (10, 11, 12, 1, 2, 3)
    running, sums = 0.0, []
    for weight, growth, _, _, cold in _CATEGORIES.values():
        running += weight * (1.0 + growth * (day.year - 2019)) * (cold if winter else 2.0 - cold)
        sums.append(running)
    category = tuple(_CATEGORIES)[_pick(sums, chance)]
    handled, on_time = _handling(category, day, chance)
    located = chance.random() >= 0.021
    digital = min(0.9, 0.55 + 0.04 * (day.year - 2019))
    draw = chance.random()
    channel = 0 if draw < digital * 0.6 else 1 if draw < digital else 2 if draw < digital + 0.9 * (1 - digital) else 3
    return (
        f"M{number:06d}",
        day.isoformat(),
        handled.isoformat() if handled else None,
        area.neighbourhood if located else None,
        category,
        _CHANNELS[channel],
        on_time,
        f"P{int(chance.random() * 90_000) + 10_000}",
        f"D-{day.year}-{number % 997:03d}",
    )


def _handling(category: str, day: date, chance: Random) -> tuple[date | None, int | None]:
    """Return when a report was handled, if it was by the last day, and whether in the promised time."""
    _, _, term, punctual, _ = _CATEGORIES[category]
    busy = 0.12 if day.year in (2022, 2023) else 0.0
    on_time = chance.random() < punctual - busy
    spread = chance.random()
    days = int(spread * spread * (term + 1)) if on_time else term + 1 + int(spread * spread * spread * 9 * term)
    handled = day + timedelta(days=days)
    forgotten = chance.random() < 0.006
    return (None, None) if handled > LAST or forgotten else (handled, int(on_time))


def _pick(sums: list[float], chance: Random) -> int:
    """Return an index with the chance of its weight, from running sums."""
    draw = chance.random() * sums[-1]
    return next(index for index, upper in enumerate(sums) if draw < upper)
