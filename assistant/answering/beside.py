"""What stands beside the figures of an answer: their margins, and how many cases they rest on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.profile import DataProfile
from assistant.engines.base import Engine, ResultTable
from assistant.explanation import numbers
from assistant.explanation.margins import Margins, within
from assistant.explanation.shown import Shown, present
from assistant.plan import MemberFilter, Plan, Rank, Split, underlying
from assistant.sql.evidence_companion import Companion, cases_of, everyone, margin_of
from assistant.sql.query import CompiledQuery
from assistant.validation import ValidatedQuery, validate_plan

_LIMIT = 10_000
Making = Callable[[Plan, Catalog, DataProfile, MetricRef], Companion | None]


def with_margins(shown: Shown, engine: Engine, role: str) -> Shown:
    """Return what is shown with the margin of every survey figure, and how many others come too near to tell apart."""
    wanted = underlying(shown.plan.calculation)
    if isinstance(wanted, Rank):
        return _placed(shown, wanted, engine, role) if wanted.of is None else shown
    found: Margins = {}
    near = 0
    for ref in dict.fromkeys(shown.metric_of(column) for column in shown.metrics):
        beside = _beside(shown, engine, role, ref, margin_of)
        if beside is None:
            continue
        found |= {cell: abs(numbers.as_decimal(value)) for cell, value in _matched(shown, beside, ref).items()}
        if shown.plan.limit is not None and shown.plan.splits and ref == shown.plan.metrics[0]:
            near = _near(replace(shown, margins=found), beside, engine, role)
    return replace(shown, margins=found, near=near) if found else shown


def _placed(shown: Shown, wanted: Rank, engine: Engine, role: str) -> Shown:
    """Return a place in a ranking with the margin of its figure, and how many others cannot be told apart from it."""
    plan, ref = shown.plan, shown.plan.metrics[0]
    if shown.catalog.metric(ref).margin is None or len(shown.rows) != 1 or not shown.metrics:
        return shown
    others = tuple(
        item
        for item in plan.filters
        if not (isinstance(item, MemberFilter) and item.field == wanted.field and item.members == (wanted.member,))
    )
    listed = replace(
        plan, calculation=None, splits=(Split(wanted.field, wanted.member.level),), filters=others, conditions=()
    )
    compiled = everyone(replace(listed, order=None), shown.catalog, engine.profile)
    every = _run(listed, shown.catalog, compiled, engine, role) if compiled is not None else None
    beside = _beside(every, engine, role, ref, margin_of) if every is not None else None
    if every is None or beside is None:
        return shown
    half = {row: abs(numbers.as_decimal(value)) for (row, _), value in _matched(every, beside, ref).items()}
    own = next((row for row in half if str(every.code(row, every.dimensions[0])) == wanted.member.value), None)
    value = every.value(own, every.metrics[0]) if own is not None else None
    if own is None or value is None:
        return shown
    rest = [(every.value(row, every.metrics[0]), margin) for row, margin in half.items() if row != own]
    near = sum(within(value, other, half[own], margin) for other, margin in rest if other is not None)
    return replace(shown, margins={(0, shown.metrics[0]): half[own]}, near=near)


def fewest_cases(shown: Shown, engine: Engine, role: str) -> dict[MetricRef, int]:
    """Return, per ratio, mean or median that is shown, the fewest cases that one of its figures rests on."""
    found: dict[MetricRef, int] = {}
    for ref in shown.plan.metrics:
        beside = _beside(shown, engine, role, ref, cases_of)
        if beside is None:
            continue
        sizes = [int(value) for value in _matched(shown, beside, ref).values() if value > 0]
        if sizes:
            found[ref] = min(sizes)
    return found


def _beside(shown: Shown, engine: Engine, role: str, ref: MetricRef, making: Making) -> Shown | None:
    """Return the figures of a companion; None when there is none, or it cannot be told here."""
    if isinstance(underlying(shown.plan.calculation), Rank):
        return None
    made = making(shown.plan, shown.catalog, engine.profile, ref)
    return _run(made.plan, made.catalog, made.query, engine, role) if made is not None else None


def _run(plan: Plan, catalog: Catalog, compiled: CompiledQuery, engine: Engine, role: str) -> Shown | None:
    query = validate_plan(compiled, catalog, binder=None, role=role, language=plan.language)
    table = engine.run(query, _LIMIT) if isinstance(query, ValidatedQuery) else None
    if not isinstance(table, ResultTable):
        return None
    return present(plan, catalog, compiled.columns, table.rows, profile=engine.profile)


def _matched(shown: Shown, beside: Shown, ref: MetricRef) -> dict[tuple[int, int], numbers.Number]:
    """Return the companion's figure for each cell that has one: of the same members, period and side."""
    places = {_key(beside, row): row for row in range(len(beside.rows))}
    own = [column for column in shown.metrics if shown.metric_of(column) == ref]
    pairs = list(zip(own, beside.metrics, strict=False))
    found: dict[tuple[int, int], numbers.Number] = {}
    for row in range(len(shown.rows)):
        other = places.get(_key(shown, row))
        for column, twin in pairs if other is not None else ():
            value = beside.value(other, twin) if other is not None else None
            if value is not None and shown.value(row, column) is not None:
                found[row, column] = value
    return found


def _key(shown: Shown, row: int) -> tuple[object, ...]:
    return (
        *(shown.code(row, column) for column in shown.dimensions),
        shown.rows[row][shown.time] if shown.time is not None else None,
    )


def _near(shown: Shown, beside: Shown, engine: Engine, role: str) -> int:
    """Return how many members that are not shown cannot be told apart from the last one that is."""
    compiled = everyone(shown.plan, shown.catalog, engine.profile)
    all_of_them = _run(shown.plan, shown.catalog, compiled, engine, role) if compiled is not None else None
    if all_of_them is None or not shown.rows:
        return 0
    ref, column = shown.plan.metrics[0], shown.metrics[0]
    half = {cell: abs(numbers.as_decimal(v)) for cell, v in _matched(all_of_them, beside, ref).items()}
    here = {_key(shown, row) for row in range(len(shown.rows))}
    last = len(shown.rows) - 1
    value, margin = shown.value(last, column), shown.margins.get((last, column))
    count = 0
    for row in range(len(all_of_them.rows)):
        other = all_of_them.value(row, all_of_them.metrics[0])
        if _key(all_of_them, row) not in here and value is not None and other is not None:
            count += within(value, other, margin, half.get((row, all_of_them.metrics[0]), Decimal(0)))
    return count
