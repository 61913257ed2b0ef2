"""Every name that an answer gives: its members, metrics, fields, and what its figures are divided by."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.explanation import names, numbers
from assistant.explanation.shown import Shown
from assistant.plan import (
    Average,
    AverageFigure,
    CountMembers,
    Difference,
    MemberFigure,
    MemberFilter,
    Per,
    Rank,
    Share,
    Split,
    Yardstick,
    divided,
    judged,
    underlying,
)


def names_of(shown: Shown) -> Iterator[str]:
    """Yield the names."""
    catalog, language, plan = shown.catalog, shown.language, shown.plan
    for row in range(len(shown.rows)):
        yield from (shown.label(row, column) for column in shown.dimensions)
    for item in plan.filters:
        if isinstance(item, MemberFilter):
            yield from (member.label for member in item.members)
        else:
            yield from (value for value in item.values if isinstance(value, str))
    for yardstick in _yardsticks(shown):
        if isinstance(yardstick, MemberFigure):
            yield yardstick.member.label
        else:
            yield from (member.label for place in yardstick.places for member in place.members)
    for field in _fields(shown):
        yield names.field_label(catalog, field, language)
    for metric in _metrics(shown):
        yield names.metric_label(catalog, metric, language)
        name = names.metric_name(catalog, metric, language)
        yield from (part for part in (name.label, name.noun, name.core) if part)
    by = divided(plan.calculation)
    if isinstance(by, Per):
        yield from (by.name, names.per_words(catalog, by, language))
    wanted = underlying(plan.calculation)
    if isinstance(wanted, Rank):
        yield wanted.member.label
    for column in range(len(shown.columns)):
        # "euro per 1.000 inwoners": what follows the kind of unit is part of its name.
        unit = shown.unit(column) or ""
        tail = unit if numbers.kind_of_unit(unit) == "other" else unit.partition(" ")[2]
        if any(letter.isdigit() or letter.isupper() for letter in tail):
            yield tail


def _metrics(shown: Shown) -> Iterator[MetricRef]:
    plan = shown.plan
    yield from plan.metrics
    yield from (shown.metric_of(column) for column in shown.metrics)
    yield from (condition.metric for condition in plan.conditions)
    by = divided(plan.calculation)
    if by is not None:
        yield by.denominator
    if plan.order is not None and isinstance(plan.order.by, MetricRef):
        yield plan.order.by


def _fields(shown: Shown) -> Iterator[FieldRef]:
    plan = shown.plan
    yield from (item.field for item in plan.filters)
    yield from (split.field for split in plan.splits)
    for wanted in (underlying(plan.calculation), judged(plan.calculation)):
        if isinstance(wanted, Rank | CountMembers | Share):
            yield wanted.field
        if isinstance(wanted, Average) and isinstance(wanted.over, Split):
            yield wanted.over.field


def _yardsticks(shown: Shown) -> Iterator[MemberFigure | AverageFigure]:
    found: list[Yardstick | None] = [condition.against for condition in shown.plan.conditions]
    wanted = underlying(shown.plan.calculation)
    if isinstance(wanted, Difference):
        found.append(wanted.against)
    yield from (one for one in found if one is not None)
