"""A maintainer sees what people asked in vain, takes the first command that is offered, and the gap is gone."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from assistant.cli import main


@pytest.fixture
def catalog(demo_catalog_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_catalog_dir, tmp_path / "catalog"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0, capsys.readouterr()
    return capsys.readouterr().out


def test_from_a_question_in_vain_to_an_answer(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question, here = "Hoeveel meldingen over drugsoverlast waren er in 2024?", ("--catalog", str(catalog))
    for asked in (question, "Waarom regent het?", "Hoeveel inwoners waren er in 1980?"):
        run(capsys, "ask", asked, *here)
    found = json.loads(run(capsys, "catalog", "gaps", "--json", *here))
    assert {(gap["kind"], gap["text"]) for gap in found["gaps"]} == {("word", "drugsoverlast"), ("period", "1980")}
    (gap,) = (gap for gap in found["gaps"] if gap["kind"] == "word")
    before = (catalog / "datasets" / "meldingen.yaml").read_text("utf-8")

    first = shlex.split(gap["start"][0])[1:]
    shown = run(capsys, *first, "--dry-run")
    assert "drugsoverlast" in shown
    assert (catalog / "datasets" / "meldingen.yaml").read_text("utf-8") == before
    assert run(capsys, *first) == shown

    assert "drugsoverlast" not in run(capsys, "catalog", "gaps", *here)
    answer = json.loads(run(capsys, "ask", question, "--json", *here))
    assert answer["outcome"] == "answer"
    assert "overlast" in answer["interpretation"]["text"]


def test_gaps_are_told_in_the_language_of_the_reader(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--catalog", str(catalog))
    assert "Nothing was asked since" in run(capsys, "catalog", "gaps", "--lang", "en", *here)
    run(capsys, "ask", "Hoeveel inwoners per dag?", *here)
    assert "de indeling ‘per dag’ (bij bevolking.inwoners)" in run(capsys, "catalog", "gaps", *here)
    assert "the division ‘per day’" in run(capsys, "catalog", "gaps", "--lang", "en", *here)
