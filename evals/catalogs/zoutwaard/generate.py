"""Make the tables of Zoutwaard, an archipelago that does not exist.

``python generate.py [FOLDER]`` writes one CSV file per table, by default in ``data`` beside this file. A fixed seed and
``random()`` alone (the one method whose sequence Python promises to keep) give the same bytes on every machine.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

Row = Sequence[object]
Table = Callable[[random.Random], Iterator[Row]]

#: Island → its villages with the inhabitants of 2018 and the growth a year.
ISLANDS: dict[str, tuple[str, dict[str, tuple[str, int, float]]]] = {
    "E1": (
        "Grootoog",
        {
            "D11": ("Havenend", 4120, 1.012),
            "D12": ("Duinzicht", 1510, 1.004),
            "D13": ("Oude Kreek", 980, 0.991),
            "D14": ("Molenwerf", 2240, 1.018),
            "D15": ("Zandhoek", 640, 0.985),
        },
    ),
    "E2": (
        "Schelpwerd",
        {
            "D21": ("Schelpdorp", 2870, 1.006),
            "D22": ("Duinzicht", 730, 0.995),
            "D23": ("Kwelderzijl", 1190, 1.001),
            "D24": ("Strandwal", 410, 1.024),
        },
    ),
    "E3": (
        "Noordplaat",
        {
            "D31": ("Noordplaat", 1660, 0.997),
            "D32": ("Westergeul", 890, 1.003),
            "D33": ("Meeuwenkamp", 350, 0.979),
        },
    ),
    "E4": ("Lepelaar", {"D41": ("Lepelhaven", 760, 1.009), "D42": ("Rietkraag", 280, 0.988)}),
    "E5": ("Vuurbaken", {"D51": ("Baakstee", 190, 0.982)}),
}
#: Village → name, inhabitants, growth.
VILLAGES = {code: village for _, villages in ISLANDS.values() for code, village in villages.items()}
#: The day up to which the registers reach.
LAST_DAY = dt.date(2026, 10, 31)


def around(rng: random.Random, middle: float, spread: float) -> float:
    """Return a number around ``middle``: the mean of three draws, at most ``spread`` away."""
    return middle + spread * (2 * (rng.random() + rng.random() + rng.random()) / 3 - 1)


def pick(rng: random.Random, weights: dict[str, float]) -> str:
    """Return one of the keys, as often as its weight says."""
    at = rng.random() * sum(weights.values())
    for key, weight in weights.items():
        at -= weight
        if at < 0:
            return key
    return next(reversed(weights))


def season(month: int) -> float:
    """Return how busy a month is: 1 in the mean, most in July and August."""
    return (0.3, 0.4, 0.5, 0.9, 1.2, 1.4, 2.0, 2.1, 1.3, 0.9, 0.5, 0.5)[month - 1]


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Return every day from ``first`` up to and including ``last``."""
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def population_weights() -> dict[str, float]:
    """Return how often something happens in each village: by its inhabitants."""
    return {code: float(people) for code, (_, people, _) in VILLAGES.items()}


def places(rng: random.Random) -> Iterator[Row]:
    """Return the archipelago, its islands and their villages; two villages have one name. Nothing is drawn."""
    del rng
    yield "gebied_code", "gebied_naam", "laag", "archipel_code", "eiland_code"
    yield "ZW", "Zoutwaard", "archipel", "ZW", ""
    for island, (name, villages) in ISLANDS.items():
        yield island, name, "eiland", "ZW", island
        for village, (called, _, _) in villages.items():
            yield village, called, "dorp", "ZW", island


def inhabitants(rng: random.Random) -> Iterator[Row]:
    """Return inhabitants per village and age band; there is no row for an island or for all ages."""
    yield "gebied_code", "peiljaar", "leeftijdsband", "aantal"
    bands = {"0-14": 0.13, "15-29": 0.14, "30-64": 0.45, "65plus": 0.28}
    for code, (_, people, growth) in VILLAGES.items():
        for year in range(2018, 2027):
            for band, part in bands.items():
                shift = (year - 2018) * {"0-14": -0.002, "15-29": -0.001, "30-64": -0.002, "65plus": 0.005}[band]
                size = people * growth ** (year - 2018) * (part + shift)
                yield code, year, band, round(around(rng, size, 3))


