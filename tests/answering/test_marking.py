"""A chart marks what its answer says, and nothing else: breaks that are shown, points that are not final."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.explanation.chart import vega_lite

#: Questions about several years; the break of some of them is documented for other places than the ones asked.
QUESTIONS = (
    "Hoe ontwikkelde het aantal bijstandsuitkeringen zich sinds 2019?",
    "Hoeveel misdrijven waren er per jaar?",
    "Hoeveel meldingen per categorie per jaar sinds 2020?",
)


def test_among_these_questions_are_a_break_that_is_drawn_and_one_that_is_not(ask: Any) -> None:
    said = {any(caveat.kind == "break" for caveat in ask(question).caveats) for question in QUESTIONS}
    assert said == {True, False}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_break_is_drawn_when_and_only_when_its_caveat_is_shown(ask: Any, question: str) -> None:
    answer = ask(question)
    spec = vega_lite(answer.shown)
    assert spec is not None
    said = any(caveat.kind == "break" for caveat in answer.caveats)
    assert ("andere telling" in json.dumps(spec, ensure_ascii=False)) is said


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_point_is_hollow_when_and_only_when_a_caveat_says_so(ask: Any, question: str) -> None:
    answer = ask(question)
    said = {caveat.id.rpartition(".")[2] for caveat in answer.caveats}
    assert bool(answer.shown.marks.provisional) is ("provisional" in said)
    assert bool(answer.shown.marks.partial) <= ("partial_period" in said)
