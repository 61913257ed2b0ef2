"""A second catalogue and a hostile analyst: no wrong number goes unsaid, and all of the right ones come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.engines import DuckDbEngine, open_engine
from assistant.settings import Settings
from assistant.validation import Rejection, ValidatedQuery, validate_text
from tests.validation.conftest import CASES

FOLDER = CASES / "zoutwaard"
#: The rule that speaks for each kind of wrong number: any of them, for one query may be wrong in more than one way.
SPEAKING = {
    "fan_out": {"fan_out", "join"},
    "summed_rates": {"sum_of_ratio", "sum_of_attribute"},
    "unweighted": {"mean_of_ratio", "sum_of_ratio"},
    "stock_over_time": {"stock_over_time"},
    "total_and_parts": {"total_and_parts"},
    "levels": {"two_levels"},
    "alternatives": {"exclusive"},
    "units": {"units", "units_differ"},
    "partial_period": {"partial_period"},
    "periods_apart": {"periods_apart", "periods_differ"},
}


def queries(name: str) -> Iterator[Any]:
    found = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    kinds = found.items() if isinstance(found, dict) else [("right", found)]
    for kind, listed in kinds:
        for sql in listed:
            yield pytest.param(kind, sql, id=f"{kind}: {sql[:60]}")


@pytest.fixture(scope="module")
def loaded(root: Path) -> LoadedCatalog:
    return load_catalog(root / "evals" / "catalogs" / "zoutwaard")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("zoutwaard")


@pytest.fixture(scope="module")
def engine(loaded: LoadedCatalog, folder: Path) -> Iterator[DuckDbEngine]:
    with open_engine(loaded, Settings(home=folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def bare(engine: DuckDbEngine, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The serving database, without any guard."""
    (path,) = folder.rglob("*.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("kind", "sql"), list(queries("wrong")))
def test_a_wrong_number_is_refused_or_doubted(
    kind: str, sql: str, loaded: LoadedCatalog, engine: DuckDbEngine, bare: duckdb.DuckDBPyConnection
) -> None:
    assert bare.execute(sql).fetchall(), "DuckDB itself gives a number"
    outcome = validate_text(sql, loaded.catalog, binder=engine, role="analyst", profile=engine.profile)
    issues = outcome.issues if isinstance(outcome, Rejection) else outcome.warnings
    assert {item.rule for item in issues} & SPEAKING[kind], f"said {[item.rule for item in issues]}"


@pytest.mark.parametrize(("kind", "sql"), list(queries("right")))
def test_a_right_number_comes_without_a_doubt(
    kind: str, sql: str, loaded: LoadedCatalog, engine: DuckDbEngine, bare: duckdb.DuckDBPyConnection
) -> None:
    outcome = validate_text(sql, loaded.catalog, binder=engine, role="analyst", profile=engine.profile)
    assert isinstance(outcome, ValidatedQuery), outcome.issues
    assert {item.rule for item in outcome.warnings} <= {"row_filter"}
    rows = bare.execute(sql).fetchall()
    assert rows
    assert bare.execute(outcome.sql).fetchall() == rows
