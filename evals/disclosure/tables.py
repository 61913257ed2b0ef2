"""Generated catalogues with many small counts: places on three levels, one or two dimensions, some years."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import yaml

from assistant.catalog.catalog import MetricRef
from evals.disclosure.world import World, read_world


def generate(
    folder: Path, seed: int, *, towns: int, districts: int, quarters: int, dims: tuple[int, ...], years: int
) -> World:
    """Write a catalogue to ``folder`` and return its world. Small counts come from a skewed distribution."""
    chance = random.Random(seed)
    (folder / "datasets").mkdir(parents=True)
    (folder / "data").mkdir()
    places = []
    for town in range(towns):
        own = f"GM{town:04}"
        places.append((own, f"Gemeente {town}", "gemeente", "", ""))
        for district in range(districts):
            inner = f"WK{town:02}{district:02}"
            places.append((inner, f"Wijk {town}-{district}", "wijk", own, ""))
            for quarter in range(quarters):
                code = f"BU{town:02}{district:02}{quarter:02}"
                places.append((code, f"Buurt {town}-{district}-{quarter}", "buurt", own, inner))
    names = [f"kenmerk{number}" for number in range(len(dims))]
    _write(folder / "data" / "regio.csv", ("regio_code", "naam", "niveau", "gemeente_code", "wijk_code"), places)
    rows = []
    for code, _, level, _, _ in places:
        if level == "buurt":
            size = chance.lognormvariate(2.0, 0.9)
            for year in range(2020, 2020 + years):
                for values in _products(dims):
                    count = int(size * chance.lognormvariate(0.0, 0.7))
                    rows.append((code, year, *values, count))
    _write(folder / "data" / "zorg.csv", ("regio_code", "jaar", *names, "clienten"), rows)
    _catalogue(folder, names)
    world = read_world(
        folder / "data",
        MetricRef("zorg", "clienten"),
        "clienten",
        dict.fromkeys(names, "-"),
        tuple(str(2020 + year) for year in range(years)),
    )
    return world


def _products(dims: tuple[int, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for number, size in enumerate(dims):
        found = [(*start, f"k{number}{value}") for start in found for value in range(size)]
    return found


def _write(path: Path, head: tuple[str, ...], rows: list[tuple[object, ...]] | list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _catalogue(folder: Path, names: list[str]) -> None:
    top = {"name": "proef", "language": "nl", "data": "data", "disclosure": {"min_count": 5}}
    levels = {
        "field": "niveau",
        "order": ["gemeente", "wijk", "buurt"],
        "parents": {"gemeente": "gemeente_code", "wijk": "wijk_code"},
    }
    regions = {
        "name": "regio",
        "source": "regio.csv",
        "primary_key": ["regio_code"],
        "fields": [
            {"name": "regio_code", "role": "key", "label_field": "naam", "label": "regio", "levels": levels},
            {"name": "naam", "role": "dimension", "label": "naam"},
            *({"name": name, "role": "hidden"} for name in ("niveau", "gemeente_code", "wijk_code")),
        ],
    }
    counts = {
        "name": "zorg",
        "source": "zorg.csv",
        "primary_key": ["regio_code", "jaar", *names],
        "fields": [
            {"name": "regio_code", "role": "key", "label": "regio"},
            {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
            *({"name": name, "role": "dimension", "label": name} for name in names),
            {
                "name": "clienten",
                "role": "measure",
                "datatype": "Integer",
                "aggregation": "sum",
                "over_time": "last",
                "persons": True,
                "unit": "cliënten",
                "label": "cliënten",
            },
        ],
        "relationships": [
            {"name": "r", "from": "zorg", "to": "regio", "from_columns": ["regio_code"], "to_columns": ["regio_code"]}
        ],
    }
    for path, content in (("catalog", top), ("datasets/regio", regions), ("datasets/zorg", counts)):
        (folder / f"{path}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
