"""Reviews from the command line: asked for, listed, shown, decided, and never decided unseen."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_kept_answers import answer, told

__all__ = ["answer", "told"]


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
