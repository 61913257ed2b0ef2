"""In how many weeks, months or years the figure meets the conditions of the plan."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.errors import InternalError
from assistant.plan import CountPeriods, Refusal
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.buckets import series
from assistant.sql.calculations.plain import plain
from assistant.sql.finish import condition
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, beside, read, yardstick_columns
from assistant.sql.shape import Shape
from assistant.sql.words import heading, word


def count_periods(making: Making, ask: Ask, asked: CountPeriods) -> Result | Refusal:
    """Return one row with the count; a period without a figure does not count."""
    choice = making.plan.period
    if choice is None:
        raise InternalError("a count of periods needs a stretch of them")
    found = plain(making, replace(ask, buckets=series(choice.start, choice.end, asked.grain), timed=True))
    if isinstance(found, Refusal):
        return found
    kept = values.every(condition(making, found, item) for item in making.plan.conditions)
    tree = beside(making, read(found.shape.relation)).select(
        aliased(exp.Count(this=exp.Star(), big_int=True), "periods"), copy=False
    )
    for held in yardstick_columns(making):
        tree = tree.select(aliased(exp.Max(this=col(held.name)), held.name), copy=False)
    if kept is not None:
        tree = tree.where(kept, copy=False)
    label = heading("members", label=word("grains", asked.grain.value))
    column = OutputColumn("periods", ColumnRole.CALCULATION, label, word("many_grains", asked.grain.value), 0)
    shape = Shape(making.query.add("aantal", tree), (), None, None)
    columns = {making.first: "periods"}
    return Result(shape, [column, *yardstick_columns(making)], columns, columns, conditions_met=True)
