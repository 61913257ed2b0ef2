"""The pool as its users notice it: nobody waits for ever, and a busy moment leaves nothing behind."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from assistant.engines import EngineFailure, FailureKind
from assistant.engines.capacity import KEPT, most_workers
from assistant.engines.pool import Pool
from assistant.engines.process import WorkerOptions
from tests.engines.conftest import dataset
from tests.engines.test_running import FILES, unchecked

BOMB = "SELECT levenshtein(repeat('ab', 300000), repeat('ba', 300000))"


@pytest.mark.parametrize(
    ("physical", "memory_limit", "workers"),
    [(24_000, 1024, 10), (4_000, 1024, 2), (1_000, 1024, 2), (256_000, 256, 16)],
)
def test_as_many_queries_at_once_as_the_memory_holds(physical: int, memory_limit: int, workers: int) -> None:
    assert most_workers(memory_limit, physical) == workers


def test_who_finds_every_worker_busy_is_told_in_time(load: Any, opened: Any) -> None:
    engine = opened(load(dataset(), files=FILES), time_limit=0.5, memory_limit=256)
    pool = Pool(engine._pool._options, size=1)
    replies: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda: replies.append(pool.ask({"do": "run", "sql": BOMB, "limit": 1})))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply["failure"] for reply in replies] == ["timeout"] * 4
    assert pool.ask({"do": "run", "sql": "SELECT 1", "limit": 1})["rows"] == [[1]]
    pool.close()


def test_a_busy_moment_ends_with_the_workers_that_are_kept_warm(load: Any, opened: Any) -> None:
    engine = opened(load(dataset(), files=FILES), memory_limit=256)
    pool = Pool(engine._pool._options, size=6, rest=0.0)
    barrier = threading.Barrier(5)

    def ask() -> None:
        barrier.wait()
        pool.ask({"do": "run", "sql": "SELECT count(*) FROM t a, t b, t c, t d", "limit": 1})

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool._tidy()
    assert pool.workers <= KEPT
    pool.close()


def test_a_worker_that_dies_in_the_middle_costs_one_answer_and_no_more(load: Any, opened: Any) -> None:
    engine = opened(load(dataset(), files=FILES), time_limit=5.0, memory_limit=256)
    engine.run(unchecked("SELECT 1"), 1)
    victim = engine._pool._idle[0][0]
    outcomes: list[Any] = []
    asking = threading.Thread(target=lambda: outcomes.append(engine.run(unchecked(BOMB), 1)))
    asking.start()
    while not engine._pool._busy:
        pass
    victim._process.kill()
    asking.join()
    assert outcomes == [EngineFailure(FailureKind.BROKEN)]
    assert engine.run(unchecked("SELECT count(*) FROM t"), 1).rows == ((50,),)


def test_a_serving_file_that_is_gone_is_a_failure_and_no_exception(tmp_path: Path) -> None:
    pool = Pool(WorkerOptions(str(tmp_path / "gone.duckdb"), 256, 1.0, 1), size=2)
    assert pool.ask({"do": "run", "sql": "SELECT 1", "limit": 1})["failure"] == "broken"
    pool.close()
