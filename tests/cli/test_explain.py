"""``duiding ask --explain``: how a question was read, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main

QUESTION = "Hoeveel inwoners heeft Kerkbuurt in Oosterveld in 2023?"


def test_the_trace_stands_under_the_answer(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--explain", "--catalog", str(demo_catalog_dir)]) == 0
    told = capsys.readouterr().out
    assert told.index("De buurt Kerkbuurt had") < told.index("Waar de woorden in de catalogus voor kunnen staan")
    assert "past niet bij het cijfer of bij de woorden eromheen" in told
    assert "De enige lezing." in told


def test_programs_get_the_trace_as_json(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["ask", "How many people are poor?", "--explain", "--json", "--catalog", str(demo_catalog_dir)]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "clarify"
    assert {one["verdict"] for one in told["explain"]["readings"]} == {"asked"}
    assert [one["text"] for one in told["explain"]["tokens"]] == ["How", "many", "people", "are", "poor", "?"]


def test_without_the_option_there_is_no_trace(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION, "--json", "--catalog", str(demo_catalog_dir)]) == 0
    assert "explain" not in json.loads(capsys.readouterr().out)


def test_a_batch_is_not_explained(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--stdin", "--explain", "--catalog", str(demo_catalog_dir)]) == 2
    assert "--explain" in capsys.readouterr().err
