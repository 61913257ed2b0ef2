"""Reviewed documentation of tables speaks of nothing that the service lacks, and fits each length of period."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.workbench.cbs import collection_names
from assistant.workbench.cbs.collections import load_collection
from assistant.workbench.cbs.overlay import fitted, load_preset, presets_folder

TABLES = sorted(file.stem for file in presets_folder().glob("*.yaml") if re.fullmatch(r"\d{5}\w+", file.stem))


def stored(shared: Path, table: str, name: str) -> Any:
    file = shared / "data" / "cbs-odata" / table / f"{name}.json"
    if not file.is_file():
        pytest.skip(f"no stored CBS responses in {file.parent}")
    return json.loads(file.read_text("utf-8"))["value"]


def test_there_are_presets():
    assert len(TABLES) >= 8


@pytest.mark.parametrize("table", TABLES)
def test_every_code_is_one_of_the_service(shared, table):
    dimensions = {record["Identifier"] for record in stored(shared, table, "dimensions")}
    measures = {record["Identifier"] for record in stored(shared, table, "measure-codes")}
    preset = load_preset(table)
    codes = [field["code"] for field in preset["fields"] if "code" in field]
    assert set(codes) <= dimensions | measures
    assert measures <= set(codes), "each measure of the table was reviewed"
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("table", TABLES)
def test_every_member_is_one_of_the_service(shared, table):
    for field in load_preset(table)["fields"]:
        named = {member["value"] for member in field.get("members", [])} | {field.get("default")} - {None}
        if named:
            held = {record["Identifier"] for record in stored(shared, table, f"codes-{field['code']}")}
            assert named <= held, field["name"]


@pytest.mark.parametrize("table", TABLES)
def test_everything_that_people_read_is_in_both_languages(table):
    def texts(value: Any, path: str) -> None:
        if isinstance(value, dict) and {"nl", "en"} & value.keys():
            assert {"nl", "en"} <= value.keys(), path
        elif isinstance(value, dict):
            for key, inner in value.items():
                if key != "synonyms":
                    texts(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for at, inner in enumerate(value):
                texts(inner, f"{path}[{at}]")

    texts(load_preset(table), table)


def test_the_labour_force_measures_are_what_they_are_called(shared):
    """The service tells no heading of them: that active = employed + unemployed, and the rates, is worked out."""
    name_of = {
        field["code"]: field["name"].removesuffix("_seizoen")
        for field in load_preset("80590ned")["fields"]
        if field["code"][:1].isdigit() or field["code"].endswith("_2")
    }
    rows: dict[tuple[str, str, str], dict[str, float]] = {}
    for record in stored(shared, "80590ned", "observations-page-1"):
        if record["Measure"] in name_of:
            key = (record["Geslacht"], record["Leeftijd"], record["Perioden"])
            rows.setdefault(key, {})[name_of[record["Measure"]]] = record["Value"]
    assert len(rows) > 100
    for row in rows.values():
        active, everyone = row["beroepsbevolking"], row["beroepsbevolking"] + row["niet_beroepsbevolking"]
        assert active == pytest.approx(row["werkenden"] + row["werklozen"], abs=1)
        assert row["werkloosheidspercentage"] == pytest.approx(100 * row["werklozen"] / active, abs=0.11)
        assert row["bruto_arbeidsdeelname"] == pytest.approx(100 * active / everyone, abs=0.11)
        assert row["netto_arbeidsdeelname"] == pytest.approx(100 * row["werkenden"] / everyone, abs=0.11)


DOCUMENT = {"fields": [{"name": "maand", "role": "time"}, {"name": "uitkeringen", "role": "measure"}]}


def test_what_is_for_another_length_of_period_is_left_out():
    preset = {
        "fields": [
            {"code": "M1", "name": "uitkeringen", "reference": "end"},
            {"name": "uitkeringen", "grains": ["year"], "reference": "average"},
        ],
        "caveats": [{"id": "gemiddelde", "grains": ["year"]}, {"id": "einde", "grains": ["month"]}],
    }
    month = fitted(preset, DOCUMENT, "month", "maand")
    assert month["fields"] == [{"name": "uitkeringen", "reference": "end"}]
    assert month["caveats"] == [{"id": "einde"}]
    year = fitted(preset, DOCUMENT, "year", "maand")
    assert year["fields"] == [{"name": "uitkeringen", "reference": "average"}]


def test_a_break_without_a_field_is_one_in_time():
    found = fitted({"breaks": [{"id": "wet", "at": "2015-01-01"}]}, DOCUMENT, "month", "maand")
    assert found["breaks"] == [{"field": "maand", "id": "wet", "at": "2015-01-01"}]


def test_a_neighbouring_figure_that_was_not_brought_is_not_offered():
    found = fitted({"fields": [{"name": "uitkeringen", "related": ["maand", "weg"]}]}, DOCUMENT, "month", "maand")
    assert found["fields"] == [{"name": "uitkeringen", "related": ["maand"]}]


@pytest.mark.parametrize("name", collection_names())
def test_a_collection_brings_reviewed_tables_and_begins_with_municipalities(name):
    tables = [entry["table"] for entry in load_collection(name)["tables"]]
    assert set(tables) <= set(TABLES)
    assert any(field.get("code") == "M000352" for field in load_preset(tables[0])["fields"])


def test_a_collection_that_is_not_there_names_those_that_are():
    with pytest.raises(InputError, match="no collection 'alles'") as raised:
        load_collection("alles")
    assert "kerncijfers" in str(raised.value.hint)
