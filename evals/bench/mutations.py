"""Thousands of mutated queries through the rules: what raises, what is accepted, what the engine then contradicts.

``python evals/bench/mutations.py [COUNT] [SEED]`` (default 4,000 and 1) mutates the cases of the validation tests and,
where the folder ``DUIDING_SHARED`` (or ``shared`` beside the checkout) holds a development set of queries, those too.
An accepted query is bound by the engine, without running it: what it would read must be documented. Ends with exit code
1 when one raised or was contradicted.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import yaml
from mutating import mutated

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from assistant.catalog.catalog import Catalog  # noqa: E402
from assistant.validation import BindFailure, ValidatedQuery, validate_text  # noqa: E402
from assistant.validation.view import view_of  # noqa: E402
from tests.validation.conftest import CASES, MemoryBinder  # noqa: E402
from tests.validation.test_development_set import CATALOG  # noqa: E402

SHARED = Path(os.environ.get("DUIDING_SHARED") or ROOT.parent / "shared") / "data" / "sql-cases"


def sets() -> Iterator[tuple[str, Catalog, MemoryBinder, list[str], list[str]]]:
    """Yield name, catalogue, database, queries and names of each set."""
    files = [file for file in sorted(CASES.glob("*.yaml")) if file.stem != "catalog"]
    cases = [case["sql"] for file in files for case in yaml.safe_load(file.read_text("utf-8"))]
    catalog = Catalog.model_validate(yaml.safe_load((CASES / "catalog.yaml").read_text("utf-8")))
    connection = duckdb.connect()
    for dataset in catalog.datasets:
        columns = view_of(catalog, "controller", "nl", True).columns[dataset.name]
        hidden = {"memo": "VARCHAR", "bsn": "VARCHAR"} if dataset.name == "inwoners" else {}
        listed = ", ".join(f"{name} {kind}" for name, kind in (columns | hidden).items())
        connection.execute(f"CREATE TABLE {dataset.name} ({listed})")
    connection.execute("CREATE TABLE personen (bsn VARCHAR)")
    names = ["memo", "bsn", "personen", "dossiers", "nummer", "i", "x", "rowid", "aantal"]
    yield "validation cases", catalog, MemoryBinder(connection), cases, names
    if (SHARED / "setup.sql").exists():
        shared = duckdb.connect()
        shared.execute((SHARED / "setup.sql").read_text("utf-8"))
        queries = [
            json.loads(line)["sql"]
            for file in sorted(SHARED.glob("*.jsonl"))
            for line in file.read_text("utf-8").splitlines()
        ]
        names = ["personen", "intern_memo", "bsn", "bijstand", "jaar", "s", "percentage", "rowid"]
        yield "development set", CATALOG, MemoryBinder(shared), queries, names
    else:
        print(f"no development set at {SHARED}")


def run(
    catalog: Catalog, binder: MemoryBinder, queries: list[str], names: list[str], count: int, seed: int
) -> Counter[str]:
    """Return how the mutations ended."""
    readable = {
        (table, column)
        for table, columns in view_of(catalog, "manager", "en", False).columns.items()
        for column in columns
    }
    ends: Counter[str] = Counter()
    for sql in mutated([query for query in queries if len(query) < 1_500], names, count, seed):
        try:
            outcome = validate_text(sql, catalog, binder=None, language="en")
        except Exception:  # noqa: BLE001  # what is counted here is every kind of exception there is
            ends["raised"] += 1
            print(f"raised: {sql!r}\n{traceback.format_exc(limit=-2)}")
            continue
        if not isinstance(outcome, ValidatedQuery):
            ends["refused"] += 1
            continue
        bound = binder.bind(outcome.sql)
        if isinstance(bound, BindFailure):
            ends["refused by the engine"] += 1
        elif bound.is_select and bound.columns <= readable:
            ends["accepted"] += 1
        else:
            ends["contradicted"] += 1
            print(f"contradicted: {sql!r}")
    return ends


def main(count: int = 4_000, seed: int = 1) -> int:
    """Print how the mutations of each set ended."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    failed = 0
    for name, catalog, binder, queries, names in sets():
        ends = run(catalog, binder, queries, names, count, seed)
        failed += ends["raised"] + ends["contradicted"]
        told = ", ".join(
            f"{ends[kind]} {kind}"
            for kind in ("refused", "refused by the engine", "accepted", "raised", "contradicted")
        )
        print(f"{name}: {count} mutations of {len(queries)} queries: {told}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
