"""``catalog lint`` names the rule of each problem, explains it, and says what would raise the documentation most."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main

CATALOG = """\
name: buiten
language: nl
"""
DATASET = """\
name: meldingen
source: meldingen.csv
update_frequency: jaarlijks
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer}
  - {name: aantal, role: measure, aggregation: sum, unit: meldingen, label: meldingen}
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    for name, text in {
        "catalog.yaml": CATALOG,
        "datasets/meldingen.yaml": DATASET,
        "data/meldingen.csv": "jaar,aantal\n2024,3\n2025,4\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_problem_names_its_rule_and_the_rule_has_a_page(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "lint", "--catalog", str(catalog)]) == 0
    assert "'jaarlijks' is not one of" in (out := capsys.readouterr().out)
    assert out.rstrip().endswith("[vocabulary]")
    assert main(["catalog", "lint", "--explain", "vocabulary"]) == 0
    assert capsys.readouterr().out.startswith("# Words from a closed list")


def test_a_rule_that_is_not_there_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "lint", "--explain", "label"]) == 1
    assert "did you mean 'labels'?" in capsys.readouterr().err


def test_the_score_says_what_would_raise_it_most(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "lint", "--score", "--catalog", str(catalog)]) == 0
    first, second, *_ = capsys.readouterr().out.split("meldingen: ")[1].splitlines()
    assert first.endswith("van de 100 punten")
    assert second.endswith("schrijf van elk cijfer op wat het telt (definition): aantal")
    assert main(["catalog", "lint", "--json", "--lang", "en", "--catalog", str(catalog)]) == 0
    (told,) = json.loads(capsys.readouterr().out)["scores"]
    assert told["dataset"] == "meldingen"
    assert told["lacking"][0]["say"] == "write down of each figure what it counts (definition)"
    assert told["points"] + round(sum(one["points"] for one in told["lacking"])) == 100
