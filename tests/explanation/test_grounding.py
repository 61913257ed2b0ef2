"""Every text says only what its answer gives: figures, units, periods, names and directions; a change is found."""

from __future__ import annotations

import random
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from assistant.explanation.grounding import check, figures, grounds_of
from assistant.explanation.interpretation import text as reading
from assistant.explanation.sentence import say
from assistant.explanation.shown import Shown
from tests.explanation.building import shown_of
from tests.explanation.generated import answers
from tests.explanation.mutations import KINDS, mutations
from tests.explanation.test_sentences import CASES

LANGUAGES = ("nl", "en")
_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_of_the_cases_are_grounded(name: str, language: Any) -> None:
    shown = shown_of(CASES[name], language)
    said = say(shown)
    assert check(said.text, grounds_of(shown, said.declared)) == ()
    assert check(reading(shown.plan, shown.catalog), grounds_of(shown, said.declared)) == ()


@settings(deadline=None, max_examples=250, suppress_health_check=_SLOW, derandomize=True)
@given(answers())
def test_every_sentence_about_any_catalogue_is_grounded(shown: Shown) -> None:
    said = say(shown)
    assert check(said.text, grounds_of(shown, said.declared)) == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("De gemeente Utrecht had 367.948 inwoners op 1 januari 2023.", "367.948"),
        ("De gemeente Utrecht had -367.947 inwoners op 1 januari 2023.", "-367.947"),
        ("De gemeente Utrecht had 367.947,0 inwoners op 1 januari 2023.", "367.947,0"),
        ("De gemeente Utrecht had 367.947 inwoners op 1 januari 2022.", "1"),
        ("De gemeente Utrecht had 367.947 inwoners op 1 maart 2023.", "1"),
        ("De gemeente Utrecht had 367.947 % inwoners op 1 januari 2023.", "367.947 %"),
        ("De gemeente Utrecht had € 367.947 inwoners op 1 januari 2023.", "€ 367.947"),
        ("De gemeente Utrecht had 367.947 misdrijven op 1 januari 2023.", "367.947 misdrijven"),
        ("De gemeente Utrecht had 368 duizend inwoners op 1 januari 2023.", "368"),
        ("De gemeente Amersfoort had 367.947 inwoners op 1 januari 2023.", "Amersfoort"),
        ("Het aantal inwoners in Utrecht steeg naar 367.947 op 1 januari 2023.", "steeg"),
    ],
)
def test_what_is_not_there_is_found(text: str, wrong: str) -> None:
    found = check(text, grounds_of(shown_of(CASES["single-stock-of-persons"], "nl")))
    assert wrong in {one.text for one in found}


@pytest.mark.parametrize(
    ("case", "text", "right"),
    [
        ("comparison", "De gemeente Amsterdam had {0} inwoners en de gemeente Rotterdam {1}.", True),
        ("comparison", "De gemeente Rotterdam had {0} inwoners en de gemeente Amsterdam {1}.", False),
        ("comparison", "In Rotterdam waren dat er {1}, in Amsterdam {0}.", True),
        ("series", "Er waren {0} inwoners op 1 januari 2019 en {2} op 1 januari 2024.", True),
        ("series", "Er waren {0} inwoners op 1 januari 2024 en {2} op 1 januari 2019.", False),
        ("series", "Het aantal daalde van {0} op 1 januari 2019 naar {2} op 1 januari 2024.", False),
    ],
)
def test_a_figure_stands_beside_its_own_place_and_period(case: str, text: str, right: bool) -> None:
    shown = shown_of(CASES[case], "nl")
    cells = [shown.figure(row, shown.metrics[0], unit=False) for row in range(len(shown.rows))]
    assert (check(text.format(*cells), grounds_of(shown)) == ()) is right


def test_figures_are_read_with_sign_decimals_and_kind() -> None:
    read = [
        (one.text, one.value, one.kind) for one in figures("+1.234,5 en -€ 3 en 7,2 % ± 0,3 en 2 procentpunt", "nl")
    ]
    assert read == [
        ("+1.234,5", Decimal("1234.5"), "other"),
        ("-€ 3", Decimal(-3), "euro"),
        ("7,2 %", Decimal("7.2"), "percent"),
        ("± 0,3", Decimal("0.3"), "margin"),
        ("2 procentpunt", Decimal(2), "points"),
    ]


_TALLY: dict[str, Counter[bool]] = {kind: Counter() for kind in KINDS}
_MISSED: list[str] = []


@settings(deadline=None, max_examples=250, suppress_health_check=_SLOW, derandomize=True)
@given(answers(whole=True))
def _mutate(shown: Shown) -> None:
    said = say(shown)
    grounds = grounds_of(shown, said.declared)
    for kind, changed in mutations(said.text, shown, random.Random(said.text)):
        caught = bool(check(changed, grounds))
        _TALLY[kind][caught] += 1
        if not caught:
            _MISSED.append(f"{kind}: {said.text} -> {changed}")


def test_a_changed_digit_unit_period_place_or_direction_is_caught() -> None:
    """At least 99 of 100 changes; what slips through is a figure or name that the answer has elsewhere."""
    _mutate()
    total = sum(_TALLY.values(), Counter[bool]())
    assert all(sum(counts.values()) > 50 for counts in _TALLY.values()), _TALLY
    assert total[True] / sum(total.values()) >= 0.99, (_TALLY, _MISSED[:20])
    assert not [one for one in _MISSED if re.search(r"^(unit|direction)", one)][5:], _MISSED


_TOLD: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "model_texts.yaml").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("case", "text", "right"),
    [(case, text, kind == "right") for case, kinds in _TOLD.items() for kind in kinds for text in kinds[kind]],
)
def test_a_text_of_a_language_model_is_held_to_the_same(case: str, text: str, right: bool) -> None:
    shown = shown_of(CASES[case], "nl")
    cells = [shown.figure(row, shown.metrics[0], unit=False) for row in range(len(shown.rows))]
    found = check(text.format(*cells), grounds_of(shown))
    assert (found == ()) is right, found


@pytest.mark.parametrize(("head", "right"), [("Ja.", True), ("Nee.", False), ("Niet te zeggen.", False), ("", True)])
def test_yes_and_no_come_from_the_cells(head: str, right: bool) -> None:
    yes_no = CASES["series"] | {
        "per": "year",
        "period": "2024",
        "compare_to": "2019",
        "calculation": {"yes_no": "up"},
        "columns": ["metric:bevolking.inwoners", "metric:bevolking.inwoners", "calc:change"],
        "rows": [[10, 20, 10]],
    }
    text = f"{head} Het aantal inwoners steeg van 10 naar 20.".strip()
    assert (check(text, grounds_of(shown_of(yes_no, "nl"))) == ()) is right


@pytest.mark.parametrize(
    ("head", "right"),
    [
        ("Bij 2 van de 3 gemeenten wel, bij 1 niet.", True),
        ("Bij 7 van de 9 gemeenten wel, bij 5 niet.", False),
        ("Ja.", False),
        ("Nee.", False),
        ("Niet te zeggen.", False),
    ],
)
def test_for_how_many_members_yes_is_counted_in_the_cells(head: str, right: bool) -> None:
    shown = shown_of(CASES["yes-for-some-members"], "nl")
    grounds = grounds_of(shown, say(shown).declared)
    assert (check(head, grounds) == ()) is right
