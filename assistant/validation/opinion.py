"""The second opinion: what the engine itself says the rendered query reads must be documented and be what we think."""

from __future__ import annotations

import logging

from sqlglot import exp, parse_one

from assistant.catalog.dialect import DUCKDB
from assistant.validation.query import Binder, BindFailure, BoundPlan, Issue
from assistant.validation.view import View
from assistant.validation.wording import issue

#: What the engine calls the lists that a query writes out itself; they read nothing.
_DATALESS = {"unnest()", "range()", "generate_series()"}
_log = logging.getLogger(__name__)


class Asked:
    """What the engine is asked while the rules go on looking: it must be listened to, also when they object."""

    def __init__(self, sql: str, binder: Binder | None) -> None:
        self._reply = binder.begin(sql) if binder is not None else None

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.bound()

    def bound(self) -> BoundPlan | BindFailure | None:
        """Wait for the reply and return it; None when there is no engine, or it was returned before."""
        reply, self._reply = self._reply, None
        return reply() if reply is not None else None


def second_opinion(asked: Asked, view: View, datasets: tuple[str, ...]) -> Issue | None:
    """Return a finding when the engine cannot bind the query or reads more than the rules allowed."""
    bound = asked.bound()
    if bound is None:
        return None
    if isinstance(bound, BindFailure):
        return issue("unbindable", view.language)
    tables = {name.lower() for name in bound.tables} - _DATALESS
    readable = {(name, column) for name in datasets for column in _readable(view, name)}
    columns = {(table.lower(), column.lower()) for table, column in bound.columns}
    if bound.statements == 1 and bound.is_select and tables <= set(datasets) and columns <= readable:
        return None
    _log.warning("the engine reads more of %s than validation: %s %s", datasets, tables, columns - readable)
    return issue("second_opinion", view.language)


def _readable(view: View, dataset: str) -> set[str]:
    """Return the columns a query on a dataset may read: what the role sees, and what its row filter uses."""
    documented = view.datasets[dataset]
    columns = set(view.columns[dataset])
    predicate = view.row_filter(documented)
    if predicate is not None:
        columns |= {column.name.lower() for column in parse_one(predicate, dialect=DUCKDB).find_all(exp.Column)}
    return columns
