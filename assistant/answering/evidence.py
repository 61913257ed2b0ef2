"""Caveats from evidence: each condition is asked of the very rows that the shown figures rest on."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.engines.base import Engine, ResultTable
from assistant.errors import InternalError
from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats import DatasetEvidence, Evidence, caveats, everyone_probes, probes
from assistant.explanation.shown import Shown
from assistant.plan import Plan
from assistant.sql.evidence import evidence_query
from assistant.validation import Rejection, validate_plan

_log = logging.getLogger(__name__)

Probes = Mapping[str, Mapping[str, str]]
Members = Mapping[FieldRef, tuple[str, ...]]


def evidence_of(shown: Shown, engine: Engine, role: str) -> Evidence:
    """Ask the data which conditions the used rows meet."""
    plan, catalog, profile = shown.plan, shown.catalog, engine.profile
    ranked = plan.limit is not None or bool(plan.conditions)
    members = _members(shown) if ranked else None
    used = _ask(plan, catalog, engine, role, probes(plan, catalog, profile), members)
    everyone = _ask(plan, catalog, engine, role, everyone_probes(plan, catalog, profile), None)
    return Evidence(used, everyone)


def caveats_of(shown: Shown, engine: Engine, evidence: Evidence, as_of: dt.date) -> tuple[CaveatShown, ...]:
    """Return the caveats whose condition the used rows meet."""
    return caveats(shown.plan, shown.catalog, engine.profile, evidence, shown, as_of)


def _ask(
    plan: Plan, catalog: Catalog, engine: Engine, role: str, wanted: Probes, members: Members | None
) -> dict[str, DatasetEvidence]:
    found = {}
    for dataset, conditions in wanted.items():
        compiled = evidence_query(plan, catalog, engine.profile, dataset, dict(conditions), members)
        if compiled is None:
            continue
        query = validate_plan(compiled, catalog, binder=None, role=role, language=plan.language)
        if isinstance(query, Rejection):
            _log.error("our own evidence query was rejected: %s\n%s", query.issues, compiled.tree.sql("duckdb"))
            raise InternalError("the caveats of an answer could not be checked")
        table = engine.run(query, 1)
        if not isinstance(table, ResultTable):
            # A caveat that cannot be checked must not be left out in silence.
            raise InternalError("the caveats of an answer could not be checked")
        found[dataset] = _read(list(conditions), table)
    return found


def _read(conditions: list[str], table: ResultTable) -> DatasetEvidence:
    """Columns come in the order of the conditions, the number of rows last."""
    cells = table.rows[0]
    met = frozenset(name for name, cell in zip(conditions, cells, strict=False) if cell is True)
    count = cells[-1]
    return DatasetEvidence(met, count if isinstance(count, int) else None)


def _members(shown: Shown) -> dict[FieldRef, tuple[str, ...]]:
    """Return the codes of the members in the rows, per split field."""
    found: dict[FieldRef, tuple[str, ...]] = {}
    for index in shown.dimensions:
        column = shown.columns[index]
        if column.field is None:
            continue
        codes = shown.support.get(f"member_of:{column.name}") or tuple(row[index] for row in shown.rows)
        found[column.field] = tuple(dict.fromkeys(str(code) for code in codes if code is not None))
    return found
