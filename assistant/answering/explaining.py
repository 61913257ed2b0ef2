"""From rows to what the reader sees: withheld cells emptied, sentence, caveats, sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.answering.beside import with_margins
from assistant.answering.borders import named_today
from assistant.answering.evidence import caveats_of, evidence_of
from assistant.answering.marking import marked
from assistant.answering.permitting import partly_seen
from assistant.answering.refusals import datasets_of, nothing_there, picked_over_break
from assistant.answering.texts import texts
from assistant.answering.withholding import Guard, Reader, placed
from assistant.answering.withholding.values import beside_queries
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.profile import DataProfile
from assistant.engines.base import Cell, Engine, ResultTable
from assistant.explanation.answer import Answer, answer_columns, answer_rows
from assistant.explanation.caveats import Evidence, apart, break_between
from assistant.explanation.interpretation import interpretation
from assistant.explanation.shown import Shown, present
from assistant.explanation.sources import sources
from assistant.plan import Change, Claim, Plan, Refusal, YesNo
from assistant.sql.query import ColumnRole, CompiledQuery
from assistant.validation import ValidatedQuery
from assistant.validation.disclosure import metric_rule, rounded


def explained(
    blank: Answer,
    plan: Plan,
    compiled: CompiledQuery,
    query: ValidatedQuery,
    table: ResultTable,
    catalog: Catalog,
    engine: Engine,
    reader: Reader,
    guard: Guard,
    as_of: dt.date,
) -> Answer | Refusal:
    """Return the answer with everything that stands beside its figures, or the refusal when no row was used."""
    judged = guard.judge(plan, compiled.columns, table.rows, reader.role, reader.before())
    reader.note(judged.shown)
    withheld = judged.withheld | beside_queries(compiled, query, table.rows, judged.withheld, catalog, reader)
    shown = with_margins(_shown(plan, compiled, table, withheld, catalog, engine.profile), engine, reader.role)
    evidence = evidence_of(shown, engine, reader.role)
    if (found := break_between(plan, catalog, None, evidence)) and (no := picked_over_break(plan, catalog, found)):
        return no
    shown = _without_change(shown, apart(plan, catalog, shown, evidence))
    if _rests_on_nothing(shown, evidence):
        return nothing_there(plan, catalog, engine.profile)
    caveats = (*caveats_of(shown, engine, evidence, as_of), *partly_seen(plan, catalog, reader.role))
    told = texts(named_today(shown), caveats)
    return replace(
        blank,
        outcome="answer",
        interpretation=interpretation(named_today(shown).plan, catalog),
        sql=query.shown,
        columns=answer_columns(shown),
        rows=answer_rows(shown),
        truncated=table.truncated,
        suppressed=tuple(sorted(shown.withheld)),
        margins=tuple((row, column, float(half)) for (row, column), half in sorted(shown.margins.items())),
        text=told.sentence,
        caveats=told.caveats,
        conversation_prompts=told.prompts,
        sources=sources(catalog, datasets_of(plan, catalog), plan.language),
        grounds=told.grounds,
        shown=marked(shown, told.caveats, engine, reader.role, as_of),
    )


def _shown(
    plan: Plan,
    compiled: CompiledQuery,
    table: ResultTable,
    withheld: frozenset[tuple[int, int]],
    catalog: Catalog,
    profile: DataProfile,
) -> Shown:
    rows, hidden = placed(plan, compiled.columns, _rounded(compiled, table, catalog), withheld)
    return present(plan, catalog, compiled.columns, rows, withheld=hidden, profile=profile, truncated=table.truncated)


def _rounded(compiled: CompiledQuery, table: ResultTable, catalog: Catalog) -> tuple[tuple[Cell, ...], ...]:
    """Round the counts of persons where the catalogue asks for that: those that are their own count."""
    rules = [
        metric_rule(catalog, column.metric)
        if column.metric and column.role is ColumnRole.METRIC and column.counts == (column.name,)
        else None
        for column in compiled.columns
    ]
    if not any(rule and rule.round_to for rule in rules):
        return table.rows
    return tuple(
        tuple(rounded(cell, rule) for cell, rule in zip(row, rules, strict=True))  # type: ignore[misc]
        for row in table.rows
    )


def _without_change(shown: Shown, metrics: frozenset[MetricRef]) -> Shown:
    """Leave out a change over a break: the figures on both sides do not measure the same thing."""
    if not metrics:
        return shown
    calculation = shown.plan.calculation
    base = calculation.base if isinstance(calculation, YesNo | Claim) else calculation
    shown = replace(shown, apart=metrics)
    if not isinstance(base, Change):
        return shown
    changes = frozenset(column for column in shown.calculations if shown.metric_of(column) in metrics)
    rows = tuple(tuple(None if at in changes else cell for at, cell in enumerate(row)) for row in shown.rows)
    return replace(shown, rows=rows)


def _rests_on_nothing(shown: Shown, evidence: Evidence) -> bool:
    """Whether there is no figure because no row of the data is about what was asked (and not because it is missing)."""
    figures = (*shown.metrics, *shown.calculations)
    empty = all(shown.rows[row][column] is None for row in range(len(shown.rows)) for column in figures)
    leading = evidence.rows(shown.plan.metrics[0].dataset)
    return bool(shown.rows) and empty and not shown.withheld and leading == 0
