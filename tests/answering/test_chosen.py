"""Rival readings: what was chosen is kept for the conversation, and how far the figures lie apart is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering.apart import how_far
from assistant.explanation.answer import Answer

CONVERSATIONS = yaml.safe_load(Path(__file__).with_name("chosen.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CONVERSATIONS, ids=lambda case: case["name"])
def test_a_conversation_keeps_what_was_chosen(case: dict[str, Any], ask: Any) -> None:
    for turn in case["turns"]:
        answer = ask(turn["ask"], conversation=case["name"])
        assert answer.outcome == turn["outcome"], turn["ask"]
        if "metric" in turn:
            assert answer.interpretation["metrics"] == [turn["metric"]]
            said = " ".join(answer.interpretation["assumptions"])
            assert turn.get("offers", "") in said
            assert ("eerder koos" in said) is ("offers" in turn)


def test_without_a_conversation_nothing_is_kept(ask: Any) -> None:
    assert ask("Hoeveel armoede is er?").outcome == "clarify"
    assert ask("bijstandsuitkeringen").outcome == "answer"
    assert ask("Hoeveel armoede was er in 2022?").outcome == "clarify"


def told(ask: Any, *questions: str) -> list[Answer]:
    return [ask(one) for one in questions]


def test_figures_of_one_unit_lie_so_far_apart(ask: Any) -> None:
    both = told(ask, "Hoeveel inwoners heeft Noord?", "Hoeveel inwoners heeft Zuid?")
    values = [one.shown.value(0, one.shown.metrics[0]) for one in both if one.shown]
    between = f"{abs(values[0] - values[1]):,}".replace(",", ".")
    assert how_far(both, "nl") == f"De cijfers liggen {between} inwoners uit elkaar."


def test_figures_of_two_units_are_not_taken_from_each_other(ask: Any) -> None:
    both = told(ask, "Hoeveel inwoners heeft Noord?", "Wat is de gemiddelde verkoopprijs?")
    assert "cannot be taken" in (how_far(both, "en") or "")


def test_without_a_figure_nothing_is_said(ask: Any) -> None:
    both = told(ask, "Hoeveel inwoners heeft Noord?", "Hoeveel inwoners heeft Zuid?")
    assert how_far(both[:1], "nl") is None
    assert how_far([both[0], replace(both[1], shown=None)], "nl") is None
