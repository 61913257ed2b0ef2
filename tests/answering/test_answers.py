"""One question walks the whole way, and always ends in one of the outcomes of the contract."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.engines.base import EngineFailure, FailureKind
from assistant.records import Records
from assistant.settings import MAX_QUESTION
from tests.answering.conftest import AS_OF

KEYS = [
    "id", "question", "language", "outcome", "translator", "interpretation", "sql", "columns", "rows", "row_count",
    "truncated", "suppressed", "margins", "answer", "caveats", "conversation_prompts", "sources", "standing", "review",
    "clarification", "refusal", "timings_ms",
]  # fmt: skip


def without_time(answer: Any) -> str:
    return json.dumps(answer.to_json() | {"timings_ms": None}, allow_nan=False)


def test_an_answer_has_the_shape_of_the_contract(ask: Any) -> None:
    told = ask("Hoeveel inwoners had Voorbeeldstad in 2024?", id="q1").to_json()
    assert list(told) == KEYS
    assert (told["id"], told["outcome"], told["rows"], told["row_count"]) == ("q1", "answer", [[178822]], 1)
    assert told["columns"] == [{"name": "inwoners", "label": "inwoners", "role": "metric", "unit": "inwoners"}]
    assert told["sql"].startswith(("SELECT", "WITH"))
    assert told["interpretation"]["period"] == {"from": "2024", "to": "2024", "grain": "year"}
    assert [source["dataset"] for source in told["sources"]] == ["bevolking"]
    assert {"bevolking.peildatum", "catalog.fictief"} <= {caveat["id"] for caveat in told["caveats"]}
    assert "178.822" in told["answer"]


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Hoeveel inwoners had Kerkbuurt in 2025?", "clarify"),
        ("Hoeveel daklozen zijn er?", "refuse"),
        ("", "refuse"),
        ("   ?!", "refuse"),
        ("x" * (MAX_QUESTION + 1), "refuse"),
        ("Hoeveel \ud800 inwoners?", "error"),
        ("Hoeveel\x00inwoners in 2024?", None),
        ("Wat betekent WOZ-waarde?", "answer"),
        ("Waar komen deze cijfers vandaan?", None),
        ("Hoe actueel zijn de misdrijven?", None),
    ],
)
def test_every_question_has_an_outcome(ask: Any, question: str, outcome: str | None) -> None:
    told = ask(question)
    assert told.outcome in {"answer", "clarify", "refuse", "error"}
    assert outcome is None or told.outcome == outcome
    if told.outcome == "refuse":
        assert told.to_json()["refusal"]["text"]
    if told.outcome == "error":
        assert told.to_json()["error"]


def test_each_option_of_a_question_back_gives_an_answer(ask: Any) -> None:
    told = ask("Hoeveel inwoners had Kerkbuurt in 2025?")
    assert len(told.to_json()["clarification"]["options"]) == 2
    assert told.rows is None
    assert told.sql is None
    for option in told.clarification.options:
        assert ask(option.question).outcome == "answer"


def test_the_same_question_gives_the_same_bytes(ask: Any) -> None:
    question = "Welke vijf gemeenten hebben de meeste inwoners in 2025?"
    assert without_time(ask(question)) == without_time(ask(question))


def test_a_turn_follows_the_one_before_and_stands_alone_without_a_conversation(ask: Any) -> None:
    ask("Hoeveel inwoners hadden we in 2025?", conversation="a")
    assert len(ask("En per wijk?", conversation="a").rows) == 8
    assert ask("En per wijk?").outcome != "answer"
    assert ask("En per wijk?", conversation="b").outcome != "answer"


def test_a_dataset_is_open_to_its_roles_only(ask: Any) -> None:
    question = "Wat was het ziekteverzuimpercentage in het vierde kwartaal van 2024?"
    assert ask(question, role="analyst").rows == ((5.56,),)
    told = ask(question, role="guest").to_json()
    assert (told["outcome"], told["refusal"]["reason"], told["rows"]) == ("refuse", "not_permitted", None)


def test_a_provisional_figure_says_so_and_a_final_one_does_not(ask: Any) -> None:
    def ids(year: int) -> set[str]:
        return {caveat.id for caveat in ask(f"Hoeveel bijstandsuitkeringen waren er in {year}?").caveats}

    assert "bijstand.provisional" in ids(2025)
    assert "bijstand.provisional" not in ids(2024)


@pytest.mark.parametrize("kind", [FailureKind.TIMEOUT, FailureKind.TOO_LARGE])
def test_a_query_that_is_stopped_is_refused_with_what_can_be_asked(
    demo: Assistant, ask: Any, monkeypatch: pytest.MonkeyPatch, kind: FailureKind
) -> None:
    ask("Hoeveel inwoners had Rietmond in 2023?")
    monkeypatch.setattr(demo.engine, "run", lambda query, limit: EngineFailure(kind))
    told = ask("Hoeveel inwoners had Rietmond in 2023?").to_json()
    assert (told["outcome"], told["refusal"]["reason"]) == ("refuse", kind.value)


def test_what_was_answered_was_kept(demo: Assistant, ask: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with Records.open(f"sqlite:///{tmp_path / 'kept.db'}") as records:
        monkeypatch.setattr(demo, "_records", records)
        kept: list[Any] = []
        monkeypatch.setattr(records, "save", kept.append)
        told = ask("Hoeveel inwoners had Rietmond in 2024?", conversation="c")
    (record,) = kept
    assert record.answer["rows"] == [[123811]]
    assert (record.outcome, record.as_of, record.sql) == ("answer", AS_OF, told.sql)
    assert record.plan["type"] == "Plan"
    assert record.result_digest.startswith("sha256:")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_no_text_breaks_the_assistant(demo: Assistant, question: str) -> None:
    told = demo.ask(question, as_of=AS_OF).to_json()
    assert told["outcome"] in {"answer", "clarify", "refuse", "error"}
    for row in told.get("rows") or []:
        assert all(not isinstance(cell, float) or math.isfinite(cell) for cell in row)
