"""Every statement of the parser library's own DuckDB tests: no exception, no accept that the engine contradicts."""

from __future__ import annotations

import ast
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot

from assistant.catalog.catalog import Catalog
from assistant.validation import BindFailure, ValidatedQuery, validate_text
from tests.validation.conftest import MemoryBinder

pytestmark = [pytest.mark.heavy, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parser")
    wanted = f"sqlglot=={sqlglot.__version__}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "sqlglot", wanted]
    fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    archive = next(folder.glob("sqlglot-*.tar.gz"), None)
    if archive is None:
        pytest.skip(f"the source of {wanted} cannot be fetched: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder


def statements(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("test_duckdb.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for file in sorted(folder.rglob("fixtures/**/*.sql")):
        yield from (part.strip() for part in file.read_text("utf-8").split(";"))


def test_every_statement(source: Path, catalog: Catalog, binder: MemoryBinder) -> None:
    found = sorted(set(statements(source)))
    assert len(found) > 1_000
    for sql in found:
        outcome = validate_text(sql, catalog, binder=None, language="en")
        bound = binder.bind(outcome.sql) if isinstance(outcome, ValidatedQuery) else None
        if isinstance(outcome, ValidatedQuery) and bound is not None and not isinstance(bound, BindFailure):
            assert bound.is_select, sql
            assert bound.tables - {"unnest()"} <= set(outcome.datasets), sql
