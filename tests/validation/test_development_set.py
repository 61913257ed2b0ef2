"""The shared development set of hostile and legitimate queries, when it lies beside the checkout."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assistant.catalog.catalog import Catalog
from assistant.validation import Rejection, ValidatedQuery, validate_text
from tests.validation.conftest import MemoryBinder

_TIME = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"}
_COUNT = {"role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"}
_KEY = ["gemeente_code", "jaar"]
CATALOG = Catalog.model_validate(
    {
        "datasets": [
            {
                "name": "bevolking",
                "source": "bevolking.csv",
                "primary_key": _KEY,
                "fields": [
                    {"name": "gemeente_code", "role": "key", "label_field": "gemeente"},
                    {"name": "gemeente", "role": "dimension"},
                    _TIME,
                    {"name": "inwoners", **_COUNT},
                    {"name": "huishoudens", **_COUNT},
                ],
            },
            {
                "name": "bijstand",
                "source": "bijstand.csv",
                "primary_key": _KEY,
                "fields": [
                    {"name": "gemeente_code", "role": "key"},
                    _TIME,
                    {"name": "uitkeringen", **_COUNT},
                    {"name": "percentage", "role": "measure", "datatype": "Float", "aggregation": "none", "unit": "%"},
                    {"name": "voorlopig", "role": "dimension", "datatype": "Boolean"},
                ],
                "relationships": [
                    {"name": "b", "from": "bijstand", "to": "bevolking", "from_columns": _KEY, "to_columns": _KEY}
                ],
            },
        ]
    }
)


def _folder() -> Path:
    shared = Path(os.environ.get("DUIDING_SHARED") or Path(__file__).parents[2].parent / "shared")
    return shared / "data" / "sql-cases"


@pytest.fixture(scope="module")
def database() -> Any:
    if not (_folder() / "setup.sql").exists():
        pytest.skip(f"no development set at {_folder()}")
    connection = duckdb.connect()
    connection.execute((_folder() / "setup.sql").read_text("utf-8"))
    yield connection
    connection.close()


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_folder() / name).read_text("utf-8").splitlines()]


@pytest.mark.filterwarnings("ignore")
def test_no_attack_is_accepted(database: duckdb.DuckDBPyConnection) -> None:
    accepted = [
        case["id"]
        for case in _lines("attacks.jsonl")
        if not isinstance(validate_text(case["sql"], CATALOG, binder=MemoryBinder(database)), Rejection)
    ]
    assert accepted == []


def test_every_legitimate_query_gives_its_rows(database: duckdb.DuckDBPyConnection) -> None:
    wrong = []
    for case in _lines("legit.jsonl"):
        outcome = validate_text(case["sql"], CATALOG, binder=MemoryBinder(database))
        if not isinstance(outcome, ValidatedQuery):
            wrong.append((case["id"], [issue.message for issue in outcome.issues]))
        elif len(database.execute(outcome.sql).fetchall()) != case["rows"]:
            wrong.append((case["id"], [outcome.sql]))
    assert wrong == []
