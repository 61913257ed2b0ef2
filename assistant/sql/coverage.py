"""In which periods a plan's figures exist: what the latest period with data is chosen from."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from sqlglot import exp

from assistant.catalog.catalog import Catalog
from assistant.catalog.dialect import Key, written_out
from assistant.catalog.field import Field
from assistant.catalog.formula import Component
from assistant.catalog.period import finer
from assistant.catalog.profile import DataProfile
from assistant.catalog.timecode import grain_of
from assistant.catalog.vocabulary import Grain, OverTime
from assistant.plan import Plan, Refusal, divided
from assistant.sql import values
from assistant.sql.aggregate import counted
from assistant.sql.ask import Ask, Setting
from assistant.sql.buckets import series
from assistant.sql.compile import ask_of
from assistant.sql.groups import Group
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.scope import scope
from assistant.sql.timeline import timeline
from assistant.sql.words import grain_word

PERIOD = "period"


def coverage_query(
    plan: Plan, catalog: Catalog, profile: DataProfile, grain: Grain | None = None
) -> CompiledQuery | Refusal | None:
    """Return the periods, latest first, in which every metric of the plan has a value for an asked member.

    The plan's own period is left aside. Periods come at ``grain``, by default the grain that all metrics share as they
    are stored (days are taken together to months). None when none of the metrics knows time.
    """
    setting = Setting(catalog, profile, plan.language)
    ask = replace(ask_of(plan, setting), buckets=(), timed=False)
    parts = [(component, field, position == 0) for component, field, position in _timed(setting, plan, ask)]
    if not parts:
        return None
    shared = grain or _shared([field for _, field, _ in parts])
    queries: dict[Key, exp.Query] = {}
    for component, field, leads in parts:
        found = _periods(setting, ask, component, field, shared, leads=leads)
        if isinstance(found, Refusal):
            return found
        for query in found:
            queries.setdefault(written_out(query), query)
    periods = reduce(lambda one, other: exp.Intersect(this=one, expression=other, distinct=True), queries.values())
    tree = exp.select(col(PERIOD)).from_(periods.subquery("perioden"))
    tree = tree.where(exp.Not(this=exp.Is(this=col(PERIOD), expression=exp.null())), copy=False).distinct(copy=False)
    tree.set("order", exp.Order(expressions=[exp.Ordered(this=col(PERIOD), desc=True)]))
    return CompiledQuery(tree, (OutputColumn(PERIOD, ColumnRole.TIME, grain_word(shared), grain=shared),))


def _timed(setting: Setting, plan: Plan, ask: Ask) -> list[tuple[Component, Field, int]]:
    wanted = list(dict.fromkeys(plan.metrics))
    if (by := divided(plan.calculation)) is not None and by.denominator not in wanted:
        wanted.append(by.denominator)
    only = replace(ask, metrics=tuple(wanted), helpers=())
    found: list[tuple[Component, Field, int]] = []
    for formula in only.formulas(setting.catalog):
        for position, component in enumerate(formula.components):
            name = component.running.from_ if component.running is not None else component.time
            field = setting.catalog.by_name[component.dataset].fields_by_name.get(name) if name else None
            if field is not None:
                found.append((component, field, position if formula.metric in plan.metrics else 1))
    return found


def _shared(fields: list[Field]) -> Grain:
    """Return the coarsest grain among the fields; days count as months."""
    grains = [grain_of(field) or Grain.DAY for field in fields]
    coarsest = grains[0]
    for grain in grains[1:]:
        coarsest = grain if finer(coarsest, grain) else coarsest
    return Grain.MONTH if coarsest is Grain.DAY else coarsest


def _periods(
    setting: Setting, ask: Ask, component: Component, field: Field, grain: Grain, *, leads: bool
) -> list[exp.Query] | Refusal:
    """Return the periods in which one component has a value, a query per branch taken together."""
    dataset = component.dataset
    stored = setting.profile.datasets[dataset].periods.get(field.name, ())
    group = Group(dataset, [(component, setting.label(ask.metrics[0]))], leads, field)
    settled = scope(setting, ask, dataset, lambda: group.make_rows(setting), chooses=group.chooses, leads=leads)
    if isinstance(settled, Refusal):
        return settled
    if not stored:
        return []
    flow = replace(component, over_time=OverTime.SUM)
    line, _ = timeline(
        flow, field, setting.profile.datasets[dataset], series(stored[0], stored[-1], grain), follows=False
    )
    selects: list[exp.Query] = []
    for branch in settled.branches:
        column = branch.rows.own(field.name)
        known = [exp.Not(this=exp.Is(this=branch.rows.own(name), expression=exp.null())) for name in component.fields]
        where = [item.copy() for item in branch.where] + list[exp.Expr](known)
        if (rule := counted(component, branch.rows, None)) is not None:
            where.append(rule)
        tree = branch.rows.select().select(aliased(line.bucket_text(column), PERIOD), copy=False)
        condition = values.every(where)
        selects.append((tree.where(condition, copy=False) if condition is not None else tree).distinct(copy=False))
    return [reduce(lambda one, other: exp.Union(this=one, expression=other, distinct=True), selects)]
