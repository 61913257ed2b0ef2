"""Pasted SQL: the same validation, limits, disclosure and sources as an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from assistant.answering.pasted import caveats_of_query, standing_caveats
from assistant.answering.withholding import PastedGuard, Reader
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import FieldRole
from assistant.engines.base import Engine, EngineFailure, ResultTable
from assistant.explanation.shown import Json, plain
from assistant.explanation.sources import sources
from assistant.validation import ValidatedQuery
from assistant.validation.query import Issue
from assistant.validation.report import CheckReport, check

_ROLES = {FieldRole.MEASURE: "metric", FieldRole.TIME: "time"}


@dataclass(frozen=True, slots=True)
class QueryReport:
    """What a pasted query gave: the findings of the check and, when it ran, its rows."""

    check: CheckReport
    columns: tuple[dict[str, Json], ...] | None = None
    rows: tuple[tuple[Json, ...], ...] | None = None
    truncated: bool = False
    suppressed: tuple[tuple[int, int], ...] = ()
    sources: tuple[dict[str, Json], ...] = ()
    failed: bool = False

    @property
    def ok(self) -> bool:
        """Whether the query was accepted and ran."""
        return self.check.ok and not self.failed

    def to_json(self) -> dict[str, Any]:
        """Return the contract's output of ``query --json``."""
        return self.check.to_json() | {
            "ok": self.ok,
            "columns": None if self.columns is None else list(self.columns),
            "rows": None if self.rows is None else [list(row) for row in self.rows],
            "row_count": None if self.rows is None else len(self.rows),
            "truncated": self.truncated,
            "suppressed": [list(cell) for cell in self.suppressed],
            "sources": [dict(source) for source in self.sources],
        }


def checked(sql: str, catalog: Catalog, engine: Engine, role: str, language: Language, limit: int) -> CheckReport:
    """Validate and run nothing; the caveats that always hold for what is read come along."""
    report = check(sql, catalog, binder=engine, role=role, language=language, limit=limit, profile=engine.profile)
    if report.query is None:
        return report
    told = standing_caveats(report.query, catalog, language, limit)
    return replace(report, caveats=tuple(one.to_json() for one in told))


def queried(
    sql: str,
    catalog: Catalog,
    engine: Engine,
    guard: PastedGuard,
    reader: Reader,
    language: Language,
    limit: int,
) -> QueryReport:
    """Validate, then run the checked tree; what the reader was shown before counts."""
    role = reader.role
    report = checked(sql, catalog, engine, role, language, limit)
    if report.query is None:
        return QueryReport(report)
    ran = guard.run(report.query, reader, limit)
    table = ran.table
    if not isinstance(table, ResultTable):
        known = isinstance(table, EngineFailure) and table.kind.value in ("timeout", "too_large")
        key = table.kind.value if known and isinstance(table, EngineFailure) else "failed_query"
        key = "telling_query" if ran.telling else key
        issue = Issue(key, "error", say(key, language))
        return QueryReport(replace(report, issues=(*report.issues, issue)), failed=True)
    shown = _shown(report, report.query, table, ran.withheld, catalog, language)
    hidden = frozenset(shown.suppressed)
    told = caveats_of_query(report.query, table, hidden, catalog, engine, role, language, limit)
    return replace(shown, check=replace(report, caveats=tuple(one.to_json() for one in told)))


def _shown(
    report: CheckReport,
    query: ValidatedQuery,
    table: ResultTable,
    withheld: frozenset[tuple[int, int]],
    catalog: Catalog,
    language: Language,
) -> QueryReport:
    rows = tuple(
        tuple(None if (at, index) in withheld else plain(cell) for index, cell in enumerate(row))
        for at, row in enumerate(table.rows)
    )
    return QueryReport(
        check=report,
        columns=_columns(query, table, catalog, language),
        rows=rows,
        truncated=table.truncated,
        suppressed=tuple(sorted(withheld)),
        sources=sources(catalog, query.datasets, language),
    )


def _columns(
    query: ValidatedQuery, table: ResultTable, catalog: Catalog, language: Language
) -> tuple[dict[str, Json], ...]:
    found: list[dict[str, Json]] = []
    for index, name in enumerate(table.columns):
        refs = query.lineage[index] if index < len(query.lineage) else ()
        found.append(
            {"name": name, "label": name, "role": _role(refs, catalog), "unit": _unit(refs, catalog, language)}
        )
    return tuple(found)


def _role(refs: tuple[FieldRef, ...], catalog: Catalog) -> str:
    roles = {catalog.field(ref).role for ref in refs}
    if len(refs) != 1 or FieldRole.MEASURE in roles:
        return "metric" if FieldRole.MEASURE in roles or not refs else "calculation"
    return _ROLES.get(roles.pop(), "dimension")


def _unit(refs: tuple[FieldRef, ...], catalog: Catalog, language: Language) -> str | None:
    unit = catalog.field(refs[0]).unit if len(refs) == 1 else None
    return unit.say(language) if unit else None
