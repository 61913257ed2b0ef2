"""Survey figures carry their margin, and what lies within the margins is called no difference."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.explanation.margins import spelled, within
from assistant.explanation.sentence import sentence
from assistant.explanation.shown import Shown
from assistant.plan import Difference, Direction, YesNo
from tests.explanation.building import shown_of

_PLACES: dict[str, Any] = {
    "metrics": ["wonen.huur"],
    "period": "2024",
    "splits": [["regio.regio_code", "wijk"]],
    "columns": ["dim:regio.regio_code@wijk", "metric:wonen.huur"],
}
_TWO = _PLACES | {"filters": [["regio.regio_code", "in", [["A", "A", "wijk"], ["B", "B", "wijk"]]]]}
_YEARS: dict[str, Any] = {
    "metrics": ["wonen.huur"],
    "period": "2020..2024",
    "per": "year",
    "columns": ["time:jaar", "metric:wonen.huur"],
}
_CHANGE: dict[str, Any] = {
    "metrics": ["wonen.huur"],
    "period": "2024",
    "compare_to": "2020",
    "calculation": {"change": "point_change"},
    "columns": ["metric:wonen.huur", "metric:wonen.huur", "calc:change:%"],
}


def shown(case: dict[str, Any], rows: list[list[Any]], half: float, language: Any = "nl") -> Shown:
    """Return the case with the same margin beside every figure."""
    made = shown_of(case | {"rows": rows}, language)
    margins = {(row, column): Decimal(str(half)) for row in range(len(rows)) for column in made.metrics}
    return replace(made, margins=margins)


@pytest.mark.parametrize(
    ("gap", "first", "second", "same"),
    [(5, 3, 4, True), ("5.01", 3, 4, False), (0, 3, 4, True), (1, None, 4, False), (1, 0, 0, False)],
)
def test_the_root_of_the_summed_squares_decides(gap: Any, first: Any, second: Any, same: bool) -> None:
    margins = [None if one is None else Decimal(one) for one in (first, second)]
    assert within(Decimal(10), Decimal(10) + Decimal(gap), *margins) is same


@pytest.mark.parametrize(("half", "decimals", "text"), [("0.3", 1, "± 0,3"), ("0.04", 1, "± 0,04"), ("12", 0, "± 12")])
def test_a_margin_is_written_in_the_decimals_of_its_figure(half: str, decimals: int, text: str) -> None:
    assert spelled(Decimal(half), "nl", decimals) == text


def test_a_figure_carries_its_margin() -> None:
    one = shown(_PLACES | {"splits": [], "columns": ["metric:wonen.huur"]}, [[43.2]], 2.1)
    assert sentence(one) == "Het aandeel huurwoningen was 43,2 % ± 2,1 in 2024."


CALLED = {"nl": ("Het verschil is", "steeg", "daalde", "hoogste cijfer"), "en": ("The difference is", "rose", "fell")}
CHANCE = {"nl": "binnen de marges", "en": "within the margins"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("case", "rows"),
    [
        (_TWO, [["A", 40], ["B", 42]]),
        (_YEARS, [["2020", 40], ["2022", 43], ["2024", 42]]),
        (_CHANGE, [[40, 42, 2]]),
    ],
)
def test_within_the_margins_nothing_is_called_a_difference(case: Any, rows: Any, language: Any) -> None:
    told = sentence(shown(case, rows, 2, language))
    assert CHANCE[language] in told
    assert not any(word in told for word in CALLED[language])
    told = sentence(shown(case, rows, 0.5, language))
    assert CHANCE[language] not in told
    assert any(word in told for word in CALLED[language])


@pytest.mark.parametrize("direction", list(Direction))
def test_a_yes_or_no_within_the_margins_cannot_be_told(direction: Direction) -> None:
    made = shown(_CHANGE | {"calculation": {"yes_no": "up"}}, [[40, 42, 2]], 2)
    assert sentence(made).startswith("Niet te zeggen.")
    two = shown(_TWO, [["A", 40], ["B", 42]], 2)
    asked = replace(two.plan, calculation=YesNo(Difference(two.plan.splits[0].field), direction))
    assert sentence(replace(two, plan=asked)).startswith("Niet te zeggen.")


def test_a_ranking_says_which_order_may_be_chance_and_who_comes_too_near() -> None:
    top = _PLACES | {"order": "desc", "limit": 2}
    told = sentence(replace(shown(top, [["A", 42], ["B", 41]], 2), near=3))
    assert told.endswith("Die volgorde kan toeval zijn. Nog 3 wijken zijn hier niet van te onderscheiden.")
    assert "toeval" not in sentence(shown(top, [["A", 52], ["B", 41]], 2))


def test_a_percentage_that_changed_by_so_many_percent_is_no_points() -> None:
    made = shown_of(_CHANGE | {"calculation": {"change": "percent_change"}, "rows": [[40, 42, 5]]}, "nl")
    assert sentence(made).endswith("Dit is een percentage van een percentage, geen procentpunten.")
    made = shown_of(_CHANGE | {"rows": [[40, 42, 2]]}, "nl")
    assert "percentage van een percentage" not in sentence(made)