def permits(rng: random.Random) -> Iterator[Row]:
    """Return applications for permits, one row each; what is not decided yet has no date and no outcome."""
    yield "dossier", "ontvangen", "besloten", "gebied_code", "soort", "uitkomst", "leges", "op_tijd", "aanvrager"
    kinds = {"bouw": 44.0, "kap": 18.0, "evenement": 22.0, "terras": 9.0, "strandtent": 7.0}
    usual = {"bouw": 52, "kap": 30, "evenement": 38, "terras": 24, "strandtent": 66}
    fee = {"bouw": 1450, "kap": 85, "evenement": 210, "terras": 330, "strandtent": 2400}
    number = 0
    for day in days(dt.date(2021, 1, 1), LAST_DAY):
        many = 2 if day.weekday() < 5 and rng.random() < 0.28 else 1 if day.weekday() < 5 else 0
        for _ in range(many if rng.random() < 0.8 else 0):
            number += 1
            kind = pick(rng, kinds)
            length = max(2, round(around(rng, usual[kind] + 3 * (day.year - 2021), usual[kind] * 0.9)))
            decided = day + dt.timedelta(days=length)
            known = decided <= LAST_DAY
            outcome = pick(rng, {"verleend": 78.0, "geweigerd": 13.0, "ingetrokken": 9.0})
            cost = round(around(rng, fee[kind], fee[kind] * 0.6)) if outcome != "ingetrokken" else 0
            yield (
                f"V{number:05d}",
                day.isoformat(),
                decided.isoformat() if known else "",
                pick(rng, population_weights()),
                kind,
                outcome if known else "",
                cost if known else "",
                (1 if length <= 56 else 0) if known else "",
                f"A{int(rng.random() * 90000) + 10000}",
            )


def callouts(rng: random.Random) -> Iterator[Row]:
    """Return the times the fire brigade went out; -1 where it turned round before it arrived."""
    yield "uitruk_nummer", "moment", "gebied_code", "aard", "kazerne", "opkomst_seconden"
    kinds = {"brand": 21.0, "hulpverlening": 30.0, "loos_alarm": 37.0, "wateroverlast": 12.0}
    number = 0
    for day in days(dt.date(2022, 1, 1), LAST_DAY):
        chance = 0.55 + 0.25 * season(day.month)
        while rng.random() < chance:
            chance -= 0.35
            number += 1
            place = pick(rng, population_weights())
            kind = pick(rng, kinds)
            seconds = round(around(rng, 520 if place in ("D11", "D21", "D31") else 690, 260))
            turned = kind == "loos_alarm" and rng.random() < 0.22
            moment = f"{day.isoformat()} {int(rng.random() * 24):02d}:{int(rng.random() * 60):02d}:00"
            post = {"E1": "haven", "E2": "schelp", "E3": "noord", "E4": "lepel", "E5": "noord"}[island_of(place)]
            yield f"U{number:05d}", moment, place, kind, post, -1 if turned else seconds


def island_of(village: str) -> str:
    """Return the island on which a village lies."""
    return f"E{village[1]}"


