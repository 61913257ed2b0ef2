"""A conversation of the chat goes on after a restart as if there had been none."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.answering.resuming import memory_of, shown_in
from assistant.explanation.answer import Answer
from assistant.settings import Settings
from tests.explanation.catalogue import CATALOG

AS_OF = dt.date(2026, 11, 25)
CASES = Path(__file__).resolve().parents[1] / "planning" / "cases" / "conversations.yaml"
TURNS = [[turn["q"] for turn in case["turns"]] for case in yaml.safe_load(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("questions", TURNS, ids=lambda questions: questions[-1])
def test_what_a_turn_leans_on_is_read_back_from_the_records(questions: list[str], demo: Assistant) -> None:
    name = uuid.uuid4().hex
    for question in questions:
        demo.ask(question, as_of=AS_OF, conversation=name, lasting=True)
        kept = demo.records.turns(name)
        assert memory_of(kept, demo.catalog) == demo._turns.memory(name), question
        assert set(shown_in(kept, demo.engine.digest)) == set(demo._seen.of(name)), question


@pytest.fixture
def settings(demo_catalog_dir: Path, tmp_path: Path) -> Settings:
    return Settings(catalog=demo_catalog_dir, home=tmp_path / "home")


def test_a_restart_before_each_turn_changes_no_answer(settings: Settings, demo: Assistant) -> None:
    questions = (
        "Hoeveel inwoners had Voorbeeldstad in 2024?",
        "En in 2019?",
        "En per wijk?",
        "Hoeveel zwemdiploma's waren dat?",
        "En terug?",
    )
    for question in questions:
        with Assistant.open(settings) as restarted:
            after = restarted.ask(question, as_of=AS_OF, conversation="met", lasting=True)
        assert _told(after) == _told(demo.ask(question, as_of=AS_OF, conversation="zonder", lasting=True))


def test_what_was_shown_before_a_restart_counts_for_what_is_withheld_after_it(settings: Settings) -> None:
    single = "Hoeveel bijstandsuitkeringen had Veenhoek in 2024?"
    with Assistant.open(settings) as first:
        first.ask("Hoeveel bijstandsuitkeringen per buurt in 2024?", as_of=AS_OF, conversation="een", lasting=True)
    with Assistant.open(settings) as second:
        assert second.ask(single, as_of=AS_OF, conversation="een", lasting=True).suppressed == ((0, 0),)
        assert second.ask(single, as_of=AS_OF, conversation="twee", lasting=True).rows == ((14,),)


def test_what_was_shown_counts_on_when_the_catalogue_is_opened_again(settings: Settings) -> None:
    single = "Hoeveel bijstandsuitkeringen had Veenhoek in 2024?"
    with Assistant.open(settings) as first:
        first.ask("Hoeveel bijstandsuitkeringen per buurt in 2024?", as_of=AS_OF, conversation="een")
        with Assistant.open(settings, follows=first) as second:
            assert second.ask(single, as_of=AS_OF, conversation="een").suppressed == ((0, 0),)
            assert second.ask(single, as_of=AS_OF, conversation="twee").rows == ((14,),)


def test_a_batch_that_repeats_a_name_begins_anew(settings: Settings) -> None:
    with Assistant.open(settings) as first:
        first.ask("Hoeveel inwoners had Voorbeeldstad in 2024?", as_of=AS_OF, conversation="c1")
    with Assistant.open(settings) as second:
        assert second.ask("En in 2019?", as_of=AS_OF, conversation="c1").outcome != "answer"


def test_a_turn_about_what_is_no_longer_documented_is_left_out(settings: Settings, demo: Assistant) -> None:
    with Assistant.open(settings) as first:
        first.ask("Hoeveel bijstandsuitkeringen per buurt in 2024?", as_of=AS_OF, conversation="een", lasting=True)
        kept = first.records.turns("een")
    without = CATALOG.model_copy(update={"name": demo.catalog.name})
    assert memory_of(kept, without).previous is None
    assert memory_of(kept, demo.catalog).previous is not None


def _told(answer: Answer) -> dict[str, Any]:
    """Everything but what differs for another run: how long it took, and the name that holds the conversation's."""
    return {key: value for key, value in answer.to_json().items() if key not in ("timings_ms", "id")}
