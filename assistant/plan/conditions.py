"""Thresholds on the figure itself."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.catalog import MetricRef
from assistant.plan.filters import Op
from assistant.plan.yardsticks import Yardstick


@dataclass(frozen=True, slots=True)
class Condition:
    """Keep the split members whose ``metric`` compares with ``values``, or with the figure of ``against``.

    With ``on_change`` the condition is about the calculated change ("gemeenten die krimpen": change < 0). Where the
    plan calculates a share or a figure per inhabitant of this metric, the condition is about what comes out; with
    ``on_difference`` about the difference that it calculates ("programmes that spent more than was budgeted").
    """

    metric: MetricRef
    op: Op
    values: tuple[float, ...] = ()
    on_change: bool = False
    on_difference: bool = False
    against: Yardstick | None = None