def ferry(rng: random.Random) -> Iterator[Row]:
    """Return the ferry per ISO week and line, with a row for all lines together."""
    yield "week", "lijn", "passagiers", "voertuigen", "afvaarten", "uitgevallen"
    lines = {"noordlijn": 5200, "zuidlijn": 8400, "pendel": 900}
    monday = dt.date(2022, 1, 3)
    while monday <= dt.date(2026, 10, 26):
        year, week, _ = monday.isocalendar()
        storm = monday.month in (11, 12, 1, 2) and rng.random() < 0.22
        total = [0, 0, 0, 0]
        for line, usual in lines.items():
            planned = {"noordlijn": 42, "zuidlijn": 63, "pendel": 28}[line]
            fallen = round(around(rng, 13 if storm else 1.4, 9 if storm else 1.4))
            people = round(around(rng, usual * season(monday.month) * 1.015 ** (monday.year - 2022), usual * 0.12))
            cells = [max(people, 60), round(max(people, 60) * around(rng, 0.21, 0.03)), planned - fallen, fallen]
            total = [one + other for one, other in zip(total, cells, strict=True)]
            yield (f"{year}-W{week:02d}", line, *cells)
        yield (f"{year}-W{week:02d}", "alle", *total)
        monday += dt.timedelta(days=7)


def nights(rng: random.Random) -> Iterator[Row]:
    """Return nights and guests per month, island and kind of stay; -1 is secret: fewer than three businesses."""
    yield "maand", "eiland_code", "verblijf", "overnachtingen", "gasten", "bezetting"
    size = {"E1": 61000, "E2": 38000, "E3": 17000, "E4": 5200, "E5": 800}
    part = {"hotel": 0.31, "camping": 0.24, "huisje": 0.45}
    for year in range(2020, 2027):
        for month in range(1, 13 if year < 2026 else 10):
            closed = year == 2020 and month in (3, 4, 5)
            for island, usual in size.items():
                total = [0, 0]
                for stay, share in part.items():
                    busy = season(month) * (0.12 if closed else 1.0) * 1.02 ** (year - 2020)
                    slept = round(around(rng, usual * share * busy, usual * share * 0.1 * busy))
                    guests = round(slept / around(rng, 3.6, 0.5))
                    total = [total[0] + slept, total[1] + guests]
                    secret = island == "E5" and stay != "huisje"
                    full = round(min(97.0, around(rng, 41 * busy, 6)), 1)
                    cells: Row = (-1, -1, -1) if secret else (slept, guests, full)
                    yield (f"{year}MM{month:02d}", island, stay, *cells)
                yield (
                    f"{year}MM{month:02d}",
                    island,
                    "totaal",
                    *total,
                    round(around(rng, 40 * season(month) ** 0.5, 4), 1),
                )


#: School → name, village, kind, pupils in 2019, places. Two schools have one name.
SCHOOLS = {
    "S01": ("De Zeester", "D11", "basis", 312, 340),
    "S02": ("De Zeester", "D21", "basis", 204, 260),
    "S03": ("Het Kompas", "D14", "basis", 188, 200),
    "S04": ("'t Wad", "D31", "basis", 121, 150),
    "S05": ("De Meerpaal", "D41", "basis", 58, 90),
    "S06": ("Zoutwaard College", "D11", "voortgezet", 646, 800),
    "S07": ("De Branding", "D51", "basis", 17, 40),
}


def schools(rng: random.Random) -> Iterator[Row]:
    """Return pupils per school on 1 October of each school year; De Branding closed in 2024."""
    yield (
        "schooljaar",
        "school_code",
        "school_naam",
        "gebied_code",
        "onderwijs",
        "leerlingen",
        "plaatsen",
        "thuiszitters",
    )
    for year in range(2019, 2027):
        for code, (name, village, kind, pupils, room) in SCHOOLS.items():
            if code == "S07" and year >= 2024:
                continue
            now = round(around(rng, pupils * (0.985 if kind == "basis" else 0.994) ** (year - 2019), 4))
            home = round(max(0.0, around(rng, now * 0.012, 3)))
            yield f"{year}/{year + 1}", code, name, village, kind, now, room, home


