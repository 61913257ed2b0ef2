"""Withheld members take no place in a ranking or a list with a threshold: their place would tell what is withheld."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.words import say
from assistant.catalog.catalog import Catalog
from assistant.engines.base import Engine, EngineFailure, ResultTable
from assistant.errors import InternalError
from assistant.plan import Assumption, CountMembers, Member, MemberFilter, Op, Origin, Plan, Refusal, Split
from assistant.sql.compile import compile_plan
from assistant.sql.query import CompiledQuery
from assistant.validation import Rejection, validate_plan
from assistant.validation.disclosure import withheld_cells


def without_withheld(plan: Plan, catalog: Catalog, engine: Engine, role: str, limit: int) -> Plan:
    """Return the plan with the members left out whose figures are withheld, and that said as an assumption."""
    if len(plan.splits) != 1 or (plan.limit is None and not plan.conditions):
        return plan
    calculation = None if isinstance(plan.calculation, CountMembers) else plan.calculation
    whole = replace(plan, limit=None, order=None, conditions=(), calculation=calculation)
    compiled = compile_plan(whole, catalog, engine.profile)
    if isinstance(compiled, Refusal) or not any(column.counts for column in compiled.columns):
        return plan
    query = validate_plan(compiled, catalog, binder=engine, role=role, language=plan.language, limit=limit)
    table = engine.run(query, limit) if not isinstance(query, Rejection) else None
    if table is None or isinstance(table, EngineFailure):
        # Never fail open: without knowing what is withheld, no ranking is shown.
        raise InternalError("it could not be worked out which figures are withheld, so no ranking is shown")
    hidden = _hidden(plan.splits[0], compiled, table, catalog)
    if not hidden:
        return plan
    names = ", ".join(member.label for member in hidden)
    told = Assumption("disclosure", say("not_ranked", plan.language, members=names))
    left_out = MemberFilter(plan.splits[0].field, Op.NOT_IN, hidden, Origin.DEFAULT)
    return replace(plan, filters=(*plan.filters, left_out), assumptions=(*plan.assumptions, told))


def _hidden(split: Split, compiled: CompiledQuery, table: ResultTable, catalog: Catalog) -> tuple[Member, ...]:
    """Return the members with a withheld figure, by the codes beside their labels."""
    names = [column.name for column in compiled.columns]
    labels = [at for at, column in enumerate(compiled.columns) if column.field is not None and column.member_of is None]
    codes = [at for at, column in enumerate(compiled.columns) if column.member_of in names]
    if not labels or not codes:
        return ()
    rows = sorted({row for row, _ in withheld_cells(compiled.columns, table.rows, catalog)})
    return tuple(
        Member(str(table.rows[row][codes[0]]), str(table.rows[row][labels[0]]), split.level)
        for row in rows
        if table.rows[row][codes[0]] is not None
    )
