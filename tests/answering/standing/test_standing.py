"""Where a figure stands: each comparison is an answer, nothing withheld follows, and parts are together the whole."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.answering.standing.grounded import grounded
from assistant.answering.standing.kept import standing
from assistant.answering.standing.moved import Moved
from assistant.errors import InputError
from assistant.explanation.standing import Standing
from tests.answering.conftest import AS_OF

CASES = yaml.safe_load(Path(__file__).with_name("standing.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def stands(demo: Assistant) -> Any:
    @lru_cache
    def asked(question: str, **options: Any) -> Standing:
        answer = demo.ask(question, as_of=AS_OF)
        assert answer.outcome == "answer", answer.text
        assert answer.kept is not None
        return standing(demo, answer.kept, as_of=AS_OF, **options)

    return asked


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_a_figure_is_set_beside_what_the_catalogue_knows(case: dict[str, Any], stands: Any) -> None:
    found = stands(case["ask"])
    assert [one.kind.value for one in found.comparisons] == case["beside"]
    if "parts" in case:
        assert [one.by for one in found.parts] == case["parts"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_parts_are_together_the_whole_and_say_no_cause(case: dict[str, Any], stands: Any) -> None:
    for one in stands(case["ask"]).parts:
        assert sum(part.adds for part in one.parts) == pytest.approx(one.whole, abs=1e-9)


def test_the_parts_are_those_of_the_same_question_asked(stands: Any, ask: Any) -> None:
    districts = stands("Hoeveel misdrijven waren er in 2025 in Voorbeeldstad?").parts[0]
    asked = ask("Hoeveel steeg het aantal misdrijven per wijk in 2025?").shown
    column = asked.calculations[-1]
    same = {asked.label(row, asked.dimensions[0]): asked.value(row, column) for row in range(len(asked.rows))}
    assert {part.label: part.adds for part in districts.parts} == same


def test_in_the_other_language_it_says_the_same(stands: Any) -> None:
    question = "Hoeveel misdrijven waren er in 2025 in Voorbeeldstad?"
    dutch, english = stands(question), stands(question, language="en")
    assert [one.answer.rows is None for one in dutch.comparisons] == [
        one.answer.rows is None for one in english.comparisons
    ]
    assert [one.whole for one in dutch.parts] == [one.whole for one in english.parts]
    assert "from 2024 to 2025" in english.parts[0].text
    assert "does not say why" in english.no_cause


def test_no_part_shows_what_an_answer_withholds(stands: Any, ask: Any) -> None:
    """Where the same split asked as a question has an empty cell, the change is not taken apart along it."""
    assert ask("Hoeveel steeg het aantal bijstandsuitkeringen per buurt in Binnenstad?").suppressed
    found = stands("Hoeveel bijstandsuitkeringen zijn er in Binnenstad?")
    assert "buurt" not in [one.by for one in found.parts]


def test_it_is_json(stands: Any) -> None:
    told = json.loads(json.dumps(stands("Hoeveel inwoners heeft Noord?").to_json(), allow_nan=False))
    assert {one["kind"] for one in told["comparisons"]} >= {"own", "level", "peers"}
    assert all(one["answer"] for one in told["comparisons"])


def test_what_has_no_figure_has_no_standing(demo: Assistant, ask: Any) -> None:
    with pytest.raises(InputError, match="no answer with figures"):
        standing(demo, ask("Welke gegevens zijn er?").kept)
    with pytest.raises(InputError, match="there is no answer"):
        standing(demo, "nothing")


def _exchanged(text: str, one: str, two: str) -> str:
    return text.replace(one, "\0").replace(two, one).replace("\0", two)


@pytest.mark.parametrize("wrong", [None, "names", "figure", "place"])
def test_a_change_in_parts_is_told_only_when_each_figure_is_its_part(stands: Any, ask: Any, wrong: str | None) -> None:
    """Exchange two names, change a figure, name a place that is no part: none of these passes."""
    found = stands("Hoeveel misdrijven waren er in 2025 in Voorbeeldstad?").parts[0]
    whole = Moved.of(ask("Hoeveel steeg het aantal misdrijven in 2025 in Voorbeeldstad?"))
    assert whole is not None
    parts = [(part.label, Fraction(part.adds)) for part in found.parts]
    named, others = parts[:5], parts[5:]
    text = {
        None: found.text,
        "names": _exchanged(found.text, named[0][0], named[1][0]),
        "figure": found.text.replace(f"{int(named[0][1]):+}", f"{int(named[0][1]) + 1:+}"),
        "place": found.text.replace(named[0][0], "Sluisdrecht"),
    }[wrong]
    assert (text == found.text) is (wrong is None)
    rest = (len(others), sum((one[1] for one in others), Fraction(0)))
    assert grounded(text, whole, named, (found.by,), rest) is (wrong is None)
