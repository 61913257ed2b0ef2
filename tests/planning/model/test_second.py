"""Where the grammar is not sure a model is heard: it is agreed with, named, or asked about, and never just followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.plan import Clarification, Plan
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Failure
from assistant.planning.model.restating import same_figures
from assistant.planning.model.translator import ModelTranslator
from tests.planning.model.conftest import EMPTY, Scripted, asked

CASES = yaml.safe_load(Path(__file__).with_name("second.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_comes_of_a_second_reading(case: dict[str, Any], grammar: GrammarTranslator) -> None:
    before = grammar.translate(asked(case["question"]))
    model = Scripted(Failure(case["failure"]) if "failure" in case else EMPTY | case["reply"])
    decision = ModelTranslator(grammar, model).translate(asked(case["question"]))
    assert len(model.heard) == 1
    match case["outcome"]:
        case "same":
            assert decision == before
        case "told":
            assert isinstance(decision, Plan)
            assert isinstance(before, Plan)
            assert same_figures(decision, before)
            assert "taalmodel las uw vraag anders" in decision.assumptions[-1].text
        case "between":
            assert isinstance(decision, Clarification)
            plans = [option.plan for option in decision.options]
            assert len(plans) == 2
            assert isinstance(before, Plan)
            assert plans[0] is not None
            assert same_figures(plans[0], before)
            # Each gives what it says, also to who asks it out of the blue, and then nothing is left to ask.
            for option in decision.options:
                again = ModelTranslator(grammar, model).translate(asked(option.question))
                assert isinstance(again, Plan), option
                assert option.plan is not None
                assert same_figures(again, option.plan), option
        case _:
            assert isinstance(decision, Clarification)
            assert isinstance(before, Clarification)
            assert decision.options[: len(before.options)] == before.options
            assert len(decision.options) - len(before.options) == (case["outcome"] == "adds")
            assert decision.text.startswith(before.text)
            assert "taalmodel" in decision.text.removeprefix(before.text)


@pytest.mark.parametrize("question", ["Hoeveel inwoners had Voorbeeldstad in 2024?", "Hoeveel misdrijven per wijk?"])
def test_a_model_is_not_heard_about_what_is_sure(question: str, grammar: GrammarTranslator) -> None:
    model = Scripted(EMPTY)
    ModelTranslator(grammar, model).translate(asked(question))
    assert not model.heard


def test_nor_in_the_middle_of_a_conversation(grammar: GrammarTranslator) -> None:
    before = grammar.translate(asked("Hoeveel inwoners had Voorbeeldstad in 2024?"))
    assert isinstance(before, Plan)
    model = Scripted(EMPTY)
    ModelTranslator(grammar, model).translate(asked(CASES[0]["question"], previous=before))
    assert not model.heard
