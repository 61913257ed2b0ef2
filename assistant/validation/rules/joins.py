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
    yield from _counts(figures)
    for node in figures.totals:
        for one in figures.under(node):
            if one.repeated:
                yield issue("fan_out", figures.view.language, node, name=one.name)


def _counts(figures: Figures) -> Iterator[Issue]:
    """Yield counts of what two joins repeat: of a place its trees and its permits, each with each."""
    for node in figures.tree.of(exp.Count):
        scope = figures.lineage.scope_of(node)
        if scope is None or isinstance(node.this, exp.Distinct):
            continue
        repeated = figures.joins(scope)[1]
        datasets = {name: source.name for name, source in scope.sources.items() if isinstance(source, exp.Table)}
        if len({datasets[name] for name in repeated if name in datasets}) < 2:
            continue
        columns = [column.table for column in node.find_all(exp.Column)]
        if repeated.issuperset(columns) if columns else repeated.issuperset(datasets):
            named = datasets.get(columns[0], columns[0]) if columns else min(repeated)
            yield issue("fan_out", figures.view.language, node, name=named)


def _undocumented(joined: Joined, scope: Scope, view: View) -> Issue:
    origin = joined.earlier[0]
    left, right = scope.sources.get(origin), scope.sources.get(joined.name)
    suggestion = None
    if isinstance(left, exp.Table) and isinstance(right, exp.Table):
        columns = _documented_columns(left.name.lower(), right.name.lower(), view)
        suggestion = say("documented_join", view.language, columns=", ".join(columns)) if columns else None
    return issue("join", view.language, joined.join, left=origin, right=joined.name, suggestion=suggestion)


def _documented_columns(left: str, right: str, view: View) -> list[str]:
    for steps in view.catalog.links.outgoing.values():
        for relation in steps:
            if {relation.from_.lower(), relation.to.lower()} == {left, right}:
                pairs = zip(relation.from_columns, relation.to_columns, strict=True)
                named = [(relation.from_, own, relation.to, theirs) for own, theirs in pairs]
                # A key that is only there for the catalogue's own joins has no name for a query.
                if all(a.lower() in view.columns[b.lower()] for one in named for b, a in (one[:2], one[2:])):
                    return [f"{a}.{own} = {b}.{theirs}" for a, own, b, theirs in named]
                return []
    shared = view.columns[left].keys() & view.columns[right].keys()
    return [name for name in view.datasets[right].primary_key if name.lower() in shared]
