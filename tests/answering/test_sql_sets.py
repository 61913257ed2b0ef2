"""Queries written from the documentation alone: the hostile, those of analysts, and those that give a wrong number."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.settings import Settings
from evals.sql.comparing import same_rows
from evals.sql.expected import EXPECTED
from evals.sql.frames import Frames

EVALS = Path(__file__).parents[2] / "evals"
#: What is in the files or the documentation and does not exist for a reader, with what may be named for another reason.
HIDDEN = {
    "demo": ("niveau", "provincie_code", "wijk_code", "melder_nummer", "dossier_intern"),
    "zoutwaard": ("vertrouwelijk", "aanvrager", "laag", "archipel_code"),
}


@pytest.fixture(scope="module")
def catalogs(demo: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Assistant]]:
    settings = Settings(catalog=EVALS / "catalogs" / "zoutwaard", home=tmp_path_factory.mktemp("zoutwaard"))
    with Assistant.open(settings) as zoutwaard:
        yield {"demo": demo, "zoutwaard": zoutwaard}


def written(name: str) -> list[Any]:
    cases = yaml.safe_load((EVALS / "sql" / name).read_text("utf-8"))
    cases = [{"sql": case} if isinstance(case, str) else case for case in cases]
    return [pytest.param(case, id=case.get("name", case["sql"])[:80]) for case in cases]


@pytest.mark.parametrize("case", written("hostile.yaml"))
def test_a_hostile_query_does_not_run_and_learns_no_name(
    catalogs: dict[str, Assistant], case: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    name = case.get("catalog", "demo")
    with caplog.at_level(logging.DEBUG):
        told = catalogs[name].query(case["sql"], role=case.get("role", "manager")).to_json()
    assert not told["ok"]
    assert told["rows"] is None
    assert told["sql"] is None
    assert not {issue["rule"] for issue in told["issues"]} & {"failed_query", "broken"}
    said = json.dumps(told["issues"], ensure_ascii=False).lower()
    assert not [one for one in HIDDEN[name] if one in said and one not in case["sql"].lower()]
    assert not [record for record in caplog.records if case["sql"] and case["sql"] in record.getMessage()]


@pytest.mark.parametrize("case", written("legitimate.yaml"))
def test_an_analyst_gets_the_right_rows(catalogs: dict[str, Assistant], case: dict[str, Any]) -> None:
    assistant = catalogs[case.get("catalog", "demo")]
    told = assistant.query(case["sql"], language="en").to_json()
    assert told["ok"], told["issues"]
    expected = EXPECTED[case["name"]](Frames(assistant.loaded.root / "data"))
    assert expected
    assert same_rows(told["rows"], expected, ordered=case.get("ordered", False)), (told["rows"][:5], expected[:5])


@pytest.mark.parametrize("case", written("wrong_numbers.yaml"))
def test_a_number_that_means_nothing_is_refused_or_said_to_be_doubtful(
    catalogs: dict[str, Assistant], case: dict[str, Any]
) -> None:
    told = catalogs[case.get("catalog", "demo")].query(case["sql"], role=case.get("role", "manager")).to_json()
    if case.get("warned"):
        assert told["ok"], told["issues"]
        assert [issue for issue in told["issues"] if issue["severity"] == "warning"]
    else:
        assert not told["ok"]
        assert all(issue["message"] for issue in told["issues"])
