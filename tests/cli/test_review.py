"""Reviews from the command line: asked for, listed, shown, decided, and never decided unseen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_kept_answers import QUESTION, answer, told

__all__ = ["answer", "told"]


@pytest.fixture
def demo_catalog_dir(demo_catalog_dir: Path, tmp_path: Path) -> Path:
    """A catalogue of its own: what is approved becomes a file of it."""
    return Path(shutil.copytree(demo_catalog_dir, tmp_path / "catalog"))


BETTER = "Hoeveel bijstandsuitkeringen waren er eind 2022?"


def test_a_correction_is_shown_then_kept_and_becomes_a_case(told, answer: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    told("review", "ask", answer, "--as", "Kim")
    change = ("review", "correct", answer, "--wording", BETTER, "--as", "Ana", "--word", "Ander jaar.")
    code, shown, _ = told(*change, "--json")
    assert (code, json.loads(shown)["changed"]) == (0, [{"figure": "bijstandsuitkeringen", "then": 4419, "now": 4496}])
    assert told("review", "show", answer, "--json")[1].count('"corrected"') == 0
    assert json.loads(told(*change, "--save", "--json")[1])["status"] == "corrected"
    cases = tmp_path / "verified.yaml"
    cases.write_text(told("review", "cases")[1], "utf-8")
    assert QUESTION in cases.read_text("utf-8")
    figures = [json.loads(told("eval", str(cases), "--json", *more)[1])["right"] for more in ([], ["--unverified"])]
    # The program by itself still reads it otherwise: that is what the case is for.
    assert figures == [1.0, 0.0]
    assert json.loads(told("review", "report")[1])["whole"]["corrected"] == 1


def test_the_whole_way(told, answer: str) -> None:  # type: ignore[no-untyped-def]
    assert told("review", "ask", answer, "--as", "Kim", "--word", "Klopt dit?")[0] == 0
    code, listed, _ = told("review", "list", "--json")
    waiting = json.loads(listed)["reviews"]
    assert (code, [one["id"] for one in waiting if one["word"] == "Klopt dit?"][:1]) == (0, [answer])
    version = next(one["version"] for one in waiting if one["id"] == answer)
    code, _, complaint = told("review", "reject", answer, "--reason", "Nee.", "--seen", str(version + 1))
    assert (code, "meanwhile" in complaint) == (1, True)
    code, said, _ = told("review", "reject", answer, "--reason", "Telt dubbel.", "--as", "Ana", "--json")
    assert (code, json.loads(said)["status"], json.loads(said)["by"]) == (0, "rejected", "Ana")
    _, shown, _ = told("review", "show", answer, "--json")
    assert [one["act"] for one in json.loads(shown)["events"]] == ["rejected", "ask"]


@pytest.mark.parametrize("act", [("show",), ("approve",), ("reject", "--reason", "Nee.")])
def test_an_answer_that_nobody_asked_to_review(act: tuple[str, ...], told, answer: str) -> None:  # type: ignore[no-untyped-def]
    code, _, complaint = told("review", act[0], answer, *act[1:])
    assert (code, "review ask" in complaint) == (1, True)


def test_a_change_is_proposed_and_accepted(told, answer: str, demo_catalog_dir: Path) -> None:  # type: ignore[no-untyped-def]
    told("review", "ask", answer, "--as", "Kim")
    change = ("--add", "synonym", "--to", "bijstand.uitkeringen", "--text", "steuntrekkers")
    assert "+" in told("review", "suggest", answer, *change, "--save", "--as", "Ana")[1]
    listed = json.loads(told("review", "proposals", "--json")[1])["proposals"]
    found = [(one["number"], one["outcome"]) for one in listed if one["id"] == answer]
    assert [outcome for _, outcome in found] == [None]
    number = str(found[0][0])
    assert "steuntrekkers" in told("review", "proposal", answer, number)[1]
    code, said, _ = told("review", "proposal", answer, number, "--accept", "--as", "Mo")
    assert (code, "patch_accepted" in said) == (0, True)
    assert "steuntrekkers" in (demo_catalog_dir / "datasets" / "bijstand.yaml").read_text("utf-8")
    code, _, complaint = told("review", "proposal", answer, number, "--decline", "Toch niet.")
    assert (code, "already" in complaint) == (1, True)
