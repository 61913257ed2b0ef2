"""Where a figure stands, asked in words: the answer says it beside the figure, with what has to be known of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering.standing.brief import brief
from assistant.explanation.standing import Comparison, Kind

CASES = yaml.safe_load(Path(__file__).with_name("asked.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_the_answer_says_where_its_figure_stands(case: dict[str, Any], ask: Any) -> None:
    answer = ask(case["ask"])
    assert answer.standing is not None
    assert [text for text in case["says"] if text not in answer.text] == []
    assert [text for text in case.get("never", ()) if text in answer.text] == []
    assert len(answer.rows) == case["rows"]


@pytest.mark.parametrize("question", ["Hoeveel inwoners heeft Noord?", "Hoe staan we tegenover Oudemeer met inwoners?"])
def test_who_does_not_ask_it_gets_the_figure_alone(question: str, ask: Any) -> None:
    """Not asked at all, and asked beside one place by name: that comparison is the answer."""
    answer = ask(question)
    assert answer.standing is None
    assert answer.to_json()["standing"] is None


def test_what_is_told_brings_its_caveats_and_they_keep_their_order(ask: Any) -> None:
    answer = ask("Zijn er veel misdrijven in 2025?")
    ids = [caveat.id for caveat in answer.caveats]
    assert len(set(ids)) == len(ids)
    assert ids[0] == "catalog.opinion"
    told = [one for one in answer.standing.comparisons if brief(one)]
    assert {caveat.id for one in told for caveat in one.answer.caveats} <= set(ids)
    severities = [caveat.severity for caveat in answer.caveats]
    assert severities == sorted(severities, key=("blocking", "important", "note").index)


def test_programs_get_the_comparisons_under_a_key_of_their_own(ask: Any) -> None:
    told = json.loads(json.dumps(ask("Waar staan we met misdrijven in 2025?").to_json(), allow_nan=False))
    assert [one["kind"] for one in told["standing"]["comparisons"]][:2] == ["own", "per"]
    assert told["standing"]["comparisons"][0]["rows"] == told["rows"]


def test_no_sentence_tells_what_is_withheld(ask: Any) -> None:
    """The figure is too small to show: neither what it is per inhabitant nor its place would leave it hidden."""
    answer = ask("Zijn er veel bijstandsuitkeringen van 18 tot en met 26 jaar in Dijkzicht?")
    assert answer.rows == ((None,),)
    assert answer.suppressed == ((0, 0),)
    assert "Per 1.000 inwoners" not in answer.text
    assert "plek" not in answer.text
    for one in answer.standing.comparisons if answer.standing else ():
        assert all(one.answer.rows[row][column] is None for row, column in one.answer.suppressed)


@pytest.mark.parametrize("wrong", ["figure", "name"])
def test_a_sentence_that_its_comparison_does_not_prove_is_left_out(
    wrong: str, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another figure than the cell holds, the name of another place: neither is said."""
    found = ask("Waar staan we met misdrijven in 2025?").standing
    one = next(each for each in found.comparisons if each.kind is Kind.LEVEL)
    assert brief(one)
    forms = {"figure": "In Merenland was dat 99,9.", "name": "In Oudemeer was dat {figure}."}
    monkeypatch.setattr("assistant.answering.standing.brief.say", lambda key, language, **v: forms[wrong].format(**v))
    assert brief(one) == ""


def test_a_comparison_without_figures_has_no_sentence(ask: Any) -> None:
    found = ask("Waar staan we met misdrijven in 2025?").standing
    for one in found.comparisons:
        if one.kind in (Kind.LEVEL, Kind.GROUP, Kind.BEFORE):
            assert brief(_emptied(one)) == ""


def _emptied(one: Comparison) -> Comparison:
    shown = one.answer.shown
    assert shown is not None
    figures = {*shown.metrics, *shown.calculations}
    rows = tuple(tuple(None if at in figures else cell for at, cell in enumerate(row)) for row in shown.rows)
    return replace(one, answer=replace(one.answer, shown=replace(shown, rows=rows)))
