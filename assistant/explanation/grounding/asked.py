"""The numbers that the question itself brought: thresholds, a limit, a factor, a claim."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.explanation import numbers
from assistant.explanation.grounding.cells import decimals_of, unit_of
from assistant.explanation.grounding.facts import Fact
from assistant.explanation.shown import Shown
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    Per,
    Share,
    ValueFilter,
    divided,
    judged,
)


def asked_of(shown: Shown) -> Iterator[Fact]:
    """Yield the numbers that the question itself brought: thresholds, a limit, a factor, how many members it named."""
    plan = shown.plan
    for column, cell in shown.held:
        if isinstance(cell, int | float | Decimal) and numbers.is_number(cell):
            unit = column.unit.say(shown.language) if column.unit else None
            kinds = frozenset({numbers.kind_of_unit(unit)})
            yield Fact(numbers.as_decimal(cell), kinds, decimals_of(cell, unit, column.decimals), exact=True)
    about = _judged_kind(shown)
    for condition in plan.conditions:
        unit = unit_of(shown, condition.metric)
        for value in condition.values:
            kinds = frozenset({about or numbers.kind_of_unit(unit), numbers.kind_of_unit(unit)})
            decimals = decimals_of(value, unit, None) | decimals_of(value, None, None) | decimals_of(value, "%", None)
            yield Fact(numbers.as_decimal(value), kinds, decimals, limit=condition.op.value)
    for item in plan.filters:
        if isinstance(item, ValueFilter):
            documented = shown.catalog.field(item.field).unit
            unit = documented.say(shown.language) if documented else None
            for found in item.values:
                if not isinstance(found, str):
                    kinds = frozenset({numbers.kind_of_unit(unit)})
                    yield Fact(numbers.as_decimal(found), kinds, decimals_of(found, unit, None), limit=item.op.value)
        elif len(item.members) > 4:
            yield _count(len(item.members))
    if plan.limit is not None:
        yield _count(plan.limit)
    if isinstance(plan.calculation, Claim):
        kinds = frozenset({"other", "percent", "points", "euro"})
        yield Fact(
            numbers.as_decimal(plan.calculation.value), kinds, decimals_of(plan.calculation.value, None, None, kinds)
        )
    by = divided(plan.calculation)
    if isinstance(by, Per):
        yield Fact(numbers.as_decimal(by.factor), frozenset({"other"}), frozenset({0}))
    if plan.conditions and not shown.rows:
        yield _count(0)


def _count(number: int) -> Fact:
    return Fact(Decimal(number), frozenset({"other"}), frozenset({0}))


def _judged_kind(shown: Shown) -> str | None:
    """Return the kind of unit of a limit on what was calculated: a share or a change in percent."""
    match judged(shown.plan.calculation):
        case Share() | Change(ChangeKind.PERCENT) | Change(ChangeKind.YEARLY):
            return "percent"
        case Change(ChangeKind.POINTS):
            return "points"
    return None
