"""The second opinion: what the engine itself says the rendered query reads must be documented and be what we think."""

from __future__ import annotations

import logging

from sqlglot import exp, parse_one

from assistant.catalog.dialect import DUCKDB
from assistant.validation.query import Binder, BindFailure, Issue
from assistant.validation.view import View
from assistant.validation.wording import issue

#: What the engine calls the lists that a query writes out itself; they read nothing.
_DATALESS = {"unnest()", "range()", "generate_series()"}
_log = logging.getLogger(__name__)


def second_opinion(sql: str, view: View, binder: Binder | None, datasets: tuple[str, ...]) -> Issue | None:
    """Return a finding when the engine cannot bind the query or reads more than the rules allowed."""
    if binder is None:
        return None
    bound = binder.bind(sql)
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
