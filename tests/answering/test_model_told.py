"""Whoever asks which language model reads along hears that, with what it was measured to be worth."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.model_card import Calls, Measured, ModelCard
from assistant.settings import ModelSettings, Settings

NAME = "openai:eigen"
ASKED = [
    ("nl", "Welk taalmodel gebruik je?"),
    ("nl", "Hoe goed is het taalmodel?"),
    ("en", "Which language model do you use?"),
]


def measured(right: float) -> Measured:
    return Measured(
        right=right, wrong=0.0, rs={"0": 90.0}, clarify_precision=None, clarify_recall=None, p50_ms=40, p95_ms=90
    )


CARD = ModelCard(
    model=NAME,
    prompts={"plan": 1},
    measured_on=dt.date(2026, 11, 1),
    cases=10,
    grammar=measured(0.9),
    with_model=measured(0.95),
    calls=Calls(made=3, told=3_000, heard=200, failed={}),
    better=(),
    worse=(),
)


@pytest.mark.parametrize(("language", "question"), ASKED)
def test_without_a_model_that_is_the_answer(language: str, question: str, demo_catalog_dir: Path, home: Path) -> None:
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=home)) as assistant:
        answer = assistant.ask(question)
    assert (answer.outcome, answer.language, answer.sql) == ("answer", language, None)
    assert "taalmodel" in (answer.text or "") or "language model" in (answer.text or "")


def test_its_card_is_shown_in_the_conversation(demo_catalog_dir: Path, home: Path) -> None:
    settings = Settings(catalog=demo_catalog_dir, home=home, model=ModelSettings(NAME, "http://127.0.0.1:9/v1", "x"))
    with Assistant.open(settings) as assistant:
        first = assistant.ask("Hoe goed is het taalmodel?", conversation="c")
        assert "nog niet gemeten" in (first.text or "")
        CARD.keep(settings)
        assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2024?", conversation="c")
        answer = assistant.ask("Hoe goed is het taalmodel?", conversation="c")
        assert ("goed", "90,0 %", "95,0 %") in [tuple(row) for row in answer.rows or ()]
        assert "1 november 2026" in (answer.text or "")
        after = assistant.ask("en in 2023?", conversation="c")
        assert after.outcome == "answer", "the conversation goes on where it was"
        assert after.sql is not None
