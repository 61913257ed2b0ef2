"""Runs pasted queries so that no small count of persons comes out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import cast

from assistant.catalog.catalog import Catalog
from assistant.engines.base import Cell, Engine, EngineFailure, ResultTable
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan
from assistant.validation.disclosure.pasted import PastedReading, dangers

Withheld = frozenset[tuple[int, int]]
_REMEMBERED = 512


@dataclass(frozen=True)
class Ran:
    """The rows of a pasted query with the cells that are withheld; ``telling`` when it asks what it may not know."""

    table: ResultTable | EngineFailure | None
    withheld: Withheld = frozenset()
    telling: bool = False


class PastedGuard:
    """Runs pasted queries, judged; safe to use from several threads."""

    def __init__(self, catalog: Catalog, engine: Engine) -> None:
        self._catalog = catalog
        self._engine = engine
        self._danger: OrderedDict[str, bool] = OrderedDict()
        self._lock = Lock()

    def run(self, query: ValidatedQuery, role: str, limit: int) -> Ran:
        """Return the rows that a checked query gives. Without a small count among its rows it runs as it is."""
        asked = dangers(query, self._catalog)
        if asked is not None and not any(self._dangerous(one, role) for one in asked):
            return Ran(self._engine.run(query, limit))
        reading = PastedReading(query, self._catalog, role, limit)
        if reading.telling:
            return Ran(None, telling=True)
        wider = reading.wider()
        table = self._run(wider, role, limit) if wider is not None else self._engine.run(query, limit)
        if not isinstance(table, ResultTable):
            return Ran(table)
        own, withheld = reading.judge(table.rows)
        fits = len(query.headings) == reading.width
        names = query.headings if fits else table.columns[: reading.width]
        rows = cast(tuple[tuple[Cell, ...], ...], own)
        return Ran(replace(table, columns=names, rows=rows), withheld)

    def _dangerous(self, asked: CompiledQuery, role: str) -> bool:
        """Whether there is a small count among some rows; remembered, for the data do not change."""
        key = f"{role}\x1f{asked.tree.sql('duckdb')}"
        with self._lock:
            if key in self._danger:
                return self._danger[key]
        table = self._run(asked, role, 1)
        # What cannot be asked is taken to be there.
        found = not isinstance(table, ResultTable) or bool(table.rows and table.rows[0][0])
        with self._lock:
            self._danger[key] = found
            while len(self._danger) > _REMEMBERED:
                self._danger.popitem(last=False)
        return found

    def _run(self, asked: CompiledQuery, role: str, limit: int) -> ResultTable | EngineFailure | None:
        checked = validate_plan(asked, self._catalog, binder=None, role=role, limit=limit)
        return self._engine.run(checked, limit) if isinstance(checked, ValidatedQuery) else None
