"""No output tells of what is not documented: not a message, not a suggestion, not the SQL that would run."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile
from assistant.validation.report import check
from tests.validation.conftest import CASES, MemoryBinder
from tests.validation.test_development_set import CATALOG, _lines, database

#: Names that only the case catalogue's files and database know, for a manager.
HIDDEN = ("memo", "bsn", "personen", "dossiers", "nummer", "plek_intern")
__all__ = ["database"]


def said(
    sql: str, catalog: Catalog, binder: MemoryBinder, language: Any = "nl", profile: DataProfile | None = None
) -> str:
    report = check(sql, catalog, binder=binder, language=language, profile=profile)
    return json.dumps(report.to_json(), ensure_ascii=False).lower()


def betrayed(sql: str, output: str, hidden: tuple[str, ...]) -> list[str]:
    return [name for name in hidden if name in output and name not in sql.lower()]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_case_betrays_a_name(language: Any, catalog: Catalog, binder: MemoryBinder, profile: DataProfile) -> None:
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")) if file.stem != "catalog" else ():
            assert betrayed(case["sql"], said(case["sql"], catalog, binder, language, profile), HIDDEN) == [], case[
                "name"
            ]


@given(st.sampled_from(HIDDEN), st.integers(0, 8), st.sampled_from("abcdefghijklmnopqrstuvwxyz_"))
def test_a_near_miss_gets_no_hidden_suggestion(
    catalog: Catalog, binder: MemoryBinder, name: str, at: int, letter: str
) -> None:
    missed = name[:at] + letter + name[at + 1 :]
    for sql in (f"SELECT {missed} FROM inwoners", f"SELECT * FROM {missed}", f"SELECT {missed}(1) FROM inwoners"):
        assert betrayed(sql, said(sql, catalog, binder), HIDDEN) == []


@pytest.mark.filterwarnings("ignore")
def test_no_attack_learns_a_name_or_a_value(database: Any) -> None:
    hidden = ("personen", "intern_memo", "bsn", "geboortedatum", "memo-", "canary")
    for case in _lines("attacks.jsonl") + _lines("gray.jsonl"):
        output = said(case["sql"], CATALOG, MemoryBinder(database))
        assert betrayed(case["sql"], output, hidden) == [], case["id"]
