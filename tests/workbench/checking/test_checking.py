"""Each way in which a delivery can be wrong is told, once, and nothing is told of a good one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cli import main

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "deliveries.yaml").read_text("utf-8"))
DOCUMENT = """
name: counts
source: counts.csv
primary_key: [area, year, kind]
fields:
  - {name: area, role: key, datatype: String}
  - {name: year, role: time, datatype: Integer, grain: year}
  - {name: kind, role: dimension, datatype: String, total: all, members: [{value: all}, {value: one}, {value: two}]}
  - {name: number, role: measure, datatype: Integer, aggregation: sum}
  - {name: share, role: measure, datatype: Decimal, aggregation: none, unit: "%", range: [0, 100]}
"""


def good() -> str:
    """Return a delivery in which everything is right."""
    rows = [
        f"{area},{year},{kind},{number},5"
        for area in "ABCD"
        for year in range(2020, 2025)
        for kind, number in (("all", 20), ("one", 13), ("two", 7))
    ]
    return "\n".join(["area,year,kind,number,share", *rows]) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_delivery(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = good()
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    lines = [line for line in text.splitlines() if not ("drop" in case and re.search(case["drop"], line))]
    (tmp_path / "datasets").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "catalog.yaml").write_text("name: c\n", "utf-8")
    (tmp_path / "datasets/counts.yaml").write_text(DOCUMENT, "utf-8")
    (tmp_path / "data/counts.csv").write_text("\n".join(lines) + "\n", "utf-8")
    code = main(["catalog", "check-data", "--json", "--catalog", str(tmp_path)])
    told = json.loads(capsys.readouterr().out)
    assert [[problem["severity"], problem["rule"]] for problem in told["problems"]] == case["found"]
    assert code == int("error" in {severity for severity, _ in case["found"]}) == int(not told["ok"])
    assert case.get("says", "") in " ".join(problem["message"] for problem in told["problems"])
    if case["found"]:
        assert main(["catalog", "check-data", "--strict", "--catalog", str(tmp_path)]) == 1


@pytest.mark.parametrize(
    ("drawn", "says"),
    [("ABCD", None), ("ABC", "1 of 4 members have no shape: 'D'"), ("", "no area in it"), (None, "No such file")],
)
def test_shapes_for_a_map(
    drawn: str | None, says: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "catalog.yaml").write_text("name: c\n", "utf-8")
    key = "{name: area, role: key, datatype: String, geojson: {file: areas.geojson, property: code}}"
    document = DOCUMENT.replace("{name: area, role: key, datatype: String}", key)
    (tmp_path / "datasets/counts.yaml").write_text(document, "utf-8")
    (tmp_path / "data/counts.csv").write_text(good(), "utf-8")
    if drawn is not None:
        ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features = [{"type": "Feature", "properties": {"code": one}, "geometry": shape} for one in drawn]
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / "data/areas.geojson").write_text(text, "utf-8")
    assert main(["catalog", "check-data", "--json", "--catalog", str(tmp_path)]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["rule"] for problem in problems] == (["shapes"] if says else [])
    assert (says or "") in " ".join(problem["message"] for problem in problems)
