"""Runs pasted queries so that no small count of persons comes out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import cast

from assistant.answering.withholding.cubes import Cubes
from assistant.answering.withholding.footing import Footing, Footings
from assistant.answering.withholding.seen import Reader
from assistant.answering.withholding.values import beside_values
from assistant.catalog.catalog import Catalog
from assistant.engines.base import Cell, Engine, EngineFailure, ResultTable
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan
from assistant.validation.disclosure.dangers import dangers
from assistant.validation.disclosure.overlap import read_by
from assistant.validation.disclosure.pasted import PastedReading

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

    def __init__(self, catalog: Catalog, engine: Engine, cubes: Cubes) -> None:
        self._catalog = catalog
        self._engine = engine
        self._footings = Footings(catalog, cubes, self._run)
        self._danger: OrderedDict[str, bool] = OrderedDict()
        self._lock = Lock()

    def run(self, query: ValidatedQuery, reader: Reader, limit: int) -> Ran:
        """Return the rows that a checked query gives. Where no small count is anywhere near it runs as it is.

        What the ``reader`` was shown before counts, by answers and by queries alike.
        """
        role = reader.role
        near = self._any(dangers(query, self._catalog), role)
        if not near and not self._any(dangers(query, self._catalog, anywhere=True), role):
            return Ran(self._engine.run(query, limit))
        reading = PastedReading(query, self._catalog, role, limit, near=near)
        if near and reading.telling:
            return Ran(None, telling=True)
        table, footing = self._rows(query, reading, reader, limit)
        if not isinstance(table, ResultTable):
            return Ran(table)
        if reading.hides_rows(table.rows):
            return Ran(None, telling=True)
        withheld = self._withheld(reading, table, footing, near=near, followed=reader.followed)
        if reader.followed:
            withheld |= self._beside(query, reading, table, withheld, reader, told=footing is not None)
        if footing is not None:
            reader.note(footing.shown({row for row, _ in withheld}))
        own, withheld = reading.arranged(table.rows, withheld)
        fits = len(query.headings) == reading.width
        names = query.headings if fits else table.columns[: reading.width]
        rows = cast(tuple[tuple[Cell, ...], ...], own)
        return Ran(replace(table, columns=names, rows=rows), withheld)

    def _rows(
        self, query: ValidatedQuery, reading: PastedReading, reader: Reader, limit: int
    ) -> tuple[ResultTable | EngineFailure | None, Footing | None]:
        """Return the rows with the counts that they rest on, and what these add up where that can be told."""
        if reading.counts and reading.trace(self._footings.keys):
            wider = reading.wider()
            table = self._run(wider, reader.role, limit) if wider is not None else None
            if isinstance(table, ResultTable):
                return table, self._footings.of(reading, table, reader.role, reader.before())
            reading.untrace()
        wider = reading.wider()
        return self._run(wider, reader.role, limit) if wider is not None else self._engine.run(query, limit), None

    def _withheld(
        self, reading: PastedReading, table: ResultTable, footing: Footing | None, *, near: bool, followed: bool
    ) -> Withheld:
        if footing is None:
            return reading.withheld(table.rows) if near else frozenset()
        settled = reading.withheld(table.rows, footing.withheld)
        # What is worked out from large counts says them in a form that nothing remembers.
        closing = near or (followed and footing.dangerous)
        return settled if closing else settled - reading.opaque(table.rows)

    def _beside(
        self,
        query: ValidatedQuery,
        reading: PastedReading,
        table: ResultTable,
        withheld: Withheld,
        reader: Reader,
        *,
        told: bool,
    ) -> Withheld:
        """Return what is withheld beside figures of which it cannot be told what they add up, and note the others."""
        hidden = {row for row, _ in withheld}
        counted = [one for one in reading.counted(table.rows) if one.row not in hidden]
        return reading.closed(beside_values(query.sql, read_by(query), counted, reading.minimum, reader, told=told))

    def _any(self, asked: list[CompiledQuery] | None, role: str) -> bool:
        """Whether there is a small count among some rows; of rows that are persons there always is."""
        return asked is None or any(self._dangerous(one, role) for one in asked)

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
