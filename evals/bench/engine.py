"""What the engine room costs beside bare DuckDB, as ratios measured side by side.

``python evals/bench/engine.py [ROWS] [parquet]`` (default five million) prints: a small answer through a worker
process against the same query in process; a large aggregate the same way; and building the serving database against
DuckDB reading the same file with its types, for CSV and Parquet (with ``parquet``: for that alone, which leaves room
for more rows).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.engines import open_engine
from assistant.engines.base import EngineFailure
from assistant.engines.build import build
from assistant.engines.sources import find_files
from assistant.settings import Settings
from assistant.validation import ValidatedQuery, validate_text

SMALL = "SELECT soort, SUM(aantal) AS n FROM klein GROUP BY soort ORDER BY soort"
LARGE = "SELECT soort, SUM(aantal) AS n, MAX(dag) AS laatst FROM groot GROUP BY soort ORDER BY soort"
TYPES = "{'code':'VARCHAR','jaar':'BIGINT','soort':'VARCHAR','aantal':'BIGINT','bedrag':'DECIMAL(18,2)','dag':'DATE'}"
ROWS = """
SELECT 'GM' || lpad((i % 342)::VARCHAR, 4, '0') AS code, 2000 + (i // 342) % 25 AS jaar, 's' || (i % 7) AS soort,
  (i * 7919) % 100000 AS aantal, ((i * 31) % 10000) / 100.0 AS bedrag, DATE '2000-01-01' + (i % 9000)::INT AS dag
FROM range({rows}) t(i)
"""
FIELDS = """
fields:
  - {name: code, role: key, datatype: String, label: code}
  - {name: jaar, role: time, grain: year, datatype: Integer, label: jaar}
  - {name: soort, role: dimension, datatype: String, label: soort}
  - {name: aantal, role: measure, datatype: Integer, aggregation: sum, label: aantal, unit: stuks}
  - {name: bedrag, role: measure, datatype: Decimal, aggregation: sum, label: bedrag, unit: euro}
  - {name: dag, role: attribute, datatype: Date, label: dag}
"""


def main() -> None:
    """Make the tables, measure, print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    kinds = ("parquet",) if "parquet" in sys.argv[2:] else ("csv", "parquet")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {kind: _catalog(folder / kind, rows, kind) for kind in kinds}
        for kind, loaded in made.items():
            _building(folder, loaded, kind, rows)
        _answering(folder, made["parquet"], rows)


def _catalog(root: Path, rows: int, kind: str) -> LoadedCatalog:
    (root / "datasets").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "catalog.yaml").write_text("name: bench\nlanguage: nl\n")
    with duckdb.connect() as connection:
        for table, count in (("groot", rows), ("klein", 2_000)):
            target = root / "data" / f"{table}.{kind}"
            connection.execute(f"COPY ({ROWS.format(rows=count)}) TO '{target}'")
            document = f"name: {table}\ntitle: {table}\nsource: {table}.{kind}\n{FIELDS}"
            (root / "datasets" / f"{table}.yaml").write_text(document)
    return load_catalog(root)


def _building(folder: Path, loaded: LoadedCatalog, kind: str, rows: int) -> None:
    """Compare building with DuckDB's own reading into a file, types told; the best of three each, in turns."""
    files = find_files(loaded)

    def bare() -> None:
        target = folder / "bare.duckdb"
        target.unlink(missing_ok=True)
        with duckdb.connect(target) as connection:
            for file in files:
                source = f"'{file.path}'"
                if kind == "csv":
                    source = f"read_csv({source}, header=true, auto_detect=false, columns={TYPES})"
                connection.execute(f"CREATE TABLE {file.dataset.name} AS SELECT * FROM {source}")

    def ours() -> None:
        build(files, folder / "ours.duckdb", 1024).close()

    theirs, own = _in_turns(bare, ours, 3)
    print(f"building {rows:,} rows of {kind}: {min(own) / min(theirs):.2f} x DuckDB's own reading ({min(own):.2f} s)")


def _answering(folder: Path, loaded: LoadedCatalog, rows: int) -> None:
    with open_engine(loaded, Settings(home=folder / "home")) as engine:
        path = next((folder / "home").rglob("*.duckdb"))
        with duckdb.connect(path, read_only=True) as connection:
            for name, sql, times in (("a small answer", SMALL, 200), (f"an aggregate of {rows:,} rows", LARGE, 7)):
                query = validate_text(sql, loaded.catalog, binder=engine)
                if not isinstance(query, ValidatedQuery):
                    raise SystemExit(f"rejected: {query.issues}")
                checked = query

                def ours(query: ValidatedQuery = checked) -> None:
                    if isinstance(engine.run(query, 1000), EngineFailure):
                        raise SystemExit("the query failed")

                def bare(sql: str = checked.sql) -> None:
                    connection.cursor().execute(sql).fetchall()

                ours()
                theirs, own = (statistics.median(times) for times in _in_turns(bare, ours, times))
                more = (own - theirs) * 1000
                print(f"{name}: {own / theirs:.2f} x in process, {more:.1f} ms more ({own * 1000:.1f} ms)")


def _in_turns(first: Callable[[], None], second: Callable[[], None], times: int) -> tuple[list[float], list[float]]:
    """Run two things by turns, so that whatever else the machine does strikes both."""
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, kept in zip((first, second), took, strict=True):
            started = time.perf_counter()
            act()
            kept.append(time.perf_counter() - started)
    return took


if __name__ == "__main__":
    main()
