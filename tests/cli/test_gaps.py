"""A maintainer sees what people asked in vain, takes the first command that is offered, and the gap is gone."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.cli import main
from assistant.review.ground import ground_of
from assistant.settings import Settings


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


VERIFIED = """question: "{question}"
language: nl
by: ana
on: 2026-01-01
sql: "SELECT COUNT(*) AS aantal FROM meldingen"
ground: {{{ground}}}
"""


def verified(catalog: Path, name: str, question: str) -> None:
    """Write a verified question that rests on the reports as they are documented now."""
    with Assistant.open(Settings(catalog=catalog)) as assistant:
        ground = ground_of(None, ["meldingen"], assistant.catalog, assistant.engine.profile)
    assert ground is not None
    (catalog / "verified").mkdir(exist_ok=True)
    told = ", ".join(f"{key}: '{value}'" for key, value in ground.items())
    (catalog / "verified" / f"{name}.yaml").write_text(VERIFIED.format(question=question, ground=told), "utf-8")


def test_a_word_for_a_member_that_the_data_lack_is_refused(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (catalog / "datasets" / "meldingen.yaml").read_text("utf-8")
    assert main(["catalog", "word", "drugs", "meldingen.categorie=overlats", "--catalog", str(catalog)]) != 0
    assert "did you mean" in capsys.readouterr().err
    assert (catalog / "datasets" / "meldingen.yaml").read_text("utf-8") == before


def test_the_name_of_a_member_instead_of_its_code_is_told(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "word", "meerstad", "regio.regio_code=Oudemeer", "--catalog", str(catalog)]) != 0
    assert "its code is GM9003" in capsys.readouterr().err


def test_verified_questions_that_a_word_moves_are_named(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verified(catalog, "een", "Hoeveel wiegjes zijn er gemeld?")
    verified(catalog, "twee", "Hoeveel is er gemeld?")
    here = ("--catalog", str(catalog), "--dry-run")
    told = json.loads(run(capsys, "catalog", "word", "wiegjes", "meldingen.meldingen", "--json", *here))
    assert (told["waiting"], told["worded"]) == ([], ["Hoeveel wiegjes zijn er gemeld?"])
    assert "bevat dit woord" in run(capsys, "catalog", "word", "wiegjes", "meldingen.meldingen", *here)
    assert "bevat" not in run(capsys, "catalog", "word", "kribben", "meldingen.meldingen", *here)


def test_verified_questions_that_lose_their_ground_are_named(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A member that was only in the data gets its place in the documentation that the question rests on."""
    verified(catalog, "een", "Hoeveel is er gemeld?")
    told = json.loads(
        run(
            capsys,
            "catalog",
            "word",
            "stadshart",
            "meldingen.buurt_code=BU90010101",
            "--json",
            "--catalog",
            str(catalog),
        )
    )
    assert (told["waiting"], told["worded"]) == (["Hoeveel is er gemeld?"], [])
