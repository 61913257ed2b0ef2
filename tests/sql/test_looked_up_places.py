"""Rows that name a hall, which alone knows where it lies: places hold for them as for rows that name a place."""

from __future__ import annotations

from typing import Any

import pytest

YEAR = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"}
PLACES = [
    ("S", "Stad", "stad", None),
    ("T", "Buurstad", "stad", None),
    ("w1", "West", "wijk", "S"),
    ("w2", "Oost", "wijk", "S"),
    ("w3", "Ver", "wijk", "T"),
]


@pytest.fixture
def lettings(world: Any) -> Any:
    def link(start: str, to: str, column: str, key: str) -> dict[str, Any]:
        return {"name": f"{start}_{to}", "from": start, "to": to, "from_columns": [column], "to_columns": [key]}

    levels = {"field": "soort", "order": ["stad", "wijk"], "parents": {"stad": "stad"}}
    return world(
        {
            "verhuur": {
                "primary_key": ["hal", "jaar"],
                "fields": [
                    {"name": "hal", "role": "key"},
                    YEAR,
                    {"name": "n", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
                ],
                "relationships": [link("verhuur", "hallen", "hal", "hal")],
            },
            "hallen": {
                "primary_key": ["hal"],
                "fields": [{"name": "hal", "role": "key"}, {"name": "wijk", "role": "dimension"}],
                "relationships": [link("hallen", "plaats", "wijk", "code")],
            },
            "plaats": {
                "primary_key": ["code"],
                "fields": [
                    {"name": "code", "role": "key", "label_field": "naam", "levels": levels},
                    {"name": "naam", "role": "dimension"},
                    {"name": "soort", "role": "hidden"},
                    {"name": "stad", "role": "hidden"},
                ],
            },
        },
        {
            "verhuur": [("h1", 2023, 1), ("h2", 2023, 2), ("h3", 2023, 4), ("h4", 2023, 8)],
            "hallen": [("h1", "w1"), ("h2", "w1"), ("h3", "w2"), ("h4", "w3")],
            "plaats": PLACES,
        },
    )


def test_a_place_above_that_of_the_hall_takes_all_halls_in_it(lettings: Any, period: Any, only: Any) -> None:
    asked: dict[str, Any] = {"metrics": "verhuur.n", "period": period("2023")}
    assert lettings.ask(**asked, filters=(only("plaats.code", "S"),)) == [(7,)]  # and not nothing: no hall is "S"
    assert lettings.ask(**asked, filters=(only("plaats.code", "w1"),)) == [(3,)]


def test_a_split_by_either_level_adds_up_the_halls(lettings: Any, period: Any, by: Any, only: Any) -> None:
    asked: dict[str, Any] = {"metrics": "verhuur.n", "period": period("2023")}
    assert lettings.ask(**asked, splits=(by("plaats.code", "wijk"),)) == [("Oost", 4), ("Ver", 8), ("West", 3)]
    assert lettings.ask(**asked, splits=(by("plaats.code", "stad"),)) == [("Buurstad", 8), ("Stad", 7)]
    inside: dict[str, Any] = {"splits": (by("plaats.code", "wijk"),), "filters": (only("plaats.code", "S"),)}
    assert lettings.ask(**asked, **inside) == [("Oost", 4), ("West", 3)]
