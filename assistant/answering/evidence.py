"""Caveats from evidence: each condition is asked of the very rows that the shown figures rest on."""

from __future__ import annotations

import datetime as dt
import logging
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Generic, TypeVar

from assistant.answering.beside import fewest_cases
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.text import Language
from assistant.engines.base import Cell, Engine, ResultTable
from assistant.errors import InternalError
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats import (
    Asked,
    DatasetEvidence,
    Evidence,
    Probe,
    caveats,
    everyone_probes,
    members_about,
    members_shown,
    probes,
)
from assistant.explanation.shown import Shown
from assistant.plan import Rank, underlying
from assistant.sql.evidence import Narrowing, evidence_query
from assistant.sql.evidence_dimension import dimension_query
from assistant.sql.query import CompiledQuery
from assistant.validation import Rejection, validate_plan

_log = logging.getLogger(__name__)
Found = TypeVar("Found")


def evidence_of(shown: Shown, engine: Engine, role: str) -> Evidence:
    """Ask the data which conditions the used rows meet."""
    plan, catalog, profile = shown.plan, shown.catalog, engine.profile
    asking = _Asking(shown, engine, role)
    chosen = plan.limit is not None or bool(plan.conditions)
    members = members_shown(shown) if chosen or isinstance(underlying(plan.calculation), Rank) else {}
    periods = _periods(shown) if chosen else None
    used = asking.all(probes(plan, catalog, profile), members, periods)
    everyone = asking.all(everyone_probes(plan, catalog, profile), {}, None)
    return Evidence(used, everyone, fewest_cases(shown, engine, role))


def caveats_of(shown: Shown, engine: Engine, evidence: Evidence, as_of: dt.date) -> tuple[CaveatShown, ...]:
    """Return the caveats whose condition the used rows meet."""
    return caveats(shown.plan, shown.catalog, engine.profile, evidence, shown, as_of)


def provisional_in(shown: Shown, engine: Engine, role: str, dataset: str, period: str) -> bool:
    """Whether a used row of one shown period is provisional."""
    wanted = probes(shown.plan, shown.catalog, engine.profile).get(dataset, {})
    only = {dataset: {name: probe for name, probe in wanted.items() if name == "provisional"}}
    found = _Asking(shown, engine, role).all(only, {}, frozenset({period}))
    return dataset in found and "provisional" in found[dataset].met


def _periods(shown: Shown) -> frozenset[str] | None:
    """Return the periods in the rows, where only some of the asked ones are shown."""
    if shown.time is None:
        return None
    return frozenset(str(row[shown.time]) for row in shown.rows)


class _Known(Generic[Found]):
    """What was asked before, of the same data; the oldest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[object, ...], Found] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Found | None:
        """Return what is known."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: tuple[object, ...], found: Found) -> Found:
        """Keep what was found, and return it."""
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


_KNOWN: _Known[DatasetEvidence] = _Known(2048)
_ROWS: _Known[tuple[Cell, ...]] = _Known(2048)


class _Asking:
    """Asks the data about one answer."""

    def __init__(self, shown: Shown, engine: Engine, role: str) -> None:
        self._shown = shown
        self._engine = engine
        self._role = role
        self._asked = Asked(shown.plan, shown.catalog, engine.profile)

    def all(
        self,
        wanted: Mapping[str, Mapping[str, Probe]],
        members: Mapping[FieldRef, tuple[str, ...]],
        periods: frozenset[str] | None,
    ) -> dict[str, DatasetEvidence]:
        """Return the evidence of every dataset: facts by their rows, dimensions by the members the answer is about."""
        found = {}
        for dataset, asked in wanted.items():
            conditions = {name: probe.condition for name, probe in asked.items()}
            if dataset not in self._asked.facts:
                about = members_about(self._shown, dataset)
                if about and conditions:
                    found[dataset] = self._of_members(dataset, about, conditions)
                continue
            several = self._asked.added_fields(dataset)
            about_keys = {name: probe.about for name, probe in asked.items() if probe.about}
            narrowing = Narrowing(members, periods, about_keys, several)
            plan, catalog, profile = self._shown.plan, self._shown.catalog, self._engine.profile
            query = evidence_query(plan, catalog, profile, dataset, conditions, narrowing)
            if query is not None:
                found[dataset] = self._read(query, tuple(conditions), several)
        return found

    def _of_members(
        self, dataset: str, about: Mapping[str, tuple[str, ...]], conditions: Mapping[str, str]
    ) -> DatasetEvidence:
        """Return what the rows of these members meet; asked once, for most questions are about the same few places."""
        key = (self._engine.digest, self._role, dataset, tuple(about.items()), tuple(conditions.items()))
        known = _KNOWN.get(key)
        if known is None:
            query = dimension_query(self._shown.catalog, dataset, about, conditions)
            known = _KNOWN.keep(key, self._read(query, tuple(conditions), ()))
        return known

    def _read(self, compiled: CompiledQuery, conditions: tuple[str, ...], several: tuple[str, ...]) -> DatasetEvidence:
        """Columns come in the order of the conditions, then of the key fields, the number of rows last."""
        cells = run_checked(compiled, self._shown.catalog, self._engine, self._role, self._shown.language)
        met = frozenset(name for name, cell in zip(conditions, cells, strict=False) if cell is True)
        differ = frozenset(name for name, cell in zip(several, cells[len(conditions) :], strict=False) if cell is True)
        count = cells[-1]
        return DatasetEvidence(met, count if isinstance(count, int) else None, differ)


def run_checked(
    compiled: CompiledQuery, catalog: Catalog, engine: Engine, role: str, language: Language
) -> tuple[Cell, ...]:
    """Return the one row of a query of our own; a caveat that cannot be checked must not be left out in silence."""
    query = validate_plan(compiled, catalog, binder=None, role=role, language=language)
    if isinstance(query, Rejection):
        _log.error("our own evidence query was rejected: %s\n%s", query.issues, compiled.tree.sql("duckdb"))
        raise InternalError("the caveats of an answer could not be checked")
    key = (engine.digest, query.sql)
    if (known := _ROWS.get(key)) is not None:
        return known
    table = engine.run(query, 1)
    if not isinstance(table, ResultTable):
        raise InternalError("the caveats of an answer could not be checked")
    return _ROWS.keep(key, table.rows[0])
