"""A decided plan becomes one sqlglot tree: the same plan gives the same query."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.plan import (
    Change,
    Claim,
    Plan,
    Refusal,
    Split,
    YesNo,
)
from assistant.sql.ask import Ask, Setting
from assistant.sql.buckets import of_choice
from assistant.sql.calculations.change import change
from assistant.sql.calculations.plain import plain
from assistant.sql.figures import Query
from assistant.sql.finish import finish
from assistant.sql.query import CompiledQuery
from assistant.sql.result import Making, Result


def compile_plan(plan: Plan, catalog: Catalog, profile: DataProfile) -> CompiledQuery | Refusal:
    """Return the plan as SQL, or the refusal that only the data's levels, periods and grain could tell."""
    setting = Setting(catalog, profile, plan.language)
    query = Query()
    for dataset in catalog.datasets:
        query.tables.take(dataset.name)
    making = Making(plan, setting, query)
    result = calculated(making, ask_of(plan, setting))
    return result if isinstance(result, Refusal) else finish(making, result)


def calculated(making: Making, ask: Ask) -> Result | Refusal:
    """Return the relation of the plan's calculation."""
    match making.plan.calculation:
        case Change(kind):
            return change(making, ask, kind)
        case YesNo(base=Change(kind)) | Claim(base=Change(kind)):
            return change(making, ask, kind)
        case _:
            return plain(making, ask)


def ask_of(plan: Plan, setting: Setting) -> Ask:
    """Return the figures that a plan needs."""
    wanted = [item.metric for item in plan.conditions]
    if plan.order is not None and plan.order.by is not None and not isinstance(plan.order.by, Split):
        wanted.append(plan.order.by)
    buckets = of_choice(plan.period, plan.per, stored_periods(setting, plan.metrics[0]))
    timed = plan.per is not None or (plan.period is not None and plan.period.compare_to is not None)
    return Ask(plan.metrics, tuple(wanted), plan.splits, plan.filters, buckets, timed)


def stored_periods(setting: Setting, ref: MetricRef) -> tuple[Period, ...]:
    """Return the stored periods of a metric's leading component."""
    for component in formula(setting.catalog, ref).components:
        data = setting.profile.datasets.get(component.dataset)
        if component.time is not None and data is not None:
            return data.periods.get(component.time, ())
    return ()
