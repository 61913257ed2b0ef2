"""Frictionless: a Data Package that describes the files as they stand, and comes back whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from assistant.catalog.catalog import Catalog
from assistant.errors import SourceError
from assistant.workbench.exchange.frictionless.reading import read_package
from assistant.workbench.exchange.frictionless.writing import data_package
from assistant.workbench.exchange.plain import plain_catalog
from assistant.workbench.exchange.told import Told
from tests.workbench.exchange.conftest import catalogs, in_any_order


def sent(document: dict[str, Any]) -> dict[str, Any]:
    received: dict[str, Any] = json.loads(json.dumps(document, allow_nan=False))
    return received


@given(catalogs())
@settings(max_examples=30, deadline=None)
def test_what_is_exported_comes_back_whole(catalog: Catalog) -> None:
    head, datasets = plain_catalog(catalog)
    back = read_package(sent(data_package(catalog, Told())), Path("."), "nl", Told())
    assert back.head == head
    assert in_any_order(list(back.datasets)) == in_any_order(datasets)


def test_the_columns_are_those_of_the_file(demo: Catalog, root: Path) -> None:
    for resource in data_package(demo, Told())["resources"]:
        header = (root / "catalog" / resource["path"]).read_text("utf-8").splitlines()[0]
        columns = header.split(resource.get("dialect", {}).get("delimiter", ","))
        assert {field["name"] for field in resource["schema"]["fields"]} <= set(columns)


def test_members_keys_and_joins_stand_where_other_programs_look(demo: Catalog) -> None:
    resource = next(one for one in data_package(demo, Told())["resources"] if one["name"] == "bijstand")
    assert resource["schema"]["primaryKey"] == ["regio_code", "jaar", "leeftijd"]
    age = next(field for field in resource["schema"]["fields"] if field["name"] == "leeftijd")
    assert {"value": "totaal", "label": "alle leeftijden"} in age["categories"]
    assert {"resource": "regio", "fields": ["regio_code"]} in [
        key["reference"] for key in resource["schema"]["foreignKeys"]
    ]


FOREIGN: dict[str, Any] = {
    "name": "fietsen",
    "licenses": [{"name": "CC-BY-4.0"}],
    "contributors": [{"title": "Provincie", "role": "publisher"}],
    "resources": [
        {
            "name": "tellingen",
            "path": "../tellingen.csv",
            "dialect": {"delimiter": ";"},
            "schema": {
                "primaryKey": "punt",
                "missingValues": ["", "n/a"],
                "fields": [
                    {"name": "punt", "type": "string", "constraints": {"pattern": "[A-Z]+"}},
                    {"name": "jaar", "type": "year"},
                    {"name": "soort", "type": "string", "constraints": {"enum": ["weg", "pad"]}},
                    {"name": "aantal", "type": "integer", "constraints": {"minimum": 0}},
                    {"name": "plek", "type": "geopoint"},
                ],
            },
        },
        {"name": "los", "path": "los.csv"},
    ],
}


def test_a_package_of_somebody_else_becomes_datasets_and_tells_what_has_no_place(tmp_path: Path) -> None:
    told = Told("en")
    (tmp_path.parent / "tellingen.csv").write_text("x", "utf-8")
    found = read_package(FOREIGN, tmp_path, "nl", told)
    counts, bare = found.datasets
    assert [(field["name"], field["role"]) for field in counts["fields"]] == [
        ("punt", "key"), ("jaar", "time"), ("soort", "dimension"), ("aantal", "measure"), ("plek", "dimension"),
    ]  # fmt: skip
    assert counts["csv"] == {"delimiter": ";", "null": ["", "n/a"]}
    assert counts["fields"][3]["range"] == [0, ".inf"]
    assert [member["value"] for member in counts["fields"][2]["members"]] == ["weg", "pad"]
    assert bare["fields"] == []
    assert len(told.not_brought) == 3
    assert found.head["publisher"] == {"name": "Provincie"}
    assert found.tables == {}, "a path that leaves the folder of the package is not followed"


@pytest.mark.parametrize("document", [{}, {"resources": ["x"]}, {"resources": [{"path": "a.csv"}]}])
def test_what_is_no_package_is_said_in_one_line(document: dict[str, Any]) -> None:
    with pytest.raises(SourceError):
        read_package(document, Path("."), "nl", Told())
