"""Writes a large invented catalogue: many datasets, fields and members, always the same for the same size.

``python evals/bench/wide_catalog.py FOLDER [DATASETS]`` (default 1,000): 20 fields a dataset and 200 members a dataset,
of which 15 are places. The words are Dutch compounds made of parts, as in real catalogues: many of them look alike.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

WORDS = yaml.safe_load(Path(__file__).with_name("wide_words.yaml").read_text(encoding="utf-8"))
PARTS, HEADS, FIRST, MIDDLE, LAST = (WORDS[kind].split() for kind in ("parts", "heads", "first", "middle", "last"))
FIGURES = ["{s}", "nieuwe {s}", "afgesloten {s}", "gemiddelde duur van {s}", "tevredenheid over {s}", "budget voor {s}"]
DIMENSIONS = ["soort {s}", "reden van {s}", "team voor {s}"]
YEARS = range(2020, 2025)
PLACES, MEMBERS = 15, 185


def places(datasets: int) -> Iterator[dict[str, str]]:
    """Yield the rows of the dataset of places: municipalities with their districts and neighbourhoods."""
    names = random.Random(7)
    for at in range(PLACES * datasets):
        level = "gemeente" if at % 45 == 0 else "wijk" if at % 9 == 0 else "buurt"
        own = f"{names.choice(FIRST)} {names.choice(MIDDLE)}{names.choice(LAST)}"
        name = f"{names.choice(MIDDLE)}{names.choice(LAST)}{at // 45}" if level == "gemeente" else f"{own} {at}"
        municipality, district = f"P{at - at % 45}", f"P{at - at % 9}"
        yield {"code": f"P{at}", "naam": name, "niveau": level, "gemeente": municipality, "wijk": district}


def subjects(datasets: int) -> list[str]:
    """Return a subject for each dataset, no two the same."""
    made = [f"{part}{head}" for part in PARTS for head in HEADS]
    random.Random(3).shuffle(made)
    return made[:datasets]


def dataset(number: int, subject: str) -> dict[str, Any]:
    """Return the documentation of one dataset."""
    fields: list[dict[str, Any]] = [
        {"name": "code", "role": "key", "datatype": "String", "label": {"nl": "plaats", "en": "place"}},
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer", "label": {"nl": "jaar", "en": "year"}},
    ]
    for at, label in enumerate(DIMENSIONS):
        fields.append({"name": f"d{at}", "role": "dimension", "datatype": "String", "label": label.format(s=subject)})
    for at in range(12):
        fields.append({"name": f"m{at}", "role": "measure", "datatype": "Integer", "unit": "stuks"})
        if at < len(FIGURES):
            label = FIGURES[at].format(s=subject)
            fields[-1] |= {"label": {"nl": label, "en": f"{label} (en)"}, "aggregation": "sum", "over_time": "sum"}
        else:
            fields[-1] |= {"label": f"deel {at} van {subject}"}
    fields += [{"name": f"h{at}", "role": "hidden", "datatype": "Integer"} for at in range(3)]
    return {
        "name": f"set_{number}",
        "title": {"nl": f"Cijfers over {subject}", "en": f"Figures on {subject}"},
        "description": f"Alle {subject} die de gemeente kent, naar soort, reden en team.",
        "source": f"set_{number}.csv",
        "fields": fields,
        "relationships": [
            {
                "name": "plaats",
                "from": f"set_{number}",
                "to": "plaatsen",
                "from_columns": ["code"],
                "to_columns": ["code"],
            }
        ],
    }


def rows(number: int, datasets: int) -> Iterator[list[object]]:
    """Yield the rows of one dataset; together they hold its members."""
    made = random.Random(number)
    many = [f"{made.choice(MIDDLE)}{made.choice(LAST)} {number}-{at}" for at in range(MEMBERS - 24)]
    kinds, teams = [f"soort {chr(65 + at)}" for at in range(12)], [f"team {at}" for at in range(12)]
    for at in range(MEMBERS):
        place = f"P{45 * made.randrange(max(1, PLACES * datasets // 45))}"
        figures = [made.randrange(1, 500) for _ in range(12)]
        yield [place, YEARS[at % 5], kinds[at % 12], many[at % len(many)], teams[at % 12], *figures, 0, 0, 0]


def write(folder: Path, datasets: int) -> list[str]:
    """Write the catalogue and return the subjects of its datasets."""
    (folder / "datasets").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    said = {"name": f"wide_{datasets}", "language": "nl", "home": {"field": "plaatsen.code", "value": "P0"}}
    (folder / "catalog.yaml").write_text(yaml.safe_dump(said), encoding="utf-8")
    region = {
        "name": "plaatsen",
        "source": "plaatsen.csv",
        "primary_key": ["code"],
        "fields": [
            {
                "name": "code",
                "role": "key",
                "label": "plaats",
                "label_field": "naam",
                "levels": {
                    "field": "niveau",
                    "order": ["gemeente", "wijk", "buurt"],
                    "parents": {"gemeente": "gemeente", "wijk": "wijk"},
                },
            },
            {"name": "naam", "role": "dimension", "label": "naam"},
            *({"name": name, "role": "hidden"} for name in ("niveau", "gemeente", "wijk")),
        ],
    }
    _table(folder, "plaatsen", region, [list(row.values()) for row in places(datasets)])
    found = subjects(datasets)
    for number, subject in enumerate(found):
        _table(folder, f"set_{number}", dataset(number, subject), list(rows(number, datasets)))
    return found


def _table(folder: Path, name: str, documentation: dict[str, Any], lines: list[list[Any]]) -> None:
    text = yaml.safe_dump(documentation, allow_unicode=True, sort_keys=False)
    (folder / "datasets" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field["name"] for field in documentation["fields"])
        writer.writerows(lines)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
