"""What ``duiding check`` tells: whether a query may run, every finding, and what it would read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.validation.query import Binder, Issue, ValidatedQuery
from assistant.validation.validate import DEFAULT_ROLE, validate_text


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome of a check; ``query`` is set when it may run. Caveats are added by whoever knows the rows."""

    query: ValidatedQuery | None
    issues: tuple[Issue, ...]
    datasets: tuple[str, ...] = ()
    fields: tuple[FieldRef, ...] = ()
    caveats: Sequence[dict[str, Any]] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether the query may run."""
        return self.query is not None

    def to_json(self) -> dict[str, Any]:
        """Return the contract's output of ``check --json``."""
        return {
            "ok": self.ok,
            "sql": self.query.shown if self.query else None,
            "issues": [issue_json(item) for item in self.issues],
            "datasets": list(self.datasets),
            "fields": [str(ref) for ref in self.fields],
            "caveats": list(self.caveats),
        }


def issue_json(item: Issue) -> dict[str, Any]:
    """Return one finding as the contract writes it."""
    return {
        "rule": item.rule,
        "severity": item.severity,
        "message": item.message,
        "line": item.line,
        "column": item.column,
        "suggestion": item.suggestion,
    }


def check(
    sql: str,
    catalog: Catalog,
    *,
    binder: Binder | None,
    role: str = DEFAULT_ROLE,
    language: Language = "nl",
    limit: int = 10_000,
    profile: DataProfile | None = None,
) -> CheckReport:
    """Validate a query as an analyst would paste it and run nothing."""
    outcome = validate_text(sql, catalog, binder=binder, role=role, language=language, limit=limit, profile=profile)
    if isinstance(outcome, ValidatedQuery):
        return CheckReport(outcome, outcome.warnings, outcome.datasets, outcome.fields)
    return CheckReport(None, outcome.issues)
