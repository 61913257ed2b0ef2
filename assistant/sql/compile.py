"""A decided plan becomes one sqlglot tree: the same plan gives the same query."""

from __future__ import annotations

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.plan import (
    Average,
    Change,
    CountMembers,
    CountPeriods,
    Cumulative,
    Difference,
    Per,
    Plan,
    Profile,
    Rank,
    Ratio,
    Refusal,
    Share,
    Split,
    underlying,
)
from assistant.sql.ask import Ask, Setting
from assistant.sql.buckets import of_choice
from assistant.sql.calculations.average import average
from assistant.sql.calculations.change import change
from assistant.sql.calculations.count_members import count_members
from assistant.sql.calculations.count_periods import count_periods
from assistant.sql.calculations.cumulative import cumulative
from assistant.sql.calculations.difference import difference
from assistant.sql.calculations.plain import plain
from assistant.sql.calculations.profile import profile
from assistant.sql.calculations.quotient import quotient
from assistant.sql.calculations.rank import rank
from assistant.sql.calculations.share import share
from assistant.sql.figures import Query
from assistant.sql.finish import finish
from assistant.sql.query import CompiledQuery
from assistant.sql.result import Making, Result
from assistant.sql.yardsticks import measure


def compile_plan(plan: Plan, catalog: Catalog, profile: DataProfile) -> CompiledQuery | Refusal:
    """Return the plan as SQL, or the refusal that only the data's levels, periods and grain could tell."""
    making = begin(plan, catalog, profile)
    result = calculated(making, ask_of(plan, making.setting))
    return result if isinstance(result, Refusal) else finish(making, result)


def begin(plan: Plan, catalog: Catalog, profile: DataProfile) -> Making:
    """Return an empty query for the plan, in which no name of a dataset is free."""
    query = Query()
    for dataset in catalog.datasets:
        query.tables.take(dataset.name)
    return Making(plan, Setting(catalog, profile, plan.language, borders=plan.borders), query)


def calculated(making: Making, ask: Ask) -> Result | Refusal:
    """Return the relation of the plan's calculation; yes/no and claims rest on the figures of their base."""
    no = measure(making, lambda own: calculated(own, ask_of(own.plan, own.setting)))
    if no is not None:
        return no
    asked = underlying(making.plan.calculation)
    match asked:
        case Change():
            return change(making, ask, asked)
        case Share():
            return share(making, ask, asked)
        case Per() | Ratio():
            return quotient(making, ask, asked)
        case Difference():
            return difference(making, ask, asked)
        case Average():
            return average(making, ask, asked)
        case Profile():
            return profile(making, ask, asked)
        case Rank():
            return rank(making, ask, asked)
        case Cumulative():
            return cumulative(making, ask)
        case CountPeriods():
            return count_periods(making, ask, asked)
        case CountMembers():
            return count_members(making, ask, asked)
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
