"""The running total over the periods of a series."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.errors import InternalError
from assistant.plan import Refusal
from assistant.sql.ask import Ask
from assistant.sql.figures import figures
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, carried, metric_column, read, supports
from assistant.sql.words import heading


def cumulative(making: Making, ask: Ask) -> Result | Refusal:
    """Return each metric and what it adds up to so far, per period."""
    setting = making.setting
    shape = figures(setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    if shape.time is None:
        raise InternalError("a running total needs a series")
    tree = read(shape.relation).select(*carried(shape), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref in dict.fromkeys(making.plan.metrics):
        column, name = shape.metrics[ref], f"{shape.metrics[ref]}_cumulative"
        so_far = exp.Window(
            this=exp.Sum(this=col(column)),
            partition_by=[col(item.code) for item in shape.splits],
            order=exp.Order(expressions=[exp.Ordered(this=col(shape.time))]),
            spec=exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW"),
        )
        tree = tree.select(aliased(so_far, name), copy=False)
        outcome[ref] = name
        metric, label = setting.catalog.metric(ref), heading("cumulative", label=setting.label(ref))
        shown += [
            metric_column(setting, ref, column, shape.counts[ref]),
            OutputColumn(
                name, ColumnRole.CALCULATION, label, metric.unit, metric.decimals, metric=ref, counts=shape.counts[ref]
            ),
        ]
    shown += supports(setting, shape, making.plan.metrics)
    shape.relation = making.query.add("opgeteld", tree)
    return Result(shape, shown, dict(shape.metrics), outcome)
