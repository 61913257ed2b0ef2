"""Runs pasted queries so that no small count of persons comes out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import cast

from assistant.answering.withholding.ledger import Ledger, shown_by, telling_rows
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

    def __init__(self, catalog: Catalog, engine: Engine, ledger: Ledger) -> None:
        self._ledger = ledger
        self._catalog = catalog
        self._engine = engine
        self._danger: OrderedDict[str, bool] = OrderedDict()
        self._lock = Lock()

    def run(
        self, query: ValidatedQuery, role: str, limit: int, *, conversation: str | None = None, user: str | None = None
    ) -> Ran:
        """Return the rows that a checked query gives. Without a small count among its rows it runs as it is.

        Within a ``conversation``, and for a ``user`` within a day, what earlier queries showed counts.
        """
        asked = dangers(query, self._catalog)
        near = asked is None or any(self._dangerous(one, role) for one in asked)
        followed = asked != [] and (conversation is not None or user is not None)
        if not near and not followed:
            return Ran(self._engine.run(query, limit))
        reading = PastedReading(query, self._catalog, role, limit, near=near)
        if near and reading.telling:
            return Ran(None, telling=True)
        wider = reading.wider()
        asked_for = wider or reading.unmerged()
        table = self._run(asked_for, role, limit) if asked_for is not None else self._engine.run(query, limit)
        if not isinstance(table, ResultTable):
            return Ran(table)
        if reading.hides_rows(table.rows):
            return Ran(None, telling=True)
        withheld = reading.withheld(table.rows) if near else frozenset()
        if followed:
            withheld = self._followed(query, reading, table, withheld, conversation, user)
        own, withheld = reading.arranged(table.rows, withheld)
        fits = len(query.headings) == reading.width
        names = query.headings if fits else table.columns[: reading.width]
        rows = cast(tuple[tuple[Cell, ...], ...], own)
        return Ran(replace(table, columns=names, rows=rows), withheld)

    def _followed(
        self,
        query: ValidatedQuery,
        reading: PastedReading,
        table: ResultTable,
        withheld: Withheld,
        conversation: str | None,
        user: str | None,
    ) -> Withheld:
        """Return what is withheld beside what was shown before, and remember what is shown now."""
        hidden = {row for row, _ in withheld}
        open_rows = [one for one in reading.counted(table.rows) if one.row not in hidden]
        telling = telling_rows(query, open_rows, reading.minimum, self._ledger.of(conversation, user))
        rest = [one for one in open_rows if one.row not in telling]
        self._ledger.remember(conversation, user, shown_by(query, rest))
        return withheld | reading.closed(telling)

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
