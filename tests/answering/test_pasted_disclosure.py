"""A pasted query tells no small count of persons, by its cells, its rows or their order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant

CASES = yaml.safe_load((Path(__file__).parent / "pasted_disclosure.yaml").read_text("utf-8"))
ROWS = {
    "buurten": "jaar = 2024 AND leeftijd = 'totaal' AND regio_code LIKE 'BU%'",
    "gemeenten": "jaar = 2024 AND leeftijd = 'totaal' AND regio_code LIKE 'GM%'",
}


@pytest.mark.parametrize("case", CASES, ids=[case["sql"][:70] for case in CASES])
def test_case(demo: Assistant, case: dict[str, Any]) -> None:
    told = demo.query(case["sql"].format(**ROWS)).to_json()
    if case["out"] == "refused":
        assert (told["ok"], told["rows"]) == (False, None)
        assert [issue["rule"] for issue in told["issues"]] == ["telling_query"]
        return
    assert told["ok"], told["issues"]
    last = len(told["columns"]) - 1
    withheld = {(row, column) for row, column in told["suppressed"]}
    assert all(told["rows"][row][column] is None for row, column in withheld)
    expected = {"shown": 0, "withheld": 3, "column": told["row_count"]}[case["out"]]
    assert len(withheld) == expected
    assert all(column == last for _, column in withheld)


def test_the_reader_is_told_that_cells_are_withheld(demo: Assistant) -> None:
    told = demo.query(CASES[0]["sql"].format(**ROWS)).to_json()
    assert "bijstand.suppressed" in {caveat["id"] for caveat in told["caveats"]}


def test_withheld_rows_come_last_when_the_count_orders_them(demo: Assistant) -> None:
    told = demo.query(CASES[0]["sql"].format(**ROWS) + " ORDER BY uitkeringen").to_json()
    last = told["row_count"] - 1
    assert {row for row, _ in told["suppressed"]} == {last, last - 1, last - 2}


def test_rows_that_a_withheld_count_orders_come_last_also_where_it_is_not_shown(demo: Assistant) -> None:
    told = demo.query(f"SELECT regio_code FROM bijstand WHERE {ROWS['buurten']} ORDER BY uitkeringen").to_json()
    shown = demo.query(f"SELECT regio_code, uitkeringen FROM bijstand WHERE {ROWS['buurten']}").to_json()
    withheld = sorted(shown["rows"][row][0] for row, _ in shown["suppressed"])
    assert [row[0] for row in told["rows"][-3:]] == withheld
