"""A model's wording is shown only when it says what ours says; everything else it may try leaves ours standing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.explanation.answer import Answer
from assistant.explanation.grounding import Grounds
from assistant.explanation.rephrasing import Masked, masked, reworded
from assistant.settings import Settings

CASES = yaml.safe_load(Path(__file__).with_name("rephrasing.yaml").read_text("utf-8"))
TRIED = [(case["question"], name, text) for case in CASES for name, text in case["fails"].items()]


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = tmp_path_factory.mktemp("rephrasing-home")
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=home)) as opened:
        yield opened


def seen(question: str, assistant: Assistant) -> tuple[Answer, Grounds, Masked]:
    answer = assistant.ask(question)
    assert answer.grounds is not None
    ours = masked(answer.text or "", answer.grounds, frozenset({"inwoners"}))
    assert ours is not None, answer.text
    return answer, answer.grounds, ours


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_model_sees_marks_and_may_move_small_words(case: dict[str, Any], assistant: Assistant) -> None:
    answer, grounds, ours = seen(case["question"], assistant)
    assert ours.text == case["ours"]
    assert ours.filled(ours.text) == answer.text
    told = reworded(ours, case["passes"], grounds)
    assert told is not None
    assert all(one in told for one in ours.held)


@pytest.mark.parametrize(("question", "name", "text"), TRIED, ids=[name for _, name, _ in TRIED])
def test_what_says_something_else_is_not_shown(question: str, name: str, text: str, assistant: Assistant) -> None:
    _, grounds, ours = seen(question, assistant)
    assert reworded(ours, text, grounds) is None


def test_the_way_figures_go_stays(assistant: Assistant) -> None:
    answer, grounds, ours = seen("Hoe ontwikkelde het aantal inwoners van Noord zich tussen 2020 en 2024?", assistant)
    other = {"steeg": "daalde", "daalde": "steeg", "gestegen": "gedaald", "gedaald": "gestegen"}
    word = next((one for one in other if one in ours.text), None)
    assert word is not None, answer.text
    assert reworded(ours, ours.text, grounds) == answer.text
    assert reworded(ours, ours.text.replace(word, other[word]), grounds) is None


@pytest.mark.parametrize(
    "question", ["Had Noord in 2024 meer dan 2.000 inwoners?", "Wonen er in Noord meer mensen dan in Zuid?"]
)
def test_a_verdict_is_not_for_a_model(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.grounds is not None
    if answer.grounds.verdict is not None:
        assert masked(answer.text or "", answer.grounds) is None
