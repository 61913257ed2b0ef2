"""A model words the sentence of an answer where a setting lets it: what it is told, and what stands when it fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.settings import Leaves, Leaving, ModelSettings, Settings
from tests.planning.model import server

QUESTION = "Hoeveel inwoners had Noord in 2024?"
BETTER = json.dumps({"text": "In de wijk [1] waren er [2] inwoners op [3]."})
Opens = Callable[..., Assistant]


@pytest.fixture
def opens(demo_catalog_dir: Path, tmp_path: Path) -> Iterator[Opens]:
    opened: list[Assistant] = []

    def opens_(wire: server.Wire, *, words: bool = True, **leaving: str) -> Assistant:
        told = Leaving(tuple((name, Leaves(what)) for name, what in leaving.items()))
        model = ModelSettings("openai:eigen", wire.address, "sleutel", 20.0, words=words, leaving=told)
        opened.append(Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path, model=model)))
        return opened[-1]

    yield opens_
    for one in opened:
        one.close()


def test_the_answer_is_worded_by_the_model_and_says_so(opens: Opens) -> None:
    with server.serving(server.says(BETTER)) as wire:
        assistant = opens(wire)
        answer = assistant.ask(QUESTION)
    plain = opens(wire, words=False).ask(QUESTION)
    assert answer.text is not None
    assert answer.text.startswith("In de wijk ")
    assert answer.text.endswith("(Verwoord door een taalmodel; de cijfers komen uit de gegevens.)")
    assert (answer.rows, answer.caveats, answer.sql) == (plain.rows, plain.caveats, plain.sql)
    assert answer.translator == "grammar"
    (call,) = assistant.records.model_calls.of(answer.kept or "")
    assert (call.prompt, call.outcome) == ("phrase", "wording")


def test_no_figure_name_or_period_leaves_the_house(opens: Opens) -> None:
    with server.serving(server.says(BETTER)) as wire:
        answer = opens(wire).ask(QUESTION)
    assert answer.rows is not None
    sent = json.dumps(wire.requests[0]["messages"], ensure_ascii=False)
    assert "[2] inwoners" in sent
    figure = f"{answer.rows[0][-1]:,}".replace(",", ".")
    assert not [told for told in (figure, "Noord", "2024") if told in sent]


def test_figures_are_told_of_a_dataset_of_which_a_setting_says_so(opens: Opens) -> None:
    with server.serving(server.says(BETTER)) as wire:
        opens(wire, bevolking="figures", regio="figures").ask(QUESTION)
    assert "[1] = Noord" in wire.requests[0]["messages"][-1]["content"]


def test_of_a_dataset_that_stays_in_nothing_is_told(opens: Opens) -> None:
    with server.serving(server.says(BETTER)) as wire:
        answer = opens(wire, bevolking="nothing").ask(QUESTION)
    assert not wire.requests
    assert "taalmodel" not in (answer.text or "")


@pytest.mark.parametrize(
    "behaves",
    [
        server.says(json.dumps({"text": "In de wijk [1] waren er maar liefst [2] inwoners op [3]."})),
        server.says(json.dumps({"text": "In de wijk [1] waren er [2] inwoners op [3].", "caveats": []})),
        server.says(json.dumps({"text": None})),
        server.says("Graag gedaan!"),
        server.fails(401),
        server.calls_a_tool,
    ],
    ids=["says more", "other keys", "leaves it", "prose", "401", "a tool"],
)
def test_otherwise_our_own_sentence_stands(behaves: server.Behaviour, opens: Opens) -> None:
    with server.serving(behaves) as wire:
        answer = opens(wire).ask(QUESTION)
        plain = opens(wire, words=False).ask(QUESTION)
    assert wire.requests
    assert answer.text == plain.text
