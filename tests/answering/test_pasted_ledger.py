"""One memory for answers and pasted queries: what two of them differ by is not told, in whatever order they come."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.queries import QueryReport
from assistant.explanation.answer import Answer
from assistant.settings import Settings

WHOLE = "jaar = 2024 AND leeftijd = 'totaal' AND regio_code LIKE 'BU%'"
SUM = f"SELECT SUM(uitkeringen) AS n FROM bijstand WHERE {WHOLE}"
AS_OF = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def quarters(demo_catalog_dir: Path) -> dict[str, int]:
    """Return the counts of the quarters, as the file has them."""
    with (demo_catalog_dir / "data" / "bijstand.csv").open(encoding="utf-8") as file:
        return {
            row["regio_code"]: int(row["uitkeringen"])
            for row in csv.DictReader(file)
            if row["jaar"] == "2024" and row["leeftijd"] == "totaal" and row["regio_code"].startswith("BU")
        }


@pytest.fixture(scope="module")
def names(demo_catalog_dir: Path) -> dict[str, str]:
    with (demo_catalog_dir / "data" / "regio.csv").open(encoding="utf-8") as file:
        return {row["regio_code"]: row["naam"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def small(quarters: dict[str, int]) -> str:
    return next(code for code, count in sorted(quarters.items()) if 0 < count < 5)


@pytest.fixture(scope="module")
def large(quarters: dict[str, int], small: str) -> str:
    """Return the largest quarter of the same district."""
    return max(beside(quarters, small), key=lambda code: (quarters[code], code))


def beside(quarters: dict[str, int], small: str) -> list[str]:
    return [code for code in sorted(quarters) if code[:8] == small[:8] and quarters[code] >= 5]


def without(code: str) -> str:
    return f"{SUM} AND regio_code <> '{code}'"


def of(*codes: str) -> str:
    return f"{SUM} AND regio_code IN ({', '.join(repr(code) for code in codes)})"


def hidden(report: QueryReport | Answer) -> bool:
    told = report.to_json()
    assert told.get("ok") or told.get("outcome") == "answer", told
    return bool(told["suppressed"])


def test_all_but_a_small_count_is_withheld_for_everything_can_be_asked_too(demo: Assistant, small: str) -> None:
    assert not hidden(demo.query(SUM))
    assert hidden(demo.query(without(small)))


@pytest.mark.parametrize("turned", [False, True])
def test_two_sums_that_differ_by_a_small_count(demo: Assistant, small: str, large: str, turned: bool) -> None:
    first, second = (of(small, large), of(large))[:: -1 if turned else 1]
    name = f"sommen {turned}"
    assert not hidden(demo.query(first))
    assert not hidden(demo.query(second))
    assert not hidden(demo.query(first, conversation=name))
    assert hidden(demo.query(second, conversation=name))


@pytest.mark.parametrize("turned", [False, True])
def test_an_answer_and_a_query_that_differ_by_a_small_count(
    demo: Assistant, small: str, large: str, names: dict[str, str], turned: bool
) -> None:
    name = f"vraag en query {turned}"
    question = f"Hoeveel bijstandsuitkeringen waren er in de buurt {names[large]} in 2024?"
    steps: list[Callable[[], QueryReport | Answer]] = [
        lambda: demo.query(of(small, large), conversation=name),
        lambda: demo.ask(question, conversation=name, as_of=AS_OF),
    ]
    first, second = steps[:: -1 if turned else 1]
    assert not hidden(first())
    assert hidden(second())


def test_what_three_figures_give_together(demo: Assistant, quarters: dict[str, int], small: str) -> None:
    """No two of them differ by a small number; all three do."""
    one, other = beside(quarters, small)[:2]
    assert not hidden(demo.query(of(small, one, other), conversation="drie"))
    assert not hidden(demo.query(of(one), conversation="drie"))
    assert hidden(demo.query(of(other), conversation="drie"))


def test_the_standing_of_a_figure_counts(demo: Assistant, names: dict[str, str], large: str, small: str) -> None:
    """An answer that sets a figure beside its neighbours and years before shows those as well."""
    question = f"Hoe staat de buurt {names[large]} ervoor met bijstandsuitkeringen in 2024?"
    told = demo.ask(question, conversation="stand", as_of=AS_OF)
    assert told.outcome == "answer"
    assert hidden(demo.query(of(small, large), conversation="stand"))


def test_a_sum_and_a_table_whose_rows_add_up_to_it(demo: Assistant, small: str) -> None:
    table = f"SELECT regio_code, uitkeringen FROM bijstand WHERE {WHOLE} AND regio_code <> '{small}'"
    assert not hidden(demo.query(SUM, conversation="tabel"))
    assert hidden(demo.query(table, conversation="tabel"))


def test_a_value_in_another_form_is_no_way_around(demo: Assistant, small: str, large: str) -> None:
    assert not hidden(demo.query(of(small, large), conversation="vorm"))
    changed = of(large).replace("SUM(uitkeringen)", "ln(SUM(uitkeringen))")
    assert hidden(demo.query(changed, conversation="vorm"))


def test_other_years_and_other_conversations_stand_alone(demo: Assistant, small: str, large: str) -> None:
    assert not hidden(demo.query(of(large), conversation="a"))
    assert not hidden(demo.query(of(large).replace("2024", "2023"), conversation="a"))
    assert not hidden(demo.query(of(large), conversation="a"))
    assert not hidden(demo.query(of(small, large), conversation="b"))
    assert not hidden(demo.query(of(small, large)))


def test_one_person_on_one_day_also_after_a_restart(
    demo_catalog_dir: Path, tmp_path: Path, small: str, large: str
) -> None:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path / "home")
    with Assistant.open(settings) as first:
        assert not hidden(first.query(of(large), user="anna"))
    with Assistant.open(settings) as second:
        assert hidden(second.query(of(small, large), user="anna"))
        assert not hidden(second.query(of(small, large), user="bert"))


def test_a_conversation_goes_on_when_the_catalogue_is_opened_again(
    demo_catalog_dir: Path, tmp_path: Path, small: str, large: str
) -> None:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path / "home")
    with Assistant.open(settings) as first:
        assert not hidden(first.query(of(large), conversation="c"))
        with Assistant.open(settings, follows=first) as second:
            assert hidden(second.query(of(small, large), conversation="c"))
