"""The log tells what went wrong and never a value: neither of the data nor of what somebody pasted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.engines.cause import cause
from assistant.settings import Settings

SAID = {
    "Conversion Error: Could not convert string 'Kerkstraat 12' to INT32": (
        "Conversion Error: Could not convert string '…' to INT#"
    ),
    "Conversion Error: Could not convert string 'it's 5' to 'x'\nLINE 1: SELECT naam": (
        "Conversion Error: Could not convert string '…'"
    ),
    "Out of Range Error: Overflow in multiplication of INT64 (9007199254740993 * 4000)!": (
        "Out of Range Error: Overflow in multiplication of INT# (# * #)!"
    ),
    'Invalid Input Error: Failed to parse string "2024-99" according to format specifier "%Y-%m"': (
        "Invalid Input Error: Failed to parse string '…'"
    ),
}


@pytest.mark.parametrize(("said", "kept"), SAID.items())
def test_what_is_kept(said: str, kept: str) -> None:
    assert cause(said) == kept


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("home"))) as opened:
        yield opened


FAILING = [
    "SELECT CAST(naam AS INTEGER) FROM regio WHERE regio_code = 'GM9001'",
    "SELECT CAST(woningen * 1e15 AS INTEGER) FROM woningen WHERE regio_code = 'GM9001' AND eigendom = 'totaal'",
    "SELECT strptime(naam, '%Y-%m-%d') FROM regio WHERE regio_code = 'GM9001'",
    "SELECT CAST(naam AS DATE) FROM regio WHERE regio_code = 'GM9001'",
    "SELECT make_date(woningen, 1, 99) FROM woningen WHERE regio_code = 'GM9001' AND eigendom = 'totaal'",
    "SELECT list_value(naam)[1]::BOOLEAN FROM regio WHERE regio_code = 'GM9001'",
    "SELECT CAST(2020123123123 AS INTEGER)",
]


@pytest.mark.parametrize("sql", FAILING)
def test_a_query_that_fails_tells_no_value(assistant: Assistant, sql: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        told = assistant.query(sql, language="en").to_json()
    assert not told["ok"]
    assert told["rows"] is None
    [name] = assistant.query("SELECT naam FROM regio WHERE regio_code = 'GM9001'").to_json()["rows"][0]
    counts = assistant.query("SELECT woningen FROM woningen WHERE regio_code = 'GM9001' AND eigendom = 'totaal'")
    values = [str(name), *(str(row[0]) for row in counts.to_json()["rows"]), "2020123123123", "GM9001"]
    said = " ".join([*(issue["message"] for issue in told["issues"]), *(one.getMessage() for one in caplog.records)])
    assert not [value for value in values if value in said]
    assert "failed" in caplog.text or told["issues"][0]["rule"] != "failed_query"
