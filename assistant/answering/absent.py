"""Members that were asked for and have no figures: a sum without them, or a list without them, says so and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.borders import KIND as BORDERS
from assistant.answering.mergers import merged
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import local_field
from assistant.catalog.period import Period
from assistant.engines.base import Engine, ResultTable
from assistant.explanation.answer import Answer
from assistant.plan import Assumption, Member, MemberFilter, Op, Plan, Refusal, Split
from assistant.planning.names import span_words
from assistant.planning.phrases import listing
from assistant.sql.compile import compile_plan
from assistant.sql.query import ColumnRole, CompiledQuery
from assistant.validation import Rejection, validate_plan

#: A group of more members than this is asked for as a whole, and not member by member.
_MOST = 40
#: The kind of what is assumed about them.
_KIND = "absent"


def with_absent(plan: Plan, catalog: Catalog, engine: Engine, role: str, limit: int) -> Plan:
    """Return the plan with, said as an assumption, which of the members asked for have no figures in which periods.

    Only of tables that hold a row for each member: where rows are events, no rows is a count of nothing.
    """
    if plan.borders is not None:
        return plan  # who is there when is what the borders of today say
    told = [
        Assumption(_KIND, text)
        for item in plan.filters
        if isinstance(item, MemberFilter) and item.op is Op.IN and 1 < len(item.members) <= _MOST
        if _rows_of(item.field, plan, catalog)
        for text in _said(item, plan, catalog, engine, role, limit)
    ]
    return replace(plan, assumptions=(*plan.assumptions, *told)) if told else plan


def said_absent(answer: Answer, plan: Plan) -> Answer:
    """Return the answer with its sentence followed by who has no figures: a sum over two names must not stand alone."""
    told = [one.text for one in plan.assumptions if one.kind in (_KIND, BORDERS)]
    return replace(answer, text=" ".join((answer.text, *told))) if told and answer.text else answer


def _rows_of(field: FieldRef, plan: Plan, catalog: Catalog) -> bool:
    """Whether each fact behind the figures has its own row for each member of a field."""
    datasets = {name for ref in plan.metrics for name in formula(catalog, ref).datasets}
    own = [(catalog.by_name[name], local_field(catalog, name, field)) for name in datasets]
    return all(local is not None and local.field in dataset.primary_key for dataset, local in own)


def _said(item: MemberFilter, plan: Plan, catalog: Catalog, engine: Engine, role: str, limit: int) -> Iterator[str]:
    there = _there(item, plan, catalog, engine, role, limit)
    periods = sorted({period for found in there.values() for period in found}, key=lambda one: one.start)
    language = plan.language
    lacking: dict[tuple[Period, Period] | None, list[Member]] = {}
    for member in item.members:
        gone = [period for period in periods if period not in there.get(member.value, ())]
        if gone and periods:
            span = (gone[0], gone[-1]) if len(gone) < len(periods) else None
            lacking.setdefault(span, []).append(member)
    for span, members in lacking.items():
        names = listing([member.label for member in members], language)
        if span is None:
            yield say("absent", language, members=names)
        else:
            yield say("absent_in", language, members=names, period=span_words(*span, language))
        first, last = span or (periods[0], periods[-1])
        for member in members:
            yield from merged(item.field, member, first, last, catalog, engine.profile, language)


def _there(
    item: MemberFilter, plan: Plan, catalog: Catalog, engine: Engine, role: str, limit: int
) -> dict[str, set[Period]]:
    """Return in which periods each member has figures; nothing where that cannot be told."""
    levels = {member.level for member in item.members}
    if plan.period is None or len(levels) > 1:
        return {}
    first = min((plan.period.compare_to or plan.period.start, plan.period.start), key=lambda one: one.start)
    period = replace(plan.period, start=first, compare_to=None, compare_end=None, among=())
    # What the figures are split by stays: alternatives are never added up, also not to look who is there.
    splits = (Split(item.field, levels.pop()), *(one for one in plan.splits if one.field != item.field))
    apart = Plan(plan.metrics, plan.language, splits, plan.filters, period=period)
    apart = apart if period.single else replace(apart, per=period.grain)
    compiled = compile_plan(apart, catalog, engine.profile)
    if isinstance(compiled, Refusal):
        return {}
    query = validate_plan(compiled, catalog, binder=None, role=role, language=plan.language, limit=limit)
    table = engine.run(query, limit) if not isinstance(query, Rejection) else None
    return _by_member(compiled, table, period.start) if isinstance(table, ResultTable) else {}


def _by_member(compiled: CompiledQuery, table: ResultTable, single: Period) -> dict[str, set[Period]]:
    columns = compiled.columns
    dimension = next(at for at, column in enumerate(columns) if column.role is ColumnRole.DIMENSION)
    code = next((at for at, one in enumerate(columns) if one.member_of == columns[dimension].name), dimension)
    time = next((at for at, column in enumerate(columns) if column.role is ColumnRole.TIME), None)
    found: dict[str, set[Period]] = {}
    for row in table.rows:
        period = single if time is None else Period.parse(str(row[time]))
        found.setdefault(str(row[code]), set()).add(period)
    return found
