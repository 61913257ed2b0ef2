"""What another program gets: the answer as every reader gets it, with what must be said, within its rights."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.tools import TOOLS
from assistant.tools.chain import langchain_tools
from assistant.tools.toolbox import MOST_ROWS, argument, instructions, tool
from tests.tools.conftest import Box

HOW_MANY = "Hoeveel inwoners had Voorbeeldstad in 2024?"


def test_an_answer_comes_with_what_must_be_said(box: Box) -> None:
    told = box().ask("Waarom is het aantal bijstandsuitkeringen gedaald?")
    assert told["outcome"] == "answer"
    said = [one["text"] for one in told["caveats"] if one["severity"] in ("blocking", "important")]
    assert said
    assert told["must_be_said"] == said
    assert "catalog.causal" in {one["id"] for one in told["caveats"]}


def test_a_question_back_and_a_refusal_are_outcomes(box: Box) -> None:
    asked, refused = box().ask("hoe staan we er voor met de woningbouw"), box().ask("Wie krijgen er bijstand?")
    assert asked["outcome"] == "clarify"
    assert asked["clarification"]["options"]
    assert refused["outcome"] == "refuse"
    assert refused["refusal"]["reason"]


@pytest.mark.parametrize("question", ["x" * 100_000, "\ud83d"])
def test_a_text_that_is_no_question_is_an_outcome_too(question: str, box: Box) -> None:
    assert box().ask(question)["outcome"] in ("error", "refuse")


def test_a_conversation_goes_on_in_one_box_only(box: Box) -> None:
    mine = box()
    mine.ask(HOW_MANY, "c")
    assert mine.ask("en in 2023?", "c")["interpretation"]["period"]["from"] == "2023"
    assert box().ask("en in 2023?", "c")["outcome"] != "answer"
    assert mine.ask("en in 2023?")["outcome"] != "answer"


def test_a_long_table_is_cut_and_says_so(box: Box) -> None:
    told = box().ask("Hoeveel meldingen openbare ruimte waren er per buurt per maand in 2024?")
    assert told["row_count"] > MOST_ROWS == len(told["rows"])
    assert told["truncated"] is True
    assert all(row < MOST_ROWS for row, _ in told["suppressed"])


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("mensen met een uitkering", "nl", "bijstand.uitkeringen"),
        ("ziekteverzuim van medewerkers", "nl", "ziekteverzuim.verzuimpercentage"),
        ("burglary and crime", "en", "misdrijven.misdrijven"),
    ],
)
def test_searching_finds_what_is_documented(text: str, language: Any, first: str, box: Box) -> None:
    found = box().search_catalog(text, language)["found"]
    assert first in [one["name"] for one in found[:3]]
    assert all(one["definition"] and one["dataset"]["title"] for one in found)
    assert not any("rows" in one for one in found), "documentation only, no figures"


def test_what_a_role_may_not_see_is_neither_found_nor_answered_nor_checked(box: Box) -> None:
    guest = box(role="gast")
    assert "ziekteverzuim" not in json.dumps(guest.search_catalog("ziekteverzuim van medewerkers"))
    assert guest.ask("Hoe hoog was het ziekteverzuim in 2024?")["refusal"]["reason"] == "not_permitted"
    assert guest.check_sql("SELECT COUNT(*) FROM ziekteverzuim")["ok"] is False


def test_who_is_not_known_asks_in_the_role_that_needs_no_login(box: Box) -> None:
    assert box(user="nobody", role="admin").ask(HOW_MANY)["outcome"] == "answer"


def test_a_query_is_checked_and_never_run(box: Box) -> None:
    told = box().check_sql("SELECT AVG(aantal), pg_sleep(9) FROM read_csv('/etc/passwd')")
    assert told["ok"] is False
    assert len(told["issues"]) > 1
    assert "rows" not in told
    assert box().check_sql("SELECT COUNT(*) FROM regio")["ok"] is True


def test_every_tool_says_what_it_is_for() -> None:
    assert instructions()
    assert all(len(tool(name).description) > 40 for name in TOOLS)
    assert all(argument(name) for name in ("question", "conversation", "text", "sql", "language"))


def test_langchain_gets_the_same(box: Box) -> None:
    tools = {one.name: one for one in langchain_tools(box())}
    assert tuple(tools) == TOOLS
    asked = json.loads(tools["ask"].invoke({"question": HOW_MANY}))
    assert asked["answer"] == box().ask(HOW_MANY)["answer"]
    assert json.loads(tools["check_sql"].invoke({"sql": "DROP TABLE regio"}))["ok"] is False
    assert json.loads(tools["search_catalog"].invoke({"text": "inwoners"}))["found"]
