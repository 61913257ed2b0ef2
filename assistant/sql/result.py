"""A relation with everything that will be shown, before it is cut, ordered and selected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Text
from assistant.plan import Per, Plan, Yardstick
from assistant.sql.ask import Setting
from assistant.sql.figures import Query
from assistant.sql.joined import crossed
from assistant.sql.names import col, ident
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.shape import Shape
from assistant.sql.words import heading


@dataclass
class Result:
    """The relation in ``shape`` with its figure columns in order.

    ``figure`` is the column that a threshold on a metric looks at, ``outcome`` the calculated one; ``presorted``
    relations are one row or carry their own order. ``sorted_by`` orders rows that no split or period orders.
    """

    shape: Shape
    values: list[OutputColumn]
    figure: dict[MetricRef, str] = field(default_factory=dict)
    outcome: dict[MetricRef, str] = field(default_factory=dict)
    conditions_met: bool = False
    sorted_by: str | None = None


@dataclass(frozen=True)
class Measured:
    """A yardstick that has been worked out: the relation of one row, and its column there."""

    relation: str
    column: OutputColumn


@dataclass(frozen=True)
class Making:
    """What every calculation needs: the plan, the setting, the query in the making and the yardsticks in it."""

    plan: Plan
    setting: Setting
    query: Query
    measured: dict[tuple[MetricRef, Yardstick], Measured] = field(default_factory=dict)

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
        label or label_of_figure(setting, ref),
        unit=unit_of_figure(setting, ref),
        decimals=metric.decimals if setting.of is None else None,
        metric=ref,
        counts=counts,
    )


def label_of_figure(setting: Setting, ref: MetricRef) -> Text:
    """Return what people call the figure: the metric, or the metric divided."""
    label, of = setting.label(ref), setting.of
    if of is None:
        return label
    if isinstance(of, Per):
        return heading("per", label=label, name=_per(setting, of))
    return heading("ratio", label=label, other=setting.label(of.denominator))


def unit_of_figure(setting: Setting, ref: MetricRef) -> Text | None:
    """Return the unit of the figure; a plain ratio has none."""
    told, of = setting.catalog.metric(ref).unit, setting.of
    if of is None or told is None:
        return told
    return heading("per", label=told, name=_per(setting, of)) if isinstance(of, Per) else None


def _per(setting: Setting, of: Per) -> Text:
    """Return what is divided by: ``inwoner``, ``1.000 inwoners``."""
    if of.factor == 1:
        documented = next((item for item in setting.catalog.denominators if item.name == of.name), None)
        return documented.label if documented is not None and documented.label else Text(nl=of.name, en=of.name)
    metric = setting.catalog.metric(of.denominator)
    many = metric.unit or setting.label(of.denominator)
    english = f"{of.factor:,g}" if of.factor >= 1000 else f"{of.factor:g}"
    return Text(nl=f"{english.replace(',', '.')} {many.say('nl')}", en=f"{english} {many.say('en')}")


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


def yardsticks_of(making: Making) -> tuple[Measured, ...]:
    """Return the yardsticks that the plan's conditions look at, each once."""
    found = (making.measured.get((item.metric, item.against)) for item in making.plan.conditions if item.against)
    return tuple({item.relation: item for item in found if item is not None}.values())


def beside(making: Making, tree: exp.Select) -> exp.Select:
    """Return ``tree`` with the yardsticks of its conditions on every row."""
    for item in yardsticks_of(making):
        tree = crossed(tree, exp.Table(this=ident(item.relation)))
    return tree


def yardstick_columns(making: Making) -> list[OutputColumn]:
    """Return the columns of the yardsticks and the counts they rest on: never shown, but said in the sentence."""
    found: list[OutputColumn] = []
    for item in yardsticks_of(making):
        column = item.column
        found.append(replace(column, role=ColumnRole.SUPPORT, member_of=None))
        assert column.metric is not None
        found += [support_column(making.setting, column.metric, name) for name in column.counts]
    return found
