"""Queries of somebody who did not know the rules: hostile, legitimate (with their rows), and numbers that are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
import yaml

from assistant.catalog.catalog import Catalog
from assistant.catalog.profile import DataProfile
from assistant.validation import Rejection, ValidatedQuery, validate_text
from tests.validation.conftest import CASES, MemoryBinder
from tests.validation.test_nothing_hidden import HIDDEN, betrayed, said

FOLDER = CASES / "outsider"
ROWS = """
INSERT INTO inwoners BY NAME SELECT 'WK1' || w AS wijk_code, j AS jaar, g.geslacht, w * 100 * g.part + j AS aantal,
  60.0 + w AS tevreden, 'geheim' AS memo, '123' AS bsn
FROM range(1, 4) AS r(w), range(2022, 2025) AS y(j), (VALUES ('T', 2), ('M', 1), ('V', 1)) AS g(geslacht, part);
INSERT INTO wijken BY NAME
SELECT 'WK1' || w AS code, 'Wijk ' || w AS naam, w * 1000 AS waarde FROM range(1, 5) AS r(w);
INSERT INTO vervoer BY NAME SELECT 'L' || l AS lijn, j AS jaar, l * 100 + j - 2000 AS ritten, l * 3 AS bussen
FROM range(1, 6) AS r(l), range(2023, 2026) AS y(j) WHERE l < 5 OR j > 2023;
INSERT INTO zorg BY NAME SELECT p AS plek, j AS jaar, s.soort, s.n AS clienten, s.n + 1 AS aanvragers,
  s.n * 2 AS woningen, s.n * 10 AS kosten, s.n * 3 AS bewoners
FROM (VALUES ('WK11'), ('WK12'), ('GM1')) AS r(p), range(2023, 2025) AS y(j),
  (VALUES ('totaal', 30), ('jeugd', 10), ('wmo', 20)) AS s(soort, n);
INSERT INTO overlast BY NAME
SELECT (j * 100 + m)::VARCHAR AS maand, m AS meldingen, m / 2 AS wachttijd
FROM range(2023, 2025) AS y(j), range(1, 13) AS r(m);
"""


def queries(name: str, part: str | None = None) -> list[Any]:
    found = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(sql, id=sql[:60]) for sql in (found if part is None else found[part])]


@pytest.fixture(scope="module")
def filled(catalog: Catalog, binder: MemoryBinder) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the cases with rows in them; emptied afterwards."""
    binder.connection.execute(ROWS)
    yield binder.connection
    for name in ("inwoners", "wijken", "vervoer", "zorg", "overlast"):
        binder.connection.execute(f"DELETE FROM {name}")


@pytest.mark.parametrize("sql", queries("hostile"))
def test_hostile(sql: str, catalog: Catalog, binder: MemoryBinder, profile: DataProfile) -> None:
    assert isinstance(validate_text(sql, catalog, binder=binder, profile=profile), Rejection)
    for language in ("nl", "en"):
        output = said(sql, catalog, binder, language, profile)
        assert betrayed(sql, output, HIDDEN) == []


@pytest.mark.parametrize("sql", queries("legitimate"))
def test_legitimate(
    sql: str, catalog: Catalog, binder: MemoryBinder, profile: DataProfile, filled: duckdb.DuckDBPyConnection
) -> None:
    outcome = validate_text(sql, catalog, binder=binder, profile=profile)
    assert isinstance(outcome, ValidatedQuery), outcome.issues
    assert {issue.rule for issue in outcome.warnings} <= {"partial_period"}
    rows = filled.execute(outcome.sql).fetchall()
    assert rows == filled.execute(sql).fetchall()
    assert rows


@pytest.mark.parametrize("sql", queries("wrong", "refused"))
def test_wrong_number(sql: str, catalog: Catalog, binder: MemoryBinder, profile: DataProfile) -> None:
    outcome = validate_text(sql, catalog, binder=binder, role="controller", profile=profile)
    assert isinstance(outcome, Rejection), f"accepted as {outcome.sql}"


@pytest.mark.parametrize("sql", queries("wrong", "doubtful"))
def test_doubtful_number(sql: str, catalog: Catalog, binder: MemoryBinder, profile: DataProfile) -> None:
    outcome = validate_text(sql, catalog, binder=binder, role="controller", profile=profile)
    assert isinstance(outcome, ValidatedQuery), outcome.issues
    assert {issue.rule for issue in outcome.warnings} & {"mean_of_ratio", "periods_apart"}
