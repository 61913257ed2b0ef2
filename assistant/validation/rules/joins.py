"""Joins as documented: along a relationship, or on what makes a row of one side unique. No sum over repeated rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.validation.joining import Joined
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue, say


def check(figures: Figures) -> Iterator[Issue]:
    """Yield joins outside the documented paths, and sums of what a join repeats."""
    for scope in figures.lineage.scopes:
        for join in figures.joins(scope)[0]:
            if not join.documented:
                yield _undocumented(join, scope, figures.view)
    for node in figures.totals:
        for one in figures.under(node):
            if one.repeated:
                yield issue("fan_out", figures.view.language, node, name=one.name)


def _undocumented(joined: Joined, scope: Scope, view: View) -> Issue:
    origin = joined.earlier[0]
    left, right = scope.sources.get(origin), scope.sources.get(joined.name)
    suggestion = None
    if isinstance(left, exp.Table) and isinstance(right, exp.Table):
        columns = _documented_columns(left.name.lower(), right.name.lower(), view)
        suggestion = say("documented_join", view.language, columns=", ".join(columns)) if columns else None
    return issue("join", view.language, joined.join, left=origin, right=joined.name, suggestion=suggestion)


def _documented_columns(left: str, right: str, view: View) -> list[str]:
    for dataset in view.catalog.datasets:
        for relation in dataset.relationships:
            if {relation.from_.lower(), relation.to.lower()} == {left, right}:
                pairs = zip(relation.from_columns, relation.to_columns, strict=True)
                return [f"{relation.from_}.{own} = {relation.to}.{theirs}" for own, theirs in pairs]
    return [name for name in view.datasets[right].primary_key if name.lower() in view.columns[left]]
