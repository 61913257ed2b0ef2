"""Pasted queries of one conversation, or of one person on one day: what two of them differ by is not told."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.queries import QueryReport
from assistant.settings import Settings

WHOLE = "jaar = 2024 AND leeftijd = 'totaal' AND regio_code LIKE 'BU%'"
SUM = f"SELECT SUM(uitkeringen) AS n FROM bijstand WHERE {WHOLE}"


@pytest.fixture(scope="module")
def small(demo: Assistant) -> str:
    """Return a quarter with a small count: found by differencing, which works as long as each query stands alone."""
    told = demo.query(f"SELECT regio_code, uitkeringen FROM bijstand WHERE {WHOLE}").to_json()
    for row, _ in told["suppressed"]:
        code = str(told["rows"][row][0])
        first, second = (demo.query(sql).to_json()["rows"][0][0] for sql in (SUM, without(code)))
        if 0 < first - second < 5:
            return code
    raise AssertionError("no small count in the demo")


def without(code: str) -> str:
    return f"{SUM} AND regio_code <> '{code}'"


def hidden(report: QueryReport) -> bool:
    told = report.to_json()
    assert told["ok"], told["issues"]
    return bool(told["suppressed"])


@pytest.mark.parametrize("turned", [False, True])
def test_two_sums_that_differ_by_a_small_count(demo: Assistant, small: str, turned: bool) -> None:
    first, second = (SUM, without(small))[:: -1 if turned else 1]
    name = f"sommen {turned}"
    assert not hidden(demo.query(first, conversation=name))
    assert hidden(demo.query(second, conversation=name))


def test_a_sum_and_a_table_whose_rows_add_up_to_it(demo: Assistant, small: str) -> None:
    table = f"SELECT regio_code, uitkeringen FROM bijstand WHERE {WHOLE} AND regio_code <> '{small}'"
    assert not hidden(demo.query(SUM, conversation="tabel"))
    told = demo.query(table, conversation="tabel").to_json()
    assert len(told["suppressed"]) > 1


def test_other_years_and_other_conversations_stand_alone(demo: Assistant, small: str) -> None:
    assert not hidden(demo.query(SUM, conversation="a"))
    assert not hidden(demo.query(SUM.replace("2024", "2023"), conversation="a"))
    assert not hidden(demo.query(SUM, conversation="a"))
    assert not hidden(demo.query(without(small), conversation="b"))
    assert not hidden(demo.query(without(small)))


def test_one_person_on_one_day_also_after_a_restart(demo_catalog_dir: Path, tmp_path: Path, small: str) -> None:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path / "home")
    with Assistant.open(settings) as first:
        assert not hidden(first.query(SUM, user="anna"))
    with Assistant.open(settings) as second:
        assert hidden(second.query(without(small), user="anna"))
        assert not hidden(second.query(without(small), user="bert"))


def test_a_conversation_goes_on_when_the_catalogue_is_opened_again(
    demo_catalog_dir: Path, tmp_path: Path, small: str
) -> None:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path / "home")
    with Assistant.open(settings) as first:
        assert not hidden(first.query(SUM, conversation="c"))
        with Assistant.open(settings, follows=first) as second:
            assert hidden(second.query(without(small), conversation="c"))
