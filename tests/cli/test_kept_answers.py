"""What people do with an answer from the command line: a sheet, a note, an agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

QUESTION = "Hoeveel bijstandsuitkeringen waren er eind 2023?"


@pytest.fixture
def told(demo_catalog_dir: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command over the demo; return its exit code, what it said and what it complained about."""

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        code = main([command, *arguments, "--catalog", str(demo_catalog_dir)])
        captured = capsys.readouterr()
        return code, captured.out.strip(), captured.err.strip()

    return run


@pytest.fixture
def answer(told: Any) -> str:
    _, said, _ = told("ask", QUESTION, "--as-of", "2026-11-25")
    last = said.splitlines()[-1]
    assert last.startswith("Bewaard als ")
    return str(last.split()[-1])


@pytest.mark.parametrize(
    ("name", "begins"),
    [("s.html", b"<!doctype html>"), ("s.docx", b"PK"), ("s.xlsx", b"PK"), ("s.csv", b"\xef\xbb\xbf")],
)
def test_a_sheet_in_the_form_that_its_name_says(
    name: str, begins: bytes, told: Any, answer: str, tmp_path: Path
) -> None:
    code, said, _ = told("sheet", answer, "--to", str(tmp_path / name))
    assert (code, said) == (0, str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("to", "complaint"),
    [("s.pdf", "does not say in which form"), ("nowhere/s.html", "cannot write"), ("s.png", "has no chart")],
)
def test_what_cannot_be_written_is_said_in_one_line(
    to: str, complaint: str, told: Any, answer: str, tmp_path: Path
) -> None:
    code, said, err = told("sheet", answer, "--to", str(tmp_path / to))
    assert code in (1, 3)
    assert said == ""
    assert complaint in err
    assert "\n" not in err


def test_a_note_and_an_agreement_stand_on_the_sheet(told: Any, answer: str, tmp_path: Path) -> None:
    assert told("note", answer, "Dit komt door de nieuwe regels.", "--as", "Kim")[0] == 0
    due = ("--due", "2026-06-30", "--down", "--target", "4500", "--as", "Kim")
    assert told("agree", answer, "Mensen eerder spreken", "--who", "Team Werk", *due)[0] == 0
    told("sheet", answer, "--to", str(tmp_path / "s.html"))
    text = (tmp_path / "s.html").read_text("utf-8")
    assert "Dit komt door de nieuwe regels." in text
    assert "Mensen eerder spreken (wie: Team Werk;" in text


def test_agreements_show_the_figure_then_and_now(told: Any, answer: str) -> None:
    assert told("agreements")[1] == "Er zijn nog geen afspraken."
    told("agree", answer, "Spreken", "--who", "Werk", "--due", "2026-06-30", "--down", "--as", "Kim")
    code, said, _ = told("agreements", "--json", "--as-of", "2026-11-25")
    (one,) = json.loads(said)["agreements"]
    assert code == 0
    assert (one["is_due"], one["moved"], one["reached"]) == (True, "up", None)
    assert "4.419" in one["text"]
    assert "4.671" in one["text"]
    assert told("agreements", "--due", "--as-of", "2026-01-01")[1] == "Er zijn nog geen afspraken."


def test_an_answer_that_is_not_there(told: Any) -> None:
    code, _, err = told("note", "nothing", "Een mening")
    assert code == 1
    assert "no answer 'nothing'" in err


def test_where_the_figure_of_an_answer_stands(told: Any, answer: str) -> None:
    code, said, _ = told("standing", answer, "--as-of", "2026-11-25")
    assert code == 0
    assert said.startswith("Het cijfer\n")
    assert "De jaren ervoor" in said
    code, said, _ = told("standing", answer, "--json", "--lang", "en")
    assert code == 0
    assert json.loads(said)["standing"]["comparisons"][0]["heading"] == "The figure"
    assert told("standing", "nothing")[0] == 1