def survey(rng: random.Random) -> Iterator[Row]:
    """Return the island survey: marks and shares with their margins, for islanders and for guests."""
    yield (
        "jaar", "gebied_code", "groep", "ondervraagden", "cijfer_strand", "cijfer_strand_marge",
        "cijfer_boot", "cijfer_boot_marge", "tevreden", "tevreden_laag", "tevreden_hoog",
    )  # fmt: skip
    asked = {"ZW": 1900, "E1": 800, "E2": 560, "E3": 340, "E4": 140, "E5": 60}
    for year in range(2020, 2026):
        for place, usual in asked.items():
            for group, higher in {"eilander": -0.4, "gast": 0.3}.items():
                people = round(around(rng, usual, usual * 0.15))
                margin = round(2.6 / math.sqrt(people), 2)
                beach = round(around(rng, 7.6 + higher, 0.4), 1)
                boat = round(around(rng, 6.7 + higher - 0.12 * (year - 2020), 0.4), 1)
                share = round(around(rng, 71 + 8 * higher, 6), 1)
                half = 98 * math.sqrt(0.2 / people)
                answered = (share, round(share - half, 1), round(min(100.0, share + half), 1))
                boats: Row = ("", "") if place == "E5" and group == "gast" else (boat, margin)
                yield (year, place, group, people, beach, margin, *boats, *answered)


def cash(rng: random.Random) -> Iterator[Row]:
    """Return costs and income per quarter and product in thousands of euro: estimated, adjusted and actual."""
    yield "kwartaal", "product", "fase", "stroom", "bedrag"
    yearly = {"brandweer": 3100, "wegen": 4200, "groen": 900, "haven": 2600, "onderwijs": 1500, "toezicht": 700}
    income = {"brandweer": 0.05, "wegen": 0.02, "groen": 0.03, "haven": 0.9, "onderwijs": 0.15, "toezicht": 0.55}
    for year in range(2022, 2027):
        for quarter in range(1, 5):
            for product, amount in yearly.items():
                planned = amount / 4 * 1.035 ** (year - 2022)
                for phase, spread in {"raming": 0.02, "bijgesteld": 0.05, "werkelijk": 0.12}.items():
                    if phase == "werkelijk" and (year, quarter) > (2026, 3):
                        continue
                    for stream, part in {"kosten": 1.0, "opbrengsten": income[product]}.items():
                        said = around(rng, planned * part, planned * part * spread)
                        yield f"{year}KW{quarter:02d}", product, phase, stream, f"{said:.1f}"


def trees(rng: random.Random) -> Iterator[Row]:
    """Return the trees as they stand now: no time, some without a condition, -9 where no height was measured."""
    yield "boom_nummer", "gebied_code", "boomsoort", "plantjaar", "staat", "beheerder", "hoogte"
    kinds = {"iep": 34.0, "esdoorn": 21.0, "zomereik": 14.0, "wilg": 17.0, "meidoorn": 9.0, "onbekend": 5.0}
    for number in range(1, 1801):
        kind = pick(rng, kinds)
        planted = 1930 + int(rng.random() * 95)
        state = pick(rng, {"goed": 55.0, "matig": 24.0, "slecht": 13.0, "dood": 3.0, "": 5.0})
        keeper = pick(rng, {"dienst": 70.0, "waterschap": 18.0, "particulier": 12.0})
        height = -9 if rng.random() < 0.06 else round(around(rng, 4 + (2025 - planned_year(planted)) * 0.12, 3), 1)
        yield f"B{number:04d}", pick(rng, population_weights()), kind, planted, state, keeper, height


def planned_year(planted: int) -> int:
    """Return the year from which a tree grows on, at the earliest 1950: older ones were cut back."""
    return max(planted, 1950)


