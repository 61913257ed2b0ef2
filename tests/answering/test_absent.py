"""A sum or list that lacks somebody who was asked for says so, and why; a place that is no more says where it went."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ABOUT = re.compile(r"geen cijfers|no figures|sinds 1 |since 1 |verdeeld over|divided between")
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("absent.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_who_has_no_figures_is_named(case: dict[str, Any], ask: Any) -> None:
    answer = ask(case["ask"])
    assert answer.outcome == "answer", answer.text
    told = answer.interpretation["assumptions"]
    assert [text for text in told if ABOUT.search(text)] == case["said"]
    assert all(text in answer.text for text in case["said"]), "it stands beside the figure, not only among assumptions"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hoeveel inwoners had Oudlinde in 2022?", "Oudlinde hoort sinds 1 januari 2019 bij Lindewaard."),
        ("Hoeveel bijstandsuitkeringen waren er in Kerkmeer in 2024?", "Kerkmeer is op 1 januari 2021 verdeeld over "),
    ],
)  # fmt: skip
def test_a_place_without_figures_says_what_became_of_it(question: str, said: str, ask: Any) -> None:
    answer = ask(question)
    assert (answer.outcome, answer.refusal.reason) == ("refuse", "no_data_for_period")
    assert answer.refusal.text.startswith(said)
