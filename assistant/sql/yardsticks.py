"""The figure that others are held against, as a relation of one row: of one member, or the average of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.graph import conformed
from assistant.plan import (
    Average,
    AverageFigure,
    Calculation,
    Difference,
    Filter,
    MemberFigure,
    MemberFilter,
    Op,
    Plan,
    Refusal,
    Yardstick,
    divided,
    underlying,
)
from assistant.sql.names import aliased, col
from assistant.sql.query import YARDSTICK
from assistant.sql.result import Making, Measured, Result, read

Calculate = Callable[[Making], Result | Refusal]


def measure(making: Making, calculate: Calculate) -> Refusal | None:
    """Add a relation for every yardstick of the plan; the figure is worked out as the plan works out its own."""
    for ref, against in _needed(making.plan):
        if (ref, against) in making.measured:
            continue
        own = Making(_alone(making, ref, against), making.setting, making.query)
        found = calculate(own)
        if isinstance(found, Refusal):
            return found
        making.measured[ref, against] = _relation(making, found, ref)
    return None


def _needed(plan: Plan) -> list[tuple[MetricRef, Yardstick]]:
    needed = [(item.metric, item.against) for item in plan.conditions if item.against is not None]
    asked = underlying(plan.calculation)
    if isinstance(asked, Difference) and asked.against is not None:
        needed += [(ref, asked.against) for ref in plan.metrics]
    return needed


def _alone(making: Making, ref: MetricRef, against: Yardstick) -> Plan:
    """Return the plan of the yardstick itself: one figure, for other places."""
    plan = making.plan
    catalog = making.setting.catalog
    field = against.field if isinstance(against, MemberFigure) else against.over.field
    kept = tuple(item for item in plan.filters if conformed(catalog, item.field) != conformed(catalog, field))
    asked = divided(plan.calculation)
    places: tuple[Filter, ...]
    calculation: Calculation | None
    if isinstance(against, MemberFigure):
        places, calculation = (MemberFilter(against.field, Op.IN, (against.member,)),), asked
    else:
        places, calculation = against.places, asked or _average(against)
    return replace(
        plan,
        metrics=(ref,),
        splits=(),
        filters=(*kept, *places),
        conditions=(),
        calculation=calculation,
        order=None,
        limit=None,
        per=None,
    )


def _average(against: AverageFigure) -> Average:
    return Average(against.over, against.statistic)


def _relation(making: Making, found: Result, ref: MetricRef) -> Measured:
    """Return the relation with only the yardstick and the counts it rests on, under names nobody else has."""
    number = len(making.measured) + 1
    name = YARDSTICK if number == 1 else f"{YARDSTICK}_{number}"
    column = found.outcome.get(ref) or found.figure[ref]
    described = next(item for item in found.values if item.name == column)
    # Should no row be left, one without a figure still stands: then nothing compares with it.
    tree = read(found.shape.relation).select(aliased(exp.Max(this=col(column)), name), copy=False)
    counts = {count: f"{name}__{count}" for count in described.counts}
    for count, own in counts.items():
        tree = tree.select(aliased(exp.Max(this=col(count)), own), copy=False)
    return Measured(making.query.add("maatstaf", tree), replace(described, name=name, counts=tuple(counts.values())))
