"""What a reader is told: margins beside survey figures, and no text that its answer does not bear out."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.explanation.grounds import Said


def test_a_survey_figure_comes_with_its_margin_in_words_cells_and_json(ask: Any) -> None:
    answer = ask("Wat was het rapportcijfer voor de buurt per wijk in 2025?")
    told = answer.to_json()
    assert told["margins"][0] == [0, 1, 0.23]
    assert len(told["margins"]) == 8
    assert answer.shown.figure(0, 1, unit=False) == "7,1 ± 0,2"
    assert "± 0,2" in answer.text


def test_a_change_within_the_margins_is_no_yes(ask: Any) -> None:
    assert ask("Is het rapportcijfer voor de buurt in Lindenhof gestegen tussen 2021 en 2025?").text.startswith(
        "Niet te"
    )


def test_a_text_that_does_not_pass_gives_way_to_a_plain_one(
    demo: Assistant, ask: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = Said("De gemeente Rietmond had 178.823 inwoners op 1 januari 2024.")
    monkeypatch.setattr("assistant.answering.texts.say", lambda shown: wrong)
    answer = ask("Hoeveel inwoners had Voorbeeldstad in 2024?")
    assert answer.text == "Inwoners · gemeente Voorbeeldstad · 2024: 178.822 inwoners."
    assert answer.rows == ((178822,),)
    assert "178.823" in caplog.text
    assert "Rietmond" in caplog.text


def test_a_place_among_survey_figures_says_with_whom_it_is_shared_within_the_margins(ask: Any) -> None:
    answer = ask("Op welke plek staat Noord in het rapportcijfer voor de buurt in 2025?")
    assert answer.margins == ((0, 1, 0.24),)
    assert answer.text.endswith("Met 3 andere wijken valt het verschil binnen de marges; deze plek kan toeval zijn.")
