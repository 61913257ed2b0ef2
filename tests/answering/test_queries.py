"""Pasted SQL takes the same road as a question: checked, re-rendered, limited, and with caveats and sources."""

from __future__ import annotations

import pytest

from assistant.answering import Assistant


def test_a_query_runs_as_it_was_checked(demo: Assistant) -> None:
    told = demo.query("SELECT regio_code, inwoners FROM bevolking WHERE jaar = 2024 AND regio_code = 'GM9001' "
                      "AND leeftijd = 'totaal' AND geslacht = 'totaal'").to_json()  # fmt: skip
    assert told["ok"]
    assert told["rows"] == [["GM9001", 178822]]
    assert told["sql"].endswith("LIMIT 10001")
    assert "bevolking.peildatum" in {caveat["id"] for caveat in told["caveats"]}
    assert [source["dataset"] for source in told["sources"]] == ["bevolking"]
    assert [column["role"] for column in told["columns"]] == ["dimension", "metric"]


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE bevolking",
        "SELECT * FROM pg_catalog.pg_tables",
        "SELECT melder_nummer FROM meldingen",
        "SELECT 1; SELECT 2",
        "SELECT niets FROM bevolking",
        "",
    ],
)
def test_what_is_rejected_never_runs(demo: Assistant, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.setattr(demo.engine, "run", lambda query, limit: pytest.fail("a rejected query ran"))
    told = demo.query(sql).to_json()
    assert (told["ok"], told["sql"], told["rows"]) == (False, None, None)
    assert told["issues"]


def test_a_check_runs_nothing(demo: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.engine, "run", lambda query, limit: pytest.fail("a check ran a query"))
    told = demo.check("SELECT COUNT(*) FROM regio").to_json()
    assert list(told) == ["ok", "sql", "issues", "datasets", "fields", "caveats"]
    assert told["ok"]
    assert told["datasets"] == ["regio"]
