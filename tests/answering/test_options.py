"""Questions back: every option gives an answer as it stands, and nothing is asked that makes no difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.settings import Settings

AS_OF = dt.date(2026, 11, 25)
EVALS = Path(__file__).parents[2] / "evals"
#: Where the cases are, and over which catalogue; the demo has none named.
CATALOGS = {"demo": None, "zoutwaard": EVALS / "catalogs" / "zoutwaard"}


@pytest.fixture(scope="module", params=list(CATALOGS))
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Assistant]]:
    name: str = request.param
    home = tmp_path_factory.mktemp(f"options-{name}")
    folder = CATALOGS[name]
    settings = Settings(home=home) if folder is None else Settings(catalog=folder, home=home)
    with Assistant.open(settings) as assistant:
        yield name, assistant


def asked_back(name: str) -> list[dict[str, Any]]:
    """The evaluation cases of one turn that must be asked back."""
    found = []
    for path in sorted((EVALS / "cases" / name).glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            if case.get("expect", {}).get("outcome") == "clarify" and not case.get("before"):
                found.append(case)
    return found


def test_every_option_of_a_question_back_gives_an_answer_as_it_stands(opened: tuple[str, Assistant]) -> None:
    name, assistant = opened
    questions = [str(case["question"]) for case in asked_back(name)]
    questions += [word for concept in assistant.catalog.concepts for word in concept.synonyms.all()]
    assert questions
    failed = []
    for question in questions:
        back = assistant.ask(question, as_of=AS_OF).clarification
        for option in back.options if back else ():
            answer = assistant.ask(option.question, as_of=AS_OF)
            if answer.outcome != "answer":
                failed.append((question, option.question, answer.outcome, answer.text))
    assert not failed


def test_the_options_of_a_question_back_differ(opened: tuple[str, Assistant]) -> None:
    name, assistant = opened
    for case in asked_back(name):
        back = assistant.ask(str(case["question"]), as_of=AS_OF).clarification
        if back is not None:
            assert len({option.question for option in back.options}) == len(back.options)
            assert len({option.label for option in back.options}) == len(back.options)


def test_what_may_not_be_left_out_beside_a_figure_stands_with_its_option(opened: tuple[str, Assistant]) -> None:
    """Each reading shows what it gives, and the caveats without which that is not shown."""
    _, assistant = opened
    asked = [assistant.ask(one.synonyms.all()[0], as_of=AS_OF).clarification for one in assistant.catalog.concepts]
    options = [option for back in asked if back is not None for option in back.options]
    assert options
    for option in options:
        alone = assistant.ask(option.question, as_of=AS_OF)
        heavy = tuple(one.text for one in alone.caveats if one.severity in ("blocking", "important"))
        assert (option.answer, option.caveats) == (alone.text, heavy)
    assert any(option.caveats for option in options)