def works(rng: random.Random) -> Iterator[Row]:
    """Return works on roads, dikes and pipes, with the day they began and ended."""
    yield "werk_nummer", "gebied_code", "werksoort", "begonnen", "klaar", "aannemer", "kosten"
    kinds = {"asfalt": 40.0, "dijk": 12.0, "kabels": 27.0, "riool": 21.0}
    price = {"asfalt": 61000, "dijk": 410000, "kabels": 18000, "riool": 95000}
    number = 0
    for day in days(dt.date(2020, 1, 6), LAST_DAY):
        if day.weekday() < 5 and rng.random() < 0.16:
            number += 1
            kind = pick(rng, kinds)
            done = day + dt.timedelta(days=round(around(rng, 70 if kind == "dijk" else 26, 22)))
            maker = pick(rng, {"Zilt BV": 3.0, "Gebroeders Mast": 2.0, "Wadbouw": 2.0})
            cost = round(around(rng, price[kind], price[kind] * 0.5), -2)
            place = pick(rng, population_weights())
            yield (
                f"W{number:04d}", place, kind, day.isoformat(), done.isoformat() if done <= LAST_DAY else "", maker,
                f"{cost:.0f}",
            )  # fmt: skip


def waste(rng: random.Random) -> Iterator[Row]:
    """Return kilos of household waste per month, island and kind; there is no row for all kinds."""
    yield "maand", "eiland_code", "fractie", "kilo", "gescheiden_kilo"
    heads = {island: sum(people for _, people, _ in villages.values()) for island, (_, villages) in ISLANDS.items()}
    kinds = {"rest": 17.5, "gft": 7.2, "papier": 4.1, "glas": 2.6, "plastic": 1.9}
    for year in range(2021, 2027):
        for month in range(1, 13 if year < 2026 else 11):
            for island, people in heads.items():
                for kind, each in kinds.items():
                    less = 0.97 ** (year - 2021) if kind == "rest" else 1.01 ** (year - 2021)
                    usual = people * each * (0.75 + 0.25 * season(month)) * less
                    kilos = round(around(rng, usual, usual * 0.08))
                    yield f"{year}{month:02d}", island, kind, kilos, 0 if kind == "rest" else kilos


def staff(rng: random.Random) -> Iterator[Row]:
    """Return staff of the service per quarter and team."""
    yield "kwartaal", "team", "werknemers", "fte", "verzuim"
    teams = {"buitendienst": 46, "brandweer": 71, "vergunningen": 19, "haven": 28, "staf": 12}
    for year in range(2022, 2027):
        for quarter in range(1, 5 if year < 2026 else 4):
            for team, usual in teams.items():
                people = round(around(rng, usual * 1.02 ** (year - 2022), 3))
                full = round(people * around(rng, 0.82, 0.04), 1)
                yield f"{year}-Q{quarter}", team, people, full, round(around(rng, 5.4, 1.6), 2)


def complaints(rng: random.Random) -> Iterator[Row]:
    """Return complaints about the service; some are confidential."""
    yield "klacht_nummer", "ingediend", "gebied_code", "thema", "gegrond", "vertrouwelijk"
    themes = {"boot": 40.0, "afval": 25.0, "bejegening": 15.0, "vergunning": 20.0}
    number = 0
    for day in days(dt.date(2023, 1, 1), LAST_DAY):
        if rng.random() < 0.31:
            number += 1
            theme = pick(rng, themes)
            just = "" if (LAST_DAY - day).days < 30 else 1 if rng.random() < 0.42 else 0
            place = pick(rng, population_weights()) if rng.random() < 0.93 else ""
            secret = 1 if theme == "bejegening" and rng.random() < 0.6 else 0
            yield f"K{number:04d}", day.isoformat(), place, theme, just, secret


TABLES: dict[str, Table] = {
    "gebied": places,
    "eilanders": inhabitants,
    "vergunningen": permits,
    "uitrukken": callouts,
    "veerdienst": ferry,
    "overnachtingen": nights,
    "scholen": schools,
    "enquete": survey,
    "kas": cash,
    "bomen": trees,
    "wegwerken": works,
    "afval": waste,
    "formatie": staff,
    "klachten": complaints,
}


def build(folder: Path) -> None:
    """Write every table as CSV in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, table) in enumerate(TABLES.items()):
        # A table of its own seed stays the same when another one changes.
        _write(folder / f"{name}.csv", table(random.Random(20_260_000 + number)))


def _write(file: Path, rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "data")
