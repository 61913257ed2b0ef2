"""Withheld members take no place in a ranking or a list with a threshold: their place would tell what is withheld."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.withholding import Guard, Reader
from assistant.answering.words import say
from assistant.catalog.catalog import Catalog
from assistant.engines.base import Engine, EngineFailure, ResultTable
from assistant.errors import InternalError
from assistant.plan import (
    Assumption,
    CountMembers,
    Member,
    MemberFilter,
    Op,
    Origin,
    Plan,
    Rank,
    Refusal,
    Split,
    underlying,
)
from assistant.sql.compile import compile_plan
from assistant.sql.query import CompiledQuery
from assistant.validation import Rejection, validate_plan


def without_withheld(plan: Plan, catalog: Catalog, engine: Engine, guard: Guard, reader: Reader, limit: int) -> Plan:
    """Return the plan with the members left out whose figures are withheld, and that said as an assumption."""
    split, whole = _everyone(plan)
    if split is None or not guard.concerns(plan):
        return plan
    compiled = compile_plan(whole, catalog, engine.profile)
    if isinstance(compiled, Refusal) or not any(column.counts for column in compiled.columns):
        return plan
    query = validate_plan(compiled, catalog, binder=engine, role=reader.role, language=plan.language, limit=limit)
    table = engine.run(query, limit) if not isinstance(query, Rejection) else None
    if table is None or isinstance(table, EngineFailure):
        # Never fail open: without knowing what is withheld, no ranking is shown.
        raise InternalError("it could not be worked out which figures are withheld, so no ranking is shown")
    hidden = _hidden(split, whole, compiled, table, guard, reader)
    if isinstance(plan.calculation, Rank):
        hidden = tuple(member for member in hidden if member.value != plan.calculation.member.value)
    if not hidden:
        return plan
    names = ", ".join(member.label for member in hidden)
    told = Assumption("disclosure", say("not_ranked", plan.language, members=names))
    left_out = MemberFilter(split.field, Op.NOT_IN, hidden, Origin.DEFAULT)
    return replace(plan, filters=(*plan.filters, left_out), assumptions=(*plan.assumptions, told))


def _everyone(plan: Plan) -> tuple[Split | None, Plan]:
    """Return the split whose members are ranked or chosen from, and the plan that shows them all."""
    if isinstance(plan.calculation, Rank):
        field = plan.calculation.field
        split = Split(field, plan.calculation.member.level)
        others = tuple(item for item in plan.splits if item.field != field)
        kept = tuple(item for item in plan.filters if not (isinstance(item, MemberFilter) and _names(item, plan)))
        whole = replace(plan, splits=(split, *others), filters=kept, conditions=(), calculation=None)
        return split, replace(whole, limit=None, order=None)
    if len(plan.splits) != 1 or (plan.limit is None and not plan.conditions):
        return None, plan
    calculation = None if isinstance(underlying(plan.calculation), CountMembers) else plan.calculation
    return plan.splits[0], replace(plan, limit=None, order=None, conditions=(), calculation=calculation)


def _names(item: MemberFilter, plan: Plan) -> bool:
    """Whether a filter names just the member whose place is asked."""
    assert isinstance(plan.calculation, Rank)
    own = plan.calculation
    return item.op is Op.IN and item.field == own.field and [one.value for one in item.members] == [own.member.value]


def _hidden(
    split: Split, whole: Plan, compiled: CompiledQuery, table: ResultTable, guard: Guard, reader: Reader
) -> tuple[Member, ...]:
    """Return the members with a withheld figure, by the codes beside their labels."""
    names = [column.name for column in compiled.columns]
    labels = [at for at, column in enumerate(compiled.columns) if column.field is not None and column.member_of is None]
    codes = [at for at, column in enumerate(compiled.columns) if column.member_of in names]
    if not labels or not codes:
        return ()
    withheld = guard.judge(whole, compiled.columns, table.rows, reader.role, reader.before()).withheld
    rows = sorted({row for row, _ in withheld})
    found = (
        Member(str(table.rows[row][codes[0]]), str(table.rows[row][labels[0]]), split.level)
        for row in rows
        if table.rows[row][codes[0]] is not None
    )
    return tuple(dict.fromkeys(found))
