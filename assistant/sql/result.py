"""A relation with everything that will be shown, before it is cut, ordered and selected."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Text
from assistant.plan import Plan
from assistant.sql.ask import Setting
from assistant.sql.figures import Query
from assistant.sql.names import col, ident
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.shape import Shape


@dataclass
class Result:
    """The relation in ``shape`` with its figure columns in order.

    ``figure`` is the column that a threshold on a metric looks at, ``outcome`` the calculated one; ``presorted``
    relations are one row or carry their own order.
    """

    shape: Shape
    values: list[OutputColumn]
    figure: dict[MetricRef, str] = field(default_factory=dict)
    outcome: dict[MetricRef, str] = field(default_factory=dict)
    conditions_met: bool = False


@dataclass(frozen=True)
class Making:
    """What every calculation needs: the plan, the setting and the query in the making."""

    plan: Plan
    setting: Setting
    query: Query

    @property
    def first(self) -> MetricRef:
        """The plan's first metric."""
        return self.plan.metrics[0]


def metric_column(
    setting: Setting, ref: MetricRef, name: str, counts: tuple[str, ...], label: Text | None = None
) -> OutputColumn:
    """Return the description of a column with figures of a metric."""
    metric = setting.catalog.metric(ref)
    return OutputColumn(
        name,
        ColumnRole.METRIC,
        label or setting.label(ref),
        unit=metric.unit,
        decimals=metric.decimals,
        metric=ref,
        counts=counts,
    )


def support_column(setting: Setting, ref: MetricRef, name: str) -> OutputColumn:
    """Return the description of a column with counts that a figure rests on."""
    return OutputColumn(name, ColumnRole.SUPPORT, setting.label(ref), metric=ref)


def supports(setting: Setting, shape: Shape, metrics: tuple[MetricRef, ...]) -> list[OutputColumn]:
    """Return the count columns of ``metrics`` that are no figures themselves, each once."""
    shown = set(shape.metrics.values())
    return [
        support_column(setting, ref, name) for ref in metrics for name in shape.counts.get(ref, ()) if name not in shown
    ]


def read(relation: str) -> exp.Select:
    """Return ``SELECT … FROM relation``."""
    return exp.select().from_(exp.Table(this=ident(relation)))


def carried(shape: Shape) -> list[exp.Expr]:
    """Return every key, figure and count column of a relation, to be carried on."""
    counts = [name for names in shape.counts.values() for name in names]
    return [col(name) for name in dict.fromkeys([*shape.key_columns(), *shape.metrics.values(), *counts])]
