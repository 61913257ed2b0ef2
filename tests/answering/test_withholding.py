"""What an answer withholds: within its table, across the turns of a conversation, and over one person's day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.answering.withholding import cubes
from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind, Cumulative, Member, Per, PeriodChoice, Plan, Rank, Share, Split
from assistant.settings import Settings

PER_BUURT = "Hoeveel bijstandsuitkeringen per buurt in 2024?"
SMALL, PARTNER, TOTAL = "Landgoederen", "Veenhoek", "Buitengebied"
WITHOUT = f"Hoeveel bijstandsuitkeringen in {TOTAL} zonder {SMALL} in 2024?"
AS_OF = dt.date(2026, 11, 25)


def withheld(answer: Any) -> set[Any]:
    told = answer.to_json()
    assert told["outcome"] == "answer", told
    return {told["rows"][row][0] for row, _ in told["suppressed"]}


def test_a_small_count_takes_the_next_of_the_same_wijk_along(ask: Any) -> None:
    hidden = withheld(ask(PER_BUURT))
    assert hidden == {SMALL, "Bedrijvenpark Oost", PARTNER}


def test_a_single_figure_is_shown_when_something_else_can_be_withheld_for_it(ask: Any) -> None:
    assert ask(f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?").to_json()["rows"] == [[14]]


def test_in_a_conversation_it_is_not(ask: Any) -> None:
    ask(PER_BUURT, conversation="eerst de tabel")
    told = ask(f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?", conversation="eerst de tabel").to_json()
    assert (told["rows"], told["suppressed"]) == ([[None]], [[0, 0]])


def test_what_a_conversation_showed_first_decides_what_is_withheld_later(ask: Any) -> None:
    ask(f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?", conversation="eerst het cijfer")
    hidden = withheld(ask(PER_BUURT, conversation="eerst het cijfer"))
    assert SMALL in hidden
    assert PARTNER not in hidden
    assert len(hidden) == 3


def test_a_line_without_a_conversation_stands_alone(ask: Any) -> None:
    ask(PER_BUURT, conversation="een ander")
    assert ask(f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?").to_json()["rows"] == [[14]]


def test_a_total_without_a_small_part_is_withheld(ask: Any) -> None:
    told = ask(WITHOUT).to_json()
    assert told["outcome"] == "answer", told
    assert told["suppressed"]
    assert told["rows"][0][-1] is None


def plan(metric: str = "uitkeringen", **keys: Any) -> Plan:
    """Per buurt in 2024, unless told otherwise."""
    year = PeriodChoice(Period.parse("2024"), Period.parse("2024"), Grain.YEAR)
    splits = (Split(FieldRef("regio", "regio_code"), "buurt"),)
    return Plan((MetricRef("bijstand", metric),), "nl", **({"splits": splits, "period": year} | keys))


YEARS = PeriodChoice(Period.parse("2022"), Period.parse("2024"), Grain.YEAR)
CHANGED = PeriodChoice(Period.parse("2024"), Period.parse("2024"), Grain.YEAR, compare_to=Period.parse("2023"))
REGIO = FieldRef("regio", "regio_code")


@pytest.mark.parametrize(
    "asked",
    [
        plan(period=CHANGED, calculation=Change(ChangeKind.CHANGE)),
        plan(calculation=Share(REGIO)),
        plan(calculation=Per(MetricRef("huishoudens", "huishoudens"), 1.0, "huishouden")),
    ],
    ids=["change", "share", "per household"],
)
def test_what_is_worked_out_with_a_withheld_count_goes_with_it(demo: Assistant, asked: Plan) -> None:
    told = demo.again(asked, as_of=AS_OF).to_json()
    assert told["outcome"] == "answer", told
    calculated = {at for at, column in enumerate(told["columns"]) if column["role"] == "calculation"}
    hidden = {told["rows"][row][0] for row, column in told["suppressed"] if column in calculated}
    assert {SMALL, PARTNER} <= hidden


def test_a_running_total_does_not_tell_what_was_added(demo: Assistant) -> None:
    told = demo.again(plan("instroom", period=YEARS, per=Grain.YEAR, calculation=Cumulative()), as_of=AS_OF).to_json()
    hidden = {(row, column) for row, column in told["suppressed"]}
    rows = {(cells[0], cells[1]): number for number, cells in enumerate(told["rows"])}
    asked = 0
    for (place, year), number in rows.items():
        before = rows.get((place, str(int(year) - 1)))
        if (number, 2) in hidden and before is not None:
            asked += 1
            assert {(number, 3), (before, 3)} & hidden
    assert asked


def test_a_place_in_a_ranking_is_one_among_the_figures_shown(demo: Assistant) -> None:
    asked = Rank(REGIO, Member("BU90010803", PARTNER, "buurt"))
    told = demo.again(plan(splits=(), calculation=asked), as_of=AS_OF).to_json()
    assert told["outcome"] == "answer", told
    assert any(SMALL in text for text in told["interpretation"]["assumptions"])


def test_in_an_ordered_list_the_withheld_come_last(ask: Any) -> None:
    told = ask("Welke buurten hebben de meeste bijstandsuitkeringen in 2024, van hoog naar laag?").to_json()
    assert told["outcome"] == "answer", told
    hidden = sorted({row for row, _ in told["suppressed"]})
    assert hidden == list(range(told["row_count"] - len(hidden), told["row_count"]))


@pytest.fixture
def home_settings(demo_catalog_dir: Path, tmp_path: Path) -> Settings:
    return Settings(catalog=demo_catalog_dir, home=tmp_path / "home")


def test_one_person_on_one_day_across_conversations_and_restarts(home_settings: Settings) -> None:
    single = f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?"
    with Assistant.open(home_settings) as first:
        first.ask(PER_BUURT, as_of=AS_OF, user="anna", conversation="ochtend")
    with Assistant.open(home_settings) as second:
        assert second.ask(single, as_of=AS_OF, user="anna", conversation="middag").to_json()["suppressed"] == [[0, 0]]
        assert second.ask(single, as_of=AS_OF, user="bert").to_json()["rows"] == [[14]]


@pytest.mark.parametrize("question", [PER_BUURT, f"Hoeveel bijstandsuitkeringen had {PARTNER} in 2024?"])
def test_of_a_table_too_large_to_judge_nothing_is_shown(
    question: str, home_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cubes, "MOST_CELLS", 20)
    with Assistant.open(home_settings) as assistant:
        told = assistant.ask(question, as_of=AS_OF).to_json()
    assert told["outcome"] == "answer", told
    figures = [cell for row in told["rows"] for cell in row if not isinstance(cell, str)]
    assert set(figures) == {None}
    assert told["suppressed"]


def test_datasets_without_persons_cost_no_extra_query(demo: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo._guard._cubes, "of", lambda *_: pytest.fail("counts were fetched"))
    told = demo.ask("Hoeveel misdrijven per wijk in 2024?", as_of=AS_OF).to_json()
    assert told["outcome"] == "answer"
