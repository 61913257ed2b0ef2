"""Queries run in locked processes that are killed when they are late, while others go on."""

from __future__ import annotations

import math
import threading
from typing import Any

import pytest

from assistant.engines import EngineFailure, FailureKind, ResultTable
from assistant.validation import BindFailure, BoundPlan
from assistant.validation import query as sealed
from tests.engines.conftest import dataset, validated

FILES = {"t.csv": "code,jaar,aantal\n" + "".join(f"c{n},2024,{n}\n" for n in range(50))}


def unchecked(sql: str) -> sealed.ValidatedQuery:
    """Return a query that validation would refuse, to try what the engine itself holds."""
    return sealed.ValidatedQuery(sql, (), (), (), (), seal=sealed._SEAL)


@pytest.fixture
def engine(load: Any, opened: Any) -> Any:
    return opened(load(dataset(), files=FILES), time_limit=1.0, memory_limit=256)


def test_rows_are_cut_at_the_limit_and_said(load: Any, engine: Any) -> None:
    table = engine.run(validated("SELECT code FROM t", load(dataset()), engine), 10)
    assert isinstance(table, ResultTable)
    assert (len(table.rows), table.truncated) == (10, True)


def test_cells_are_plain_values(engine: Any) -> None:
    table = engine.run(unchecked("SELECT 1.5, 'nan'::DOUBLE, [1, 2], repeat('x', 20000), sum(aantal) FROM t"), 10)
    decimal, not_a_number, items, long, total = table.rows[0]
    assert (decimal, not_a_number, items, total) == (1.5, None, "[1, 2]", 1225)
    assert len(long) == 10_000
    assert table.truncated
    assert math.isfinite(decimal)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY t TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET threads = 8",
        "INSERT INTO t VALUES ('x', 1, 1)",
        "INSTALL httpfs",
    ],
)
def test_the_engine_is_locked_besides(sql: str, engine: Any) -> None:
    assert engine.run(unchecked(sql), 10) == EngineFailure(FailureKind.BROKEN)


@pytest.mark.parametrize(
    "bomb",
    [
        "SELECT count(*) FROM t a, t b, t c, t d, t e, t f",
        "SELECT levenshtein(repeat('ab', 300000), repeat('ba', 300000)) FROM t",
        "SELECT len(lpad('x', 2000000000, 'y'))",
    ],
)
def test_a_bomb_is_stopped_and_the_next_query_is_answered(bomb: str, engine: Any) -> None:
    outcome = engine.run(unchecked(bomb), 10)
    assert isinstance(outcome, EngineFailure)
    assert outcome.kind in (FailureKind.TIMEOUT, FailureKind.TOO_LARGE)
    assert engine.run(unchecked("SELECT count(*) FROM t"), 10).rows == ((50,),)


def test_several_people_ask_at_once(engine: Any) -> None:
    outcomes: list[Any] = []

    def ask(number: int) -> None:
        for _ in range(5):
            outcomes.append((number, engine.run(unchecked(f"SELECT aantal FROM t WHERE code = 'c{number}'"), 10).rows))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted((number, ((number,),)) for number in range(6) for _ in range(5))


def test_binding_tells_what_is_read_and_never_the_engines_words(engine: Any) -> None:
    bound = engine.begin("SELECT sum(aantal) FROM t WHERE jaar = 2024")()
    assert bound.tables == {"t"}
    assert bound.columns == {("t", "aantal"), ("t", "jaar")}
    assert engine.begin("SELECT x FROM t")() == BindFailure("binder")
    assert engine.begin("DESCRIBE t")() == BoundPlan(1, False, frozenset(), frozenset())
    for changing in (
        "DROP TABLE t",
        "SET threads = 1",
        "INSERT INTO t VALUES (1, 2)",
        "COPY t TO 'x'",
        "VALUES (1); SET threads = 1",
    ):
        bound = engine.begin(changing)()
        assert isinstance(bound, BindFailure) or not bound.is_select, changing
    assert engine.begin("SELECT 1; SELECT 2")().statements == 2


def test_an_engine_takes_no_string(engine: Any) -> None:
    with pytest.raises(TypeError):
        engine.run("SELECT 1", 10)
