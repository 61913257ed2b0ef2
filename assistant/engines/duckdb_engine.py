"""DuckDB, embedded: a serving database opened by locked worker processes."""

from __future__ import annotations

import datetime as dt
import logging
import os
import time
from typing import Any

from assistant.catalog.profile import DataProfile
from assistant.engines.base import Cell, EngineFailure, FailureKind, ResultTable
from assistant.engines.capacity import most_workers
from assistant.engines.cause import cause
from assistant.engines.pool import Pool
from assistant.engines.process import WorkerOptions
from assistant.engines.serving import Serving, prepare, touch
from assistant.engines.sources import Source
from assistant.settings import Settings
from assistant.validation.query import BindFailure, Bound, BoundPlan, ValidatedQuery

_log = logging.getLogger(__name__)
#: Seconds between two marks that a serving database is in use.
_MARK = 3600.0


def open_engine(loaded: Source, settings: Settings) -> DuckDbEngine:
    """Open the data of a loaded catalogue: reuse or build its serving database and start a worker.

    Raises :class:`~assistant.errors.DataError` with every place where data and documentation differ.
    """
    return DuckDbEngine(prepare(loaded, settings), settings)


def _bound(reply: dict[str, Any]) -> BoundPlan | BindFailure:
    if "failure" in reply:
        _log.info("cannot bind: %s", cause(reply.get("log")))
        return BindFailure(str(reply["failure"]))
    return BoundPlan(
        statements=reply["statements"],
        is_select=reply["is_select"],
        columns=frozenset((table, column) for table, column in reply["columns"]),
        tables=frozenset(reply["tables"]),
    )


class DuckDbEngine:
    """Runs validated queries in worker processes; safe to use from several threads."""

    def __init__(self, serving: Serving, settings: Settings) -> None:
        self._serving = serving
        self._marked = time.monotonic()
        cores = os.cpu_count() or 1
        options = WorkerOptions(
            path=str(serving.path.resolve()),
            memory=settings.memory_limit,
            seconds=settings.time_limit,
            threads=cores,
        )
        self._pool = Pool(options, size=most_workers(settings.memory_limit))

    @property
    def digest(self) -> str:
        """Name the content served: the same inputs and documentation give the same digest."""
        return self._serving.digest

    @property
    def profile(self) -> DataProfile:
        """What the data hold: members, levels, periods."""
        return self._serving.profile

    @property
    def unheld(self) -> tuple[str, ...]:
        """Limits that this system does not hold (``network``, ``memory``), known after the first query."""
        return self._pool.unheld

    def begin(self, sql: str) -> Bound:
        """Ask what ``sql`` would read, by DuckDB's own bound plan; nothing runs. What is returned waits for it."""
        reply = self._pool.begin({"do": "bind", "sql": sql})
        return lambda: _bound(reply())

    def run(self, query: ValidatedQuery, limit: int) -> ResultTable | EngineFailure:
        """Run ``query`` and return at most ``limit`` rows; decimals come back as numbers, dates as dates."""
        if not isinstance(query, ValidatedQuery):
            raise TypeError("an engine runs a ValidatedQuery only")
        self._mark_in_use()
        reply = self._pool.ask({"do": "run", "sql": query.sql, "limit": limit})
        if "failure" in reply:
            _log.warning("a query failed (%s): %s", reply["failure"], cause(reply.get("log")))
            return EngineFailure(_KINDS.get(str(reply["failure"]), FailureKind.BROKEN))
        columns = query.headings if len(query.headings) == len(reply["columns"]) else tuple(reply["columns"])
        return ResultTable(columns, _rows(reply["rows"], reply["kinds"]), bool(reply["truncated"]))

    def _mark_in_use(self) -> None:
        """Keep other processes from cleaning away what a program that runs for weeks still serves."""
        if time.monotonic() - self._marked < _MARK:
            return
        self._marked = time.monotonic()
        try:
            touch(self._serving.path)
        except OSError as error:
            _log.warning("cannot mark %s as in use: %s", self._serving.path, error)

    @property
    def workers(self) -> int:
        """How many worker processes there are now."""
        return self._pool.workers

    def close(self) -> None:
        """End the worker processes."""
        self._pool.close()

    def __enter__(self) -> DuckDbEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_KINDS = {"timeout": FailureKind.TIMEOUT, "too_large": FailureKind.TOO_LARGE}


def _rows(rows: list[list[Any]], kinds: list[str]) -> tuple[tuple[Cell, ...], ...]:
    """Turn the text of dates and moments back into what they are; everything else is JSON's own."""
    if not any(kinds):
        return tuple(map(tuple, rows))
    return tuple(tuple(_cell(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in rows)


def _cell(value: Any, kind: str) -> Cell:
    if value is None or not kind:
        return value  # type: ignore[no-any-return]
    return dt.date.fromisoformat(value) if kind == "date" else dt.datetime.fromisoformat(value)
