"""A catalogue folder that a test fills, and the engine opened on it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.catalog import Catalog
from assistant.engines import DuckDbEngine, open_engine
from assistant.settings import Settings
from assistant.validation import ValidatedQuery, validate_text


@dataclass(frozen=True)
class Loaded:
    catalog: Catalog
    root: Path
    digest: str


def dataset(source: str = "t.csv", **keys: Any) -> dict[str, Any]:
    fields = [
        {"name": "code", "role": "key"},
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "aantal", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
    ]
    return {"name": "t", "source": source, "fields": fields} | keys


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Loaded]:
    """Write data files and return the catalogue that documents them."""

    def make(*datasets: dict[str, Any], files: dict[str, str | bytes] | None = None) -> Loaded:
        data = tmp_path / "catalog" / "data"
        data.mkdir(parents=True, exist_ok=True)
        for name, content in (files or {}).items():
            (data / name).write_bytes(content.encode() if isinstance(content, str) else content)
        catalog = Catalog.model_validate({"datasets": list(datasets)})
        return Loaded(catalog, tmp_path / "catalog", hashlib.sha256(catalog.model_dump_json().encode()).hexdigest())

    return make


@pytest.fixture
def opened(home: Path) -> Iterator[Callable[..., DuckDbEngine]]:
    """Open an engine on a loaded catalogue; it is closed afterwards."""
    engines: list[DuckDbEngine] = []

    def make(loaded: Loaded, **settings: Any) -> DuckDbEngine:
        engines.append(open_engine(loaded, Settings(home=home, **settings)))
        return engines[-1]

    yield make
    for engine in engines:
        engine.close()


def validated(sql: str, loaded: Loaded, engine: DuckDbEngine) -> ValidatedQuery:
    """Return ``sql`` as a query that may run."""
    outcome = validate_text(sql, loaded.catalog, binder=engine)
    assert isinstance(outcome, ValidatedQuery), outcome.issues
    return outcome
