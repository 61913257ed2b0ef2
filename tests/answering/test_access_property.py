"""Whatever a role sees and asks, a figure is the sum over the rows it sees, and said to be so; or it is refused."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.settings import Settings

Row = tuple[int, str, str, int, int]
YEARS, PLACES, TASKS = (2022, 2023, 2024), ("Noord", "Zuid", "West"), ("zorg", "groen", "wegen", "sport")
#: What a role sees, as the documentation says it and as the test works it out; None sees no row at all.
ROLES: dict[str, tuple[str, Callable[[Row], bool] | None]] = {
    "directeur": ("TRUE", lambda row: True),
    "noord": ("wijk = 'Noord'", lambda row: row[1] == "Noord"),
    "oud": ("jaar < 2024 AND taak <> 'sport'", lambda row: row[0] < 2024 and row[2] != "sport"),
    "klein": ("lasten <= 20", lambda row: row[3] <= 20),
    "leeg": ("wijk = 'Oost'", lambda row: False),
    "niemand": ("FALSE", None),
}


def _field(name: str, role: str, **keys: Any) -> dict[str, Any]:
    return {"name": name, "role": role, "label": name} | keys


def _measure(name: str, **keys: Any) -> dict[str, Any]:
    return _field(name, "measure", datatype="Integer", aggregation="sum", unit="stuks", decimals=0, **keys)


#: The role that asks without a login has no rows here: whatever is looked up on its behalf finds nothing.
DATASET = {
    "name": "begroting",
    "title": "Begroting",
    "source": "begroting.csv",
    "primary_key": ["jaar", "wijk", "taak"],
    "row_filter": {role: predicate for role, (predicate, _) in ROLES.items()},
    "fields": [
        _field("jaar", "time", grain="year", datatype="Integer"),
        _field("wijk", "dimension"),
        _field("taak", "dimension"),
        _measure("lasten", over_time="sum"),
        _measure("stand", over_time="last"),
    ],
}


def _rows() -> list[Row]:
    """A table with gaps: years, places and tasks that some roles see nothing of."""
    chance = random.Random(4)
    keys = [(year, place, task) for year in YEARS for place in PLACES for task in TASKS if chance.random() < 0.7]
    return [(*key, chance.randint(1, 40), chance.randint(1, 40)) for key in keys]


ROWS = _rows()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("roles")
    (folder / "datasets").mkdir()
    (folder / "data").mkdir()
    (folder / "catalog.yaml").write_text(yaml.safe_dump({"name": "rollen", "language": "nl"}), "utf-8")
    (folder / "datasets" / "begroting.yaml").write_text(yaml.safe_dump(DATASET, sort_keys=False), "utf-8")
    with (folder / "data" / "begroting.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("jaar", "wijk", "taak", "lasten", "stand"), *ROWS])
    with Assistant.open(Settings(catalog=folder, home=tmp_path_factory.mktemp("roles-home"))) as opened:
        yield opened


def _summed(rows: list[Row], at: int, split: int | None) -> list[list[Any]]:
    members = sorted({row[split] for row in rows}, key=str) if split is not None else [None]
    found = [[member, sum(row[at] for row in rows if split is None or row[split] == member)] for member in members]
    return found if split is not None else [one[1:] for one in found]


@settings(max_examples=60)
@given(
    st.sampled_from([*ROLES, "onbekend"]),
    st.sampled_from(["lasten", "stand"]),
    st.sampled_from([None, *YEARS]),
    st.sampled_from([None, *PLACES]),
    st.sampled_from([None, "taak", "wijk"]),
)
@example("oud", "lasten", None, None, None)
@example("oud", "stand", 2024, None, "taak")
@example("leeg", "lasten", None, None, None)
@example("noord", "lasten", 2023, "Zuid", None)
def test_a_figure_is_over_the_rows_a_role_sees(
    assistant: Assistant, role: str, metric: str, year: int | None, place: str | None, split: str | None
) -> None:
    words = ["Hoeveel", metric, f"per {split}" if split else "", f"in {place}" if place else ""]
    told = assistant.ask(" ".join(one for one in [*words, f"in {year}" if year else ""] if one), role=role).to_json()
    sees = ROLES.get(role, ("FALSE", None))[1]
    if sees is None:
        assert (told["outcome"], told["refusal"]["reason"]) == ("refuse", "not_permitted")
        return
    seen = [row for row in ROWS if sees(row) and place in (None, row[1])]
    asked = year or max((row[0] for row in seen), default=None)
    seen = [row for row in seen if row[0] == asked]
    whole = role == "directeur"
    if told["outcome"] == "refuse":
        assert told["refusal"]["reason"] == "no_data_for_period"
        assert not seen
        assert whole or "Uw rol ziet een deel" in told["refusal"]["text"]
        return
    assert told["outcome"] == "answer", told
    at = 3 if metric == "lasten" else 4
    expected = _summed(seen, at, {"taak": 2, "wijk": 1}[split] if split else None) if seen else [[None]]
    assert sorted(told["rows"], key=str) == expected
    assert whole or "begroting.row_filter" in {one["id"] for one in told["caveats"]}
