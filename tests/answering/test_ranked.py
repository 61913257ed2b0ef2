"""A withheld figure is not told by its place in a ranking, by a threshold, or by a count of members."""

from __future__ import annotations

import pytest

QUESTIONS = (
    "Top 3 buurten met de meeste bijstandsuitkeringen per huishouden in 2024",
    "Welke buurten hadden minder dan 20 bijstandsuitkeringen in 2024?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_ranking_or_list_shows_no_withheld_member(ask, question):
    answer = ask(question).to_json()
    assert answer["outcome"] == "answer"
    assert answer["rows"]
    assert not answer["suppressed"]
    assert all(cell is not None for row in answer["rows"] for cell in row)


def test_what_was_left_out_is_said(ask):
    per_place = ask("Hoeveel bijstandsuitkeringen per buurt in 2024?").to_json()
    withheld = {per_place["rows"][row][0] for row, _ in per_place["suppressed"]}
    assert withheld
    said = ask(QUESTIONS[1]).to_json()["interpretation"]["assumptions"]
    assert any(all(name in text for name in withheld) for text in said)


def test_a_condition_on_another_figure_is_said_as_that_figures(ask):
    answer = ask("Wijken met meer dan 20.000 inwoners en hun WOZ-waarde").to_json()
    assert answer["outcome"] == "answer"
    assert "inwoners hoger dan 20.000" in answer["answer"].lower()
    assert "€ 20.000" not in answer["answer"]
