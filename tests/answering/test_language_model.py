"""An answer with a language model beside the grammar: it says so, what was said is kept, what it uses is counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.planning.model.chat_model import made
from assistant.settings import ModelSettings, Settings
from tests.planning.model import server
from tests.planning.model.conftest import EMPTY
from tests.planning.model.test_translator import SLANG

TEXT = json.dumps(EMPTY | SLANG["reply"])


@pytest.fixture
def wire() -> Iterator[server.Wire]:
    with server.serving(server.says(TEXT)) as made:
        yield made


def opened(catalog: Path, home: Path, wire: server.Wire, **limits: int) -> Assistant:
    model = ModelSettings("openai:eigen", wire.address, "sleutel", 5.0, **limits)
    made(model)  # the library is loaded before time counts
    return Assistant.open(Settings(catalog=catalog, home=home, model=model))


def test_the_answer_says_that_a_model_read_the_question(demo_catalog_dir: Path, home: Path, wire: server.Wire) -> None:
    with opened(demo_catalog_dir, home, wire) as assistant:
        answer = assistant.ask(SLANG["question"])
        told = answer.to_json()
        assert told["outcome"] == "answer"
        assert told["translator"] == "model:openai:eigen"
        assert any("taalmodel" in text for text in told["interpretation"]["assumptions"])
        assert told["rows"] == assistant.ask("bijstandsuitkeringen in Noord").to_json()["rows"]
        assert len(wire.requests) == 1, "a question that the grammar understands reaches no model"
        assert answer.kept is not None
        (call,) = assistant.records.model_calls.of(answer.kept)
        assert SLANG["question"] in call.sent
        assert call.received == TEXT
        assert (call.told, call.heard) == (900, 60)


def test_tokens_are_counted_per_person_and_day(demo_catalog_dir: Path, home: Path, wire: server.Wire) -> None:
    with opened(demo_catalog_dir, home, wire, person_tokens=4_000) as assistant:
        outcomes = [assistant.ask(SLANG["question"], user=user).outcome for user in ("ans", "ans", "bob")]
        assert outcomes == ["answer", "answer", "answer"]
        assistant.records.model_calls.keep("x", assistant.records.model_calls.of(_first(assistant)) * 3, "ans")
        assert assistant.ask(SLANG["question"], user="ans").outcome == "refuse"
        assert assistant.ask(SLANG["question"], user="bob").outcome == "answer"


def test_a_turn_after_it_leans_on_it(demo_catalog_dir: Path, home: Path, wire: server.Wire) -> None:
    with opened(demo_catalog_dir, home, wire) as assistant:
        assistant.ask(SLANG["question"], conversation="c")
        answer = assistant.ask("en in Zuid?", conversation="c")
        assert answer.outcome == "answer"
        assert answer.translator == "grammar"
        assert [one["labels"] for one in (answer.interpretation or {})["filters"]] == [["Zuid"]]


def _first(assistant: Assistant) -> str:
    kept = assistant.ask(SLANG["question"], user="ans").kept
    assert kept is not None
    return kept
