"""The JSON of an answer is the contract's: keys, order, finite numbers, labels for codes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from assistant.explanation.answer import Answer, answer_columns, answer_rows
from assistant.explanation.catalog_answers import answer_catalog
from assistant.explanation.chart import alt_text, svg, vega_lite
from assistant.explanation.conversation_prompts import conversation_prompts, templates
from assistant.explanation.interpretation import interpretation, text
from assistant.explanation.sources import sources
from assistant.plan import CatalogQuestion, CatalogTopic, Clarification, Option, Reason, Refusal
from tests.explanation.building import plan_of, shown_of
from tests.explanation.catalogue import CATALOG
from tests.explanation.test_sentences import CASES

KEYS = [
    "id",
    "question",
    "language",
    "outcome",
    "translator",
    "interpretation",
    "sql",
    "columns",
    "rows",
    "row_count",
    "truncated",
    "suppressed",
    "margins",
    "answer",
    "caveats",
    "conversation_prompts",
    "sources",
    "standing",
    "review",
    "clarification",
    "refusal",
    "timings_ms",
]


def test_an_answer_has_the_keys_of_the_contract_in_order() -> None:
    shown = shown_of(CASES["split-of-codes"] | {"rows": [["J", Decimal("10.0")], [None, float("nan")]]}, "nl")
    found = Answer(
        "?",
        "nl",
        "answer",
        columns=answer_columns(shown),
        rows=answer_rows(shown),
        interpretation=interpretation(shown.plan, CATALOG),
    ).to_json()
    assert list(found) == KEYS
    assert found["rows"] == [["0 tot 20 jaar", 10], ["leeftijd onbekend", None]]
    assert found["columns"][1] == {"name": "inwoners", "label": "inwoners", "role": "metric", "unit": "inwoners"}
    json.dumps(found, allow_nan=False)


def test_a_withheld_cell_is_null_and_listed() -> None:
    shown = shown_of(CASES["single-withheld"], "nl")
    assert answer_rows(shown) == ((None,),)
    assert sorted(shown.withheld) == [(0, 0)]


def test_a_question_back_a_refusal_and_an_error() -> None:
    back = Answer("?", "nl", "clarify", clarification=Clarification("Welke?", (Option("a", "b?"),), "nl")).to_json()
    assert back["clarification"] == {"text": "Welke?", "options": [{"label": "a", "question": "b?"}]}
    assert back["rows"] is None
    no = Answer("?", "nl", "refuse", refusal=Refusal(Reason.CAUSAL, "Nee.", "nl", ("x",))).to_json()
    assert no["refusal"] == {"reason": "causal", "text": "Nee.", "nearest": ["x"]}
    wrong = {"id": "q", "question": "?", "outcome": "error", "error": "kapot"}
    assert Answer("?", "nl", "error", id="q", error="kapot").to_json() == wrong


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("single-stock-of-persons", "inwoners · gemeente Utrecht · 2023"),
        ("comparison", "inwoners · per gemeente · gemeenten Amsterdam en Rotterdam · 2024"),
        ("series", "inwoners · per jaar · gemeente Utrecht · 2019 t/m 2024"),
        ("change-in-percent", "inwoners · verandering in procenten · gemeente Utrecht · 2019 → 2024"),
        ("single-of-a-group", "inwoners · Nederland · 65 jaar of ouder · 2023"),
        ("count-of-members", "inwoners · aantal gemeenten · hoger dan 100.000 inwoners · 2026"),
    ],
)
def test_the_reading_on_one_line(name: str, reading: str) -> None:
    assert text(plan_of(CASES[name], "nl"), CATALOG) == reading


def test_a_filter_and_a_threshold_stand_in_the_interpretation() -> None:
    found = interpretation(plan_of(CASES["comparison"], "nl"), CATALOG)["filters"]
    assert found == [
        {
            "field": "regio.regio_code",
            "op": "in",
            "values": ["GM0363", "GM0599"],
            "labels": ["Amsterdam", "Rotterdam"],
            "level": "gemeente",
        }
    ]
    counted = interpretation(plan_of(CASES["count-of-members"], "nl"), CATALOG)
    assert counted["filters"][0] == {
        "field": "bevolking.inwoners",
        "op": ">",
        "values": [100000],
        "labels": [],
        "level": None,
    }
    at = {"field": "regio.regio_code", "level": "gemeente"}
    assert counted["calculation"] == {"name": "count_members", **at, "share": False}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_plan_has_a_reading_prompts_and_json(name: str, language: Any) -> None:
    shown = shown_of(CASES[name], language)
    json.dumps(interpretation(shown.plan, CATALOG), allow_nan=False)
    prompts = conversation_prompts(shown)
    assert 3 <= len(prompts) <= 5
    assert prompts == conversation_prompts(shown)
    assert not any("{" in prompt for prompt in prompts)


def test_the_prompt_file_is_whole() -> None:
    themes = {one.theme for one in templates()}
    assert themes == {"compare", "happened", "data", "people", "otherwise", "decision"}
    assert len({one.nl for one in templates()}) == len({one.en for one in templates()}) == len(templates()) > 50


def test_sources_name_publisher_and_identifier() -> None:
    (found,) = sources(CATALOG, ["bevolking", "bevolking"], "nl")
    assert (found["publisher"], found["identifier"], found["updated"]) == ("CBS", "03759ned", "2025-05-01")


#: What the assistant itself knows: no documentation answers it.
ELSEWHERE = {CatalogTopic.AGREEMENTS, CatalogTopic.MODEL}


@pytest.mark.parametrize("topic", [one for one in CatalogTopic if one not in ELSEWHERE])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_questions_about_the_catalogue_are_answered_from_it(topic: CatalogTopic, language: Any) -> None:
    found = answer_catalog(
        CatalogQuestion(topic, language, metrics=(plan_of(CASES["series"], "nl").metrics[0],)), CATALOG
    )
    assert found.text
    assert len(found.rows) == 1
    assert {len(row) for row in found.rows} == {len(found.columns)}


@pytest.mark.parametrize(
    ("name", "mark"), [("series", "line"), ("split", "bar"), ("ranking", "bar"), ("single-flow", None)]
)
def test_the_chart_fits_the_plan_and_has_a_text_alternative(name: str, mark: str | None) -> None:
    shown = shown_of(CASES[name], "nl")
    spec = vega_lite(shown)
    if mark is None:
        assert spec is None
        assert alt_text(shown) is None
        return
    assert spec is not None
    assert spec["layer"][0]["mark"]["type"] == mark
    assert spec["title"]["text"].startswith("Inwoners")
    drawing = svg(spec)
    assert drawing.startswith("<svg")
    assert ("374.238" in drawing) is (name == "series")
    assert "CBS" in drawing
    assert alt_text(shown)
