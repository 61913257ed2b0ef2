"""The demo's grammar, and a model that says what a test wants it to say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.plan import Decision, Refusal
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Allowance, CallLog, Failure, Prompt, Reply
from assistant.planning.translator import Request
from assistant.settings import Settings

EMPTY: dict[str, Any] = {
    "form": "figure", "metrics": [], "members": [], "places": [], "without": [], "split": [],
    "denominator": None, "limit": None, "period": None, "glosses": [],
}  # fmt: skip


@dataclass
class Scripted:
    """A model that gives one reply or failure, and remembers what it was told."""

    reply: dict[str, Any] | Failure
    name: str = "scripted:model"
    heard: list[Prompt] = field(default_factory=list)

    def say(self, prompt: Prompt, seconds: float) -> Reply | Failure:
        self.heard.append(prompt)
        if isinstance(self.reply, Failure):
            return self.reply
        return Reply(self.reply, json.dumps(self.reply), prompt.length // 4, 60)


@pytest.fixture(scope="session")
def grammar(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GrammarTranslator]:
    home = tmp_path_factory.mktemp("model-home")
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=home)) as assistant:
        assert isinstance(assistant._translator, GrammarTranslator)
        yield assistant._translator


def without_help(decision: Decision, refusal: Decision) -> bool:
    """Whether the grammar's refusal stands as it was, and says that a model was asked in vain."""
    if not isinstance(decision, Refusal) or not isinstance(refusal, Refusal):
        return False
    note = decision.text.removeprefix(refusal.text)
    told = "taalmodel" if decision.language == "nl" else "language model"
    return replace(decision, text=refusal.text) == refusal and note != decision.text and told in note


def asked(question: str, tokens: int = 8_000, **values: Any) -> Request:
    """Return a question that may use a model."""
    log = CallLog(Allowance(tokens, tokens, tokens), 10.0)
    return Request(question, dt.date(2026, 1, 31), calls=log, **values)
