"""The documentation of the demo: complete in both languages, true to its tables, and openly fictional."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.workbench import demo

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "catalog" / "datasets").glob("*.yaml"))
DATASETS: list[dict[str, Any]] = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
#: The outlines of areas that a key of the catalogue documents.
SHAPES = {field["geojson"]["file"] for d in DATASETS for field in d["fields"] if "geojson" in field}
CATALOG: dict[str, Any] = yaml.safe_load((ROOT / "catalog" / "catalog.yaml").read_text(encoding="utf-8"))

#: Where a plain string may stand: the same in both languages (a place, a percent sign) or not for readers.
SAME = {"%", "euro"}
SPOKEN = ("title", "description", "label", "definition", "text", "unit")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    target = tmp_path_factory.mktemp("demo") / "data"
    demo.build(target)
    found = {}
    for dataset in DATASETS:
        delimiter = dataset.get("csv", {}).get("delimiter", ",")
        with (target / dataset["source"]).open(encoding="utf-8", newline="") as file:
            found[dataset["name"]] = list(csv.DictReader(file, delimiter=delimiter))
    assert {path.name for path in target.iterdir()} == {dataset["source"] for dataset in DATASETS} | SHAPES
    return found


def spoken(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text that a reader may see, with where it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in SPOKEN:
                yield f"{path}.{key}", value
            yield from spoken(value, f"{path}.{key}")
    elif isinstance(node, list):
        for item in node:
            name = item.get("name") or item.get("id") or item.get("value") if isinstance(item, dict) else ""
            yield from spoken(item, f"{path}.{name}")


@pytest.mark.parametrize("document", [CATALOG, *DATASETS], ids=lambda document: document["name"])
def test_everything_a_reader_sees_is_written_in_dutch_and_english(document: dict[str, Any]) -> None:
    place_names = {m["label"] for d in DATASETS if d["name"] == "regio" for m in d["fields"][0]["members"]}
    missing = [
        path
        for path, text in spoken(document)
        if not (isinstance(text, dict) and {"nl", "en"} <= text.keys()) and text not in SAME | place_names
    ]
    assert missing == []


@pytest.mark.parametrize("document", [CATALOG, *DATASETS], ids=lambda document: document["name"])
def test_everything_that_is_shown_as_a_source_says_that_it_is_fictional(document: dict[str, Any]) -> None:
    assert "fictief" in document["title"]["nl"]
    assert "fictional" in document["title"]["en"]
    publisher = document.get("publisher", {}).get("name") or document["provenance"]["publisher"]
    assert "fictief" in publisher


def test_one_caveat_for_all_figures_says_that_they_are_invented() -> None:
    assert [caveat["id"] for caveat in CATALOG["caveats"] if "when" not in caveat] == ["fictief"]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset["name"])
def test_documented_columns_keys_and_members_are_those_of_the_table(
    dataset: dict[str, Any], tables: dict[str, list[dict[str, str]]]
) -> None:
    rows = tables[dataset["name"]]
    assert {f["name"] for f in dataset["fields"] if "expression" not in f} <= rows[0].keys()
    keys = [tuple(row[name] for name in dataset["primary_key"]) for row in rows]
    assert len(set(keys)) == len(keys)
    for field in dataset["fields"]:
        if field["role"] in ("dimension", "hidden") and "members" in field:
            values = {row[field["name"]] for row in rows} - {""}
            assert {member["value"] for member in field["members"]} == values
            assert set(field.get("order", values)) == values
        codes = {code for code in field.get("missing", {}) if code != "null"}
        assert all(any(row[field["name"]] == code for row in rows) for code in codes), field["name"]


def test_only_one_column_is_left_out_and_so_out_of_reach(tables: dict[str, list[dict[str, str]]]) -> None:
    documented = {(d["name"], field["name"]) for d in DATASETS for field in d["fields"]}
    present = {(name, column) for name, rows in tables.items() for column in rows[0]}
    assert present - documented == {("meldingen", "dossier_intern")}


def test_references_between_files_point_to_something() -> None:
    names = {f"{d['name']}.{x['name']}" for d in DATASETS for x in d["fields"] + d.get("metrics", [])}
    wanted = {d["metric"] for d in CATALOG["denominators"]}
    wanted |= {reading for concept in CATALOG["concepts"] for reading in concept["readings"]}
    wanted |= {group["field"] for group in CATALOG["groups"]} | {CATALOG["home"]["field"]}
    for dataset in DATASETS:
        for item in dataset["fields"] + dataset.get("metrics", []):
            wanted |= {r if "." in r else f"{dataset['name']}.{r}" for r in item.get("related", [])}
        for caveat in dataset.get("caveats", []) + dataset.get("breaks", []):
            wanted |= {f"{dataset['name']}.{name}" for name in caveat.get("applies_to", [])}
    assert wanted - names == set()
