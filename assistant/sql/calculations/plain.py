"""The figures as they are."""

from __future__ import annotations

from assistant.plan import Refusal
from assistant.sql.ask import Ask
from assistant.sql.figures import figures
from assistant.sql.result import Making, Result, metric_column, supports


def plain(making: Making, ask: Ask) -> Result | Refusal:
    """Return the plan's metrics, one column each."""
    shape = figures(making.setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    shown = tuple(dict.fromkeys(making.plan.metrics))
    columns = [metric_column(making.setting, ref, shape.metrics[ref], shape.counts[ref]) for ref in shown]
    columns += supports(making.setting, shape, shown)
    return Result(shape, columns, figure=dict(shape.metrics))
