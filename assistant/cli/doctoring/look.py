"""Looks at everything an answer needs, in the order in which an answer needs it; one trouble never hides the next."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from assistant.catalog.catalog import Catalog
from assistant.catalog.loading import LoadedCatalog, load_catalog
from assistant.cli.doctoring.findings import Finding, State
from assistant.engines import DuckDbEngine, EngineFailure, open_engine
from assistant.engines.capacity import most_workers, physical_memory
from assistant.errors import DuidingError
from assistant.records import Records
from assistant.settings import Settings
from assistant.validation import Rejection, validate_text
from assistant.workbench.bundled import ready_catalog

_PACKAGES = ("duiding", "duckdb", "sqlglot", "chainlit", "sqlalchemy")
#: Free megabytes under which building serving databases may fail.
_TIGHT = 500
_HELD = {
    "network": (
        "queries run without a network",
        "queries run in a process that could use the network; the engine itself refuses to",
    ),
    "memory": (
        "the system bounds the memory of a query",
        "only the engine bounds the memory of a query, not the system",
    ),
}


def examine(settings: Settings) -> Iterator[Finding]:
    """Give what was found, one thing at a time; a thing that fails ends only what depends on it."""
    machine = f"{platform.system()} {platform.machine()}"
    yield Finding("python", State.GOOD, f"Python {platform.python_version()} on {machine}")
    yield Finding("packages", State.GOOD, ", ".join(map(_version, _PACKAGES)))
    yield _memory(settings)
    yield from _guarded("state folder", lambda: _home(settings))
    yield from _guarded("records", lambda: _records(settings))
    found: list[LoadedCatalog] = []
    yield from _guarded("catalogue", lambda: _catalog(settings, found))
    if found:
        yield from _guarded("engine", lambda: _engine(found[0], settings))


def _guarded(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except DuidingError as error:
        yield Finding(what, State.BAD, error.message, error.hint or "mend what this line says, then run this again")


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} absent"


def _memory(settings: Settings) -> Finding:
    physical, most = physical_memory(), most_workers(settings.memory_limit)
    seen = f"at most {most} queries at once, {settings.memory_limit} MB and {settings.time_limit:g} s each"
    if physical is None:
        return Finding("memory", State.LESS, f"{seen}; the system does not tell how much memory it has")
    return Finding("memory", State.GOOD, f"{seen}; the machine has {physical} MB")


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.ensure_home()
    free = shutil.disk_usage(home).free // 1_000_000
    if free < _TIGHT:
        yield Finding("state folder", State.BAD, f"{home}: {free} MB free", "free some space or set DUIDING_HOME")
    else:
        yield Finding("state folder", State.GOOD, f"{home}: {free} MB free")


def _records(settings: Settings) -> Iterator[Finding]:
    records = Records.open(settings.database_url)
    records.close()
    kind = settings.database_url.split(":", 1)[0]  # never the whole address: it can hold a password
    yield Finding("records", State.GOOD, f"{kind}: opened and up to date")


def _catalog(settings: Settings, found: list[LoadedCatalog]) -> Iterator[Finding]:
    loaded = load_catalog(ready_catalog(settings))
    found.append(loaded)
    datasets = loaded.catalog.datasets
    metrics = sum(len(dataset.metrics) for dataset in datasets)
    yield Finding("catalogue", State.GOOD, f"{loaded.root}: {len(datasets)} datasets, {metrics} metrics")


def _engine(loaded: LoadedCatalog, settings: Settings) -> Iterator[Finding]:
    with open_engine(loaded, settings) as engine:
        yield Finding("data", State.GOOD, f"fits its documentation; serving database {engine.digest}")
        yield _small_query(loaded.catalog, engine)
        for limit, (held, unheld) in _HELD.items():
            if limit in engine.unheld:
                yield Finding(limit, State.LESS, unheld, _why_unheld(limit))
            else:
                yield Finding(limit, State.GOOD, held)


def _small_query(catalog: Catalog, engine: DuckDbEngine) -> Finding:
    table = next((one.name for one in catalog.datasets if not one.access and not one.row_filter), None)
    if table is None:
        return Finding("engine", State.LESS, "not tried: every dataset is closed to whoever has no role")
    query = validate_text(f'SELECT COUNT(*) AS n FROM "{table}"', catalog, binder=engine)
    if isinstance(query, Rejection):
        return Finding("engine", State.BAD, f"a small query was rejected: {query.issues[0].rule}", "report this")
    outcome = engine.run(query, 1)
    if isinstance(outcome, EngineFailure):
        return Finding("engine", State.BAD, f"a small query failed: {outcome.kind.value}", "the log holds the cause")
    return Finding("engine", State.GOOD, "a checked query runs in its own process")


def _why_unheld(limit: str) -> str:
    if not sys.platform.startswith("linux"):
        return "this system does not offer it; Linux does"
    if limit == "network":
        return "allow unprivileged user namespaces, or run in a container without a network"
    return "the system refused the limit: see ulimit -a of the user that runs this"
