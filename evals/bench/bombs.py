"""Ten queries at once that nothing but a kill can stop, while other people go on asking.

``python evals/bench/bombs.py`` prints when each bomb was gone against its limit, how long other people's answers took
beside them as a ratio to a quiet moment, and the memory before, during and after. The bombs would never pass
validation; here they are handed to the engine directly, to see what it holds by itself.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.engines.base import EngineFailure
from assistant.engines.duckdb_engine import DuckDbEngine
from assistant.settings import Settings
from assistant.validation import query as sealed

BOMBS = (
    "SELECT list_sum(list_transform(range(300000000), lambda x: x % 7))",
    "SELECT levenshtein(repeat('ab', 300000), repeat('ba', 300000))",
    "SELECT len(regexp_extract_all(repeat('aaaaaaaaab', 3000000), '(a+)+b'))",
    "SELECT count(*) FROM (SELECT unnest(range(1000000000)))",
    "SELECT len(string_split(repeat('a,', 200000000), ','))",
    "SELECT len(lpad('x', 2000000000, 'y'))",
    "SELECT count(*) FROM range(100000000) a, range(100000000) b",
    "SELECT list_reduce(range(200000000), lambda x, y: x + y)",
    "SELECT count(DISTINCT a.range * b.range) FROM range(1000000) a, range(1000000) b",
    "SELECT sum(len(repeat('x', range % 100000))) FROM range(1000000000)",
)
ORDINARY = "SELECT soort, sum(aantal) FROM t GROUP BY soort"
SECONDS = 2.0


@dataclass
class Gone:
    """How one bomb ended: seconds from handing it in, and what the reader would be told."""

    bomb: str
    seconds: float
    told: str


def unchecked(sql: str) -> sealed.ValidatedQuery:
    """Return a query that validation would refuse."""
    return sealed.ValidatedQuery(sql, (), (), (), (), seal=sealed._SEAL)


def small_catalog(folder: Path) -> Path:
    """Write a catalogue with one table."""
    (folder / "datasets").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "catalog.yaml").write_text("name: bench\nlanguage: nl\n")
    fields = "\n".join(
        (
            "  - {name: soort, role: dimension, datatype: String, label: soort}",
            "  - {name: aantal, role: measure, datatype: Integer, aggregation: sum, label: aantal}",
        )
    )
    (folder / "datasets" / "t.yaml").write_text(f"name: t\ntitle: t\nsource: t.csv\nfields:\n{fields}\n")
    rows = "".join(f"s{number % 7},{number}\n" for number in range(100_000))
    (folder / "data" / "t.csv").write_text(f"soort,aantal\n{rows}")
    return folder


def resident() -> int:
    """Return the megabytes that this process and its workers hold."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/statm"):
        try:
            parent = (status.parent / "stat").read_text().rsplit(")", 1)[1].split()[1]
            mine = int(status.parent.name) == os.getpid() or int(parent) == os.getpid()
            pages += int(status.read_text().split()[1]) if mine else 0
        except OSError:
            continue  # ended while we looked
    return pages * 4096 // 1_000_000


def asked(engine: DuckDbEngine, stop: threading.Event) -> list[float]:
    """Ask the ordinary question again and again; return how long each answer took."""
    took = []
    while not stop.is_set():
        started = time.perf_counter()
        outcome = engine.run(unchecked(ORDINARY), 10)
        took.append(time.perf_counter() - started)
        if isinstance(outcome, EngineFailure):
            raise SystemExit(f"an ordinary answer failed beside the bombs: {outcome}")
        stop.wait(0.02)
    return took


def main() -> None:
    """Play it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(home=Path(name) / "home", time_limit=SECONDS, memory_limit=512)
        loaded = load_catalog(small_catalog(Path(name) / "catalog"))
        with open_engine(loaded, settings) as engine:
            play(engine)


def play(engine: DuckDbEngine) -> None:
    """Ask in a quiet moment, then beside ten bombs, then again."""
    engine.run(unchecked(ORDINARY), 10)
    quiet = [_one(engine) for _ in range(100)]
    before = resident()
    gone: list[Gone] = []

    def drop(bomb: str) -> None:
        started = time.perf_counter()
        outcome = engine.run(unchecked(bomb), 10)
        told = outcome.kind.value if isinstance(outcome, EngineFailure) else "rows"
        gone.append(Gone(bomb, time.perf_counter() - started, told))

    stop, beside = threading.Event(), list[float]()
    asker = threading.Thread(target=lambda: beside.extend(asked(engine, stop)))
    bombs = [threading.Thread(target=drop, args=(bomb,)) for bomb in BOMBS]
    for thread in bombs:  # first: whoever asks now finds no worker at rest, and one must be started
        thread.start()
    asker.start()
    time.sleep(SECONDS / 2)
    during = resident()
    for thread in bombs:
        thread.join()
    stop.set()
    asker.join()
    for one in sorted(gone, key=lambda one: one.seconds):
        print(f"gone after {one.seconds:5.2f} s of {SECONDS} s  {one.told:10} {one.bomb[:70]}")
    print(f"latest over its limit: {max(one.seconds for one in gone) - SECONDS:.2f} s")
    print(f"answers beside them: {len(beside)}, median {_median(beside) / _median(quiet):.1f} x a quiet moment,")
    print(f"  slowest {max(beside) * 1000:.0f} ms (quiet median {_median(quiet) * 1000:.1f} ms)")
    print(f"megabytes: {before} before, {during} during, {resident()} after; workers left: {engine.workers}")


def _one(engine: DuckDbEngine) -> float:
    started = time.perf_counter()
    engine.run(unchecked(ORDINARY), 10)
    return time.perf_counter() - started


def _median(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
