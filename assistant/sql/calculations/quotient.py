"""One figure divided by another: per inhabitant, per 1,000, or a plain ratio."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.plan import Per, Ratio, Refusal
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.figures import figures
from assistant.sql.names import aliased, col, slug
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import (
    Making,
    Result,
    carried,
    label_of_figure,
    metric_column,
    read,
    supports,
    unit_of_figure,
)


def quotient(making: Making, ask: Ask, asked: Per | Ratio) -> Result | Refusal:
    """Return each metric, the denominator of the same period and places, and what comes out."""
    setting, below = making.setting, asked.denominator
    above = tuple(dict.fromkeys(ref for ref in making.plan.metrics if ref != below)) or (making.first,)
    helpers = (*ask.helpers, below)
    shape = figures(setting, replace(ask, metrics=above, helpers=helpers), making.query)
    if isinstance(shape, Refusal):
        return shape
    divided = replace(setting, of=asked)
    tree = read(shape.relation).select(*carried(shape), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref in above:
        shown.append(metric_column(setting, ref, shape.metrics[ref], shape.counts[ref]))
    shown.append(metric_column(setting, below, shape.metrics[below], shape.counts[below]))
    for ref in above:
        name = _name(shape.metrics[ref], asked, several=len(above) > 1)
        tree = tree.select(aliased(_divided(shape.metrics[ref], shape.metrics[below], asked), name), copy=False)
        outcome[ref] = name
        counts = tuple(dict.fromkeys(shape.counts[ref] + shape.counts[below]))
        shown.append(
            OutputColumn(
                name,
                ColumnRole.CALCULATION,
                label_of_figure(divided, ref),
                unit_of_figure(divided, ref),
                None,
                ref,
                counts=counts,
            )
        )
    shown += supports(setting, shape, (*above, below))
    shape.relation = making.query.add("verhouding", tree)
    return Result(shape, shown, dict(shape.metrics), outcome)


def _divided(above: str, below: str, asked: Per | Ratio) -> exp.Expr:
    divisor = exp.Nullif(this=col(below), expression=values.number(0))
    value: exp.Expr = col(above)
    if isinstance(asked, Per) and asked.factor != 1:
        value = exp.Mul(this=values.number(asked.factor), expression=value)
    return exp.Div(this=value, expression=divisor)


def _name(column: str, asked: Per | Ratio, *, several: bool) -> str:
    if isinstance(asked, Per):
        return f"{column}_{slug(f'per {asked.name}')}"
    return f"{column}_ratio" if several else "ratio"
