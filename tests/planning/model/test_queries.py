"""A query of a model's own: only where no form says what was asked, told only what is documented, and marked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.answering.reopening import reopen
from assistant.plan import FreeQuery, Refusal
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.calls import Failure, Prompt, Reply
from assistant.planning.model.chat_model import made
from assistant.planning.model.translator import ModelTranslator
from assistant.settings import ModelSettings, Settings
from tests.planning.model import server
from tests.planning.model.conftest import EMPTY, asked, without_help

QUESTION = "hoeveel boeven per agent"
SQL = (
    "SELECT SUM(inwoners) AS inwoners FROM bevolking WHERE jaar = '2024' AND regio_code = 'GM9001'"
    " AND leeftijd = 'totaal' AND geslacht = 'totaal'"
)
NONE = EMPTY | {"form": "none"}


class Writer:
    """A model that says of every form that it does not fit, and then writes ``sql``."""

    name = "scripted:writer"

    def __init__(self, sql: Any, first: Any = NONE) -> None:
        self.replies = [first, {"sql": sql}]
        self.heard: list[Prompt] = []

    def say(self, prompt: Prompt, seconds: float) -> Reply | Failure:
        reply = self.replies[len(self.heard)]
        self.heard.append(prompt)
        return reply if isinstance(reply, Failure) else Reply(reply, json.dumps(reply), 100, 10)


def test_a_model_writes_a_query_only_where_it_may_and_no_form_fits(grammar: GrammarTranslator) -> None:
    may, may_not = Writer(SQL), Writer(SQL)
    decision = ModelTranslator(grammar, may, queries=True).translate(asked(QUESTION))
    assert isinstance(decision, FreeQuery)
    assert decision.sql == SQL
    assert decision.translator == "model:scripted:writer"
    assert isinstance(ModelTranslator(grammar, may_not).translate(asked(QUESTION)), Refusal)
    assert (len(may.heard), len(may_not.heard)) == (2, 1)


@pytest.mark.parametrize("sql", [None, "", "  ", 7, ["SELECT 1"]])
def test_no_query_leads_back_to_the_grammar(sql: Any, grammar: GrammarTranslator) -> None:
    request = asked(QUESTION)
    decision = ModelTranslator(grammar, Writer(sql), queries=True).translate(request)
    assert without_help(decision, grammar.translate(request))


def test_a_model_that_talks_nonsense_is_not_asked_for_a_query(grammar: GrammarTranslator) -> None:
    for first in (Failure.TIMEOUT, {"form": "figure", "more": 1}):
        model = Writer(SQL, first)
        assert isinstance(ModelTranslator(grammar, model, queries=True).translate(asked(QUESTION)), Refusal)
        assert len(model.heard) == 1


def test_the_tables_are_told_as_documented_and_open(grammar: GrammarTranslator) -> None:
    catalog = grammar._knowledge.catalog
    shown = {field.name for ds in catalog.datasets for field in ds.fields if field.reachable}
    hidden = {field.name for ds in catalog.datasets for field in ds.fields} - shown
    assert hidden
    for role in ("manager", "gast"):
        model = Writer(SQL)
        request = asked("hoeveel zieke collega's en boeven per agent", role=role)
        ModelTranslator(grammar, model, queries=True).translate(request)
        told = model.heard[1].system
        assert not any(f"\n  {name}: " in told for name in hidden)
        assert ("\nziekteverzuim: " in told) is (role == "manager")


# --- what comes of it -------------------------------------------------------------------------------------------

Open = Callable[[str], Assistant]


def answered(catalog: Path, home: Path, sql: str | None) -> dict[str, Any]:
    def behave(handler: server.Handler, before: int) -> None:
        server.says(json.dumps(NONE if before == 0 else {"sql": sql}))(handler, before)

    with server.serving(behave) as wire:
        model = ModelSettings("openai:eigen", wire.address, "sleutel", 5.0, queries=True)
        made(model)  # the library is loaded before time counts
        with Assistant.open(Settings(catalog=catalog, home=home, model=model)) as assistant:
            answer = assistant.ask(QUESTION)
            assert answer.kept is not None
            told = answer.to_json()
            if told["outcome"] == "answer":
                own, others = (reopen(assistant, answer.kept, role=role) for role in ("manager", "analyst"))
                assert own is not None
                assert own.then == told
                assert others is None, "who acts in another role may see other rows"
            return told


def test_a_checked_query_is_answered_and_marked(demo_catalog_dir: Path, home: Path) -> None:
    told = answered(demo_catalog_dir, home, SQL)
    assert told["outcome"] == "answer"
    assert told["answer"] == f"De vrije query geeft voor inwoners: {told['rows'][0][0]:,} inwoners.".replace(",", ".")
    assert told["caveats"][0]["id"] == "free_query"
    assert told["caveats"][0]["severity"] == "blocking"
    assert "bevolking.peildatum" in {one["id"] for one in told["caveats"]}, "caveats come by lineage"
    assert told["sql"] != SQL, "what runs is written out anew from the checked tree"
    assert told["review"] == {"status": "unreviewed"}


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE bevolking",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM information_schema.tables",
        "SELECT SUM(inwoners) FROM bevolking",  # totals and parts together
        "SELECT naam FROM personen",
        "SELECT 1; SELECT 2",
        "niet te zeggen",
    ],
)
def test_a_query_that_may_not_run_never_runs(sql: str, demo_catalog_dir: Path, home: Path) -> None:
    told = answered(demo_catalog_dir, home, sql)
    assert told["outcome"] == "refuse"
    assert told["translator"] == "grammar"
    assert told["sql"] is None
