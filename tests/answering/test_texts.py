"""What a reader is told: margins beside survey figures, and no text that its answer does not bear out."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.answering.texts import texts
from assistant.explanation.caveats import DatasetEvidence, Evidence, caveats, probes
from assistant.explanation.grounds import Said
from assistant.explanation.shown import Shown
from assistant.plan import Direction, Premise
from tests.explanation.generated import answers


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


class Heard(logging.Handler):
    """Takes down what is reported."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck), derandomize=True)
@given(answers(), st.booleans(), st.sampled_from([None, *Premise]), st.sampled_from([None, Direction.UP]))
def test_no_text_of_any_answer_says_a_figure_that_is_not_in_its_cells(
    shown: Shown, broken: bool, premise: Premise | None, supposed: Direction | None
) -> None:
    """Sentence, title, caveats and questions to talk about, of any plan over any catalogue, also over a break.

    Each passes its own check: none of them had to give way to a plainer one.
    """
    plan = replace(shown.plan, premise=premise, supposed=supposed)
    shown = replace(shown, plan=plan, apart=frozenset(plan.metrics) if broken else frozenset())
    asked = probes(plan, shown.catalog, None)
    met = {name: DatasetEvidence(frozenset(conditions), 3) for name, conditions in asked.items()}
    found = caveats(plan, shown.catalog, None, Evidence(met, met), shown)
    heard, log = Heard(), logging.getLogger("assistant.answering.texts")
    log.addHandler(heard)
    told = texts(shown, found)
    log.removeHandler(heard)
    assert heard.said == []
    assert told.sentence
    assert {one.id for one in told.caveats} == {one.id for one in found}
