"""Any text at all gets an honest outcome in the contract's shape: words of the catalogue and junk, thrown together."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.translator import Request
from assistant.settings import Settings

AS_OF = dt.date(2026, 11, 25)
REASONS = {
    "unknown_concept", "unknown_member", "no_data_for_period", "level_not_available", "not_additive", "not_comparable",
    "disclosure", "not_permitted", "causal", "forecast", "opinion", "personal_data", "out_of_scope", "unsafe",
    "too_large", "timeout",
}  # fmt: skip

WORDS = yaml.safe_load(Path(__file__).with_name("cases").joinpath("junk.yaml").read_text(encoding="utf-8"))
texts = st.lists(
    st.sampled_from([*WORDS["subjects"].split(), *WORDS["glue"].split(), *WORDS["junk"]]), max_size=14
).map(" ".join)


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("junk-home"))) as opened:
        yield opened


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_any_words_get_an_outcome_of_the_contract(assistant: Assistant, text: str) -> None:
    told = json.loads(json.dumps(assistant.ask(text, as_of=AS_OF).to_json(), allow_nan=False))
    assert told["outcome"] in ("answer", "clarify", "refuse"), told
    assert (told["refusal"] is not None) == (told["outcome"] == "refuse")
    assert (told["clarification"] is not None) == (told["outcome"] == "clarify")
    if told["refusal"]:
        assert told["refusal"]["reason"] in REASONS
        assert told["refusal"]["text"]
    if told["clarification"]:
        assert told["clarification"]["options"]
        assert told["sql"] is None
    if told["outcome"] == "answer":
        assert told["interpretation"]["words"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(texts, min_size=2, max_size=4), number=st.integers(0, 10**9))
def test_any_turns_get_an_outcome(assistant: Assistant, turns: list[str], number: int) -> None:
    for text in turns:
        told = assistant.ask(text, conversation=str(number), as_of=AS_OF)
        assert told.outcome in ("answer", "clarify", "refuse"), told.error


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts)
def test_the_same_words_are_decided_the_same(grammar: GrammarTranslator, text: str) -> None:
    request = Request(text, AS_OF)
    assert grammar.translate(request) == grammar.translate(request)
