"""The rows behind the figures that are shown: of the facts of a plan, those periods and rows that count."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlglot import exp

from assistant.catalog.formula import Component
from assistant.sql.buckets import Bucket
from assistant.sql.facts import Fact
from assistant.sql.timeline import Timeline


def conditions_of(component: Component) -> tuple[exp.Expr, ...]:
    """Return the conditions on the rows that a component counts, except that its own value is known.

    A row without a value is used too: it is why a figure is missing.
    """
    if component.condition is None:
        return ()
    parts = list(component.condition.flatten()) if isinstance(component.condition, exp.And) else [component.condition]
    return tuple(part for part in parts if not _is_known(part, component.fields))


def condition_of(component: Component) -> exp.Expr | None:
    """Return those conditions as one, or None."""
    parts = conditions_of(component)
    return exp.and_(*parts) if parts else None


def narrowed(made: Fact, periods: Collection[str] | None) -> Fact:
    """Return the fact with rows of the shown ``periods`` only (all when None), missing values included."""
    group = made.group
    asked = made.ask.buckets
    kept = [bucket for bucket in asked if periods is None or bucket.text in periods]
    own = {
        mine
        for bucket, mine in zip(asked, group.own_buckets or asked, strict=False)
        if periods is None or bucket in kept
    }
    lines = {key: _only(line, own) for key, line in group.timelines.items()} if periods is not None else group.timelines
    components = [(replace(part, condition=condition_of(part)), label) for part, label in group.components]
    renamed = {
        after.key: lines[before.key]
        for (before, _), (after, _) in zip(group.components, components, strict=True)
        if before.key in lines
    }
    group = replace(group, components=components, timelines=renamed)
    return replace(made, group=group, ask=replace(made.ask, buckets=tuple(kept)))


def original_keys(made: Fact) -> tuple[str, ...]:
    """Return the keys of the components as the metric documents them, in order."""
    return tuple(part.key for part, _ in made.group.components)


def _only(line: Timeline, buckets: Collection[Bucket]) -> Timeline:
    return Timeline(line.field, tuple(pair for pair in line.chosen if pair[0] in buckets), line.whole)


def _is_known(part: exp.Expr, fields: Iterable[str]) -> bool:
    """Whether a condition only says that one of the component's own fields has a value."""
    inner = part.unnest() if isinstance(part, exp.Paren) else part
    if not isinstance(inner, exp.Not):
        return False
    test = inner.this.unnest() if isinstance(inner.this, exp.Paren) else inner.this
    return (
        isinstance(test, exp.Is)
        and isinstance(test.expression, exp.Null)
        and isinstance(test.this, exp.Column)
        and test.this.name in fields
    )
