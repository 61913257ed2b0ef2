"""Change between two periods, or from each period of a series to the next."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import MetricRef
from assistant.catalog.period import Period
from assistant.catalog.text import Text
from assistant.catalog.vocabulary import Grain
from assistant.errors import InternalError
from assistant.plan import Change, ChangeKind, Refusal
from assistant.sql import values
from assistant.sql.ask import Ask, Setting
from assistant.sql.buckets import Bucket, sides
from assistant.sql.calculations.of_each import named, of_each
from assistant.sql.calculations.pivot import Side, pivot
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, carried, metric_column, read, supports, unit_of_figure
from assistant.sql.severed import severed
from assistant.sql.shape import Shape
from assistant.sql.words import heading, unit

_YEARS = {Grain.QUARTER: 4, Grain.MONTH: 12}


def change(making: Making, ask: Ask, asked: Change) -> Result | Refusal:
    """Return from, to and change per row; with a series the change to the period before."""
    kind = asked.kind
    if making.plan.per is not None:
        return _stepwise(making, ask, asked)
    if making.plan.period is None:
        raise InternalError("a change needs a period")
    if making.plan.period.single and making.plan.period.compare_to is None:
        raise InternalError("a change needs two periods")  # a figure held against itself has stayed the same
    base, end = sides(making.plan.period)
    shape = of_each(making, replace(ask, buckets=(base, end), timed=True, strict=True), asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    if shape.time is None:
        raise InternalError("a change needs a time field")
    both = [Side(bucket.text, bucket.text, Text(nl=bucket.text, en=bucket.text)) for bucket in (base, end)]
    turned = pivot(making, shape, shape.time, both, "van_naar", None)
    tree = read(turned.shape.relation).select(exp.Star(), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    # A plan that asks one metric has one change; more metrics each carry their own name.
    for ref, (before, after) in turned.names.items():
        name = kind.value if len(making.plan.metrics) == 1 and ref == making.first else f"{ref.metric}_{kind.value}"
        outcome[ref] = name
        value = changed(kind, col(before), col(after), years_between(base, end))
        tree = tree.select(aliased(value, name), copy=False)
        if ref in making.plan.metrics:
            counts = tuple(dict.fromkeys(count for item in turned.columns[ref] for count in item.counts))
            shown += [*turned.columns[ref], change_column(making.setting, ref, kind, name, counts)]
    shown += turned.supports
    turned.shape.relation = making.query.add("verandering", _without_star(tree, turned.shape, turned.names, shown))
    return Result(turned.shape, shown, {ref: pair[1] for ref, pair in turned.names.items()}, outcome)


def _without_star(
    tree: exp.Select, shape: Shape, names: dict[MetricRef, tuple[str, ...]], shown: list[OutputColumn]
) -> exp.Select:
    """Return ``tree`` with its star written out: keys, sides, counts, then the changes."""
    kept = [*shape.key_columns(), *(name for pair in names.values() for name in pair)]
    kept += [item.name for item in shown if item.role is ColumnRole.SUPPORT]
    tree.set("expressions", [*(col(name) for name in dict.fromkeys(kept)), *tree.expressions[1:]])
    return tree


def _stepwise(making: Making, ask: Ask, asked: Change) -> Result | Refusal:
    kind = asked.kind
    shape = of_each(making, replace(ask, timed=True), asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    if shape.time is None:
        raise InternalError("a change needs a time field")
    tree = read(shape.relation).select(*carried(shape), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref, column in shape.metrics.items():
        name = kind.value if len(making.plan.metrics) == 1 and ref == making.first else f"{ref.metric}_{kind.value}"
        outcome[ref] = name
        before, previous = _lag(col(column), shape), _lag(col(shape.time), shape)
        # Only the period right before counts: over a gap there is no change from period to period.
        apart = severed(making.setting.catalog, _figures(ref, asked), ask.buckets)
        follows = exp.EQ(this=previous, expression=_before(ask.buckets, col(shape.time), apart))
        step = changed(kind, before, col(column), 1.0)
        tree = tree.select(aliased(exp.Case(ifs=[exp.If(this=follows, true=step)]), name), copy=False)
        if ref in making.plan.metrics:
            shown += [
                metric_column(making.setting, ref, column, shape.counts[ref]),
                change_column(making.setting, ref, kind, name, shape.counts[ref]),
            ]
    shown += supports(making.setting, shape, making.plan.metrics)
    shape.relation = making.query.add("verandering", tree)
    return Result(shape, shown, dict(shape.metrics), outcome)


def _lag(value: exp.Expr, shape: Shape) -> exp.Expr:
    assert shape.time is not None
    order = exp.Order(expressions=[exp.Ordered(this=col(shape.time))])
    partition: list[exp.Expr] = [col(item.code) for item in shape.splits]
    return exp.Window(this=exp.Lag(this=value), partition_by=partition, order=order)


def _before(buckets: tuple[Bucket, ...], time: exp.Expr, apart: frozenset[str]) -> exp.Expr:
    """Return the period before each one, and none before those that cannot be held against it."""
    together = [bucket for bucket in buckets if bucket.text not in apart] or list(buckets[:1])
    pairs = ((values.text(bucket.text), values.text(bucket.first.shift(-1).text)) for bucket in together)
    return values.case(time, pairs)


def _figures(ref: MetricRef, asked: Change) -> tuple[MetricRef, ...]:
    return (ref,) if asked.of is None else (ref, asked.of.denominator)


def changed(kind: ChangeKind, before: exp.Expr, after: exp.Expr, years: float) -> exp.Expr:
    """Return the change from ``before`` to ``after`` as an expression; percentages as 3.4 for 3.4 %."""
    hundred = exp.Literal.number("100.0")
    if kind in (ChangeKind.CHANGE, ChangeKind.POINTS):
        return exp.Sub(this=after, expression=before)
    divisor = exp.Nullif(this=before.copy(), expression=exp.Literal.number(0))
    if kind is ChangeKind.PERCENT:
        gained = exp.paren(exp.Sub(this=after, expression=before))
        return exp.Div(this=exp.Mul(this=hundred, expression=gained), expression=divisor)
    if kind is ChangeKind.YEARLY_AMOUNT:
        gained = exp.paren(exp.Sub(this=after, expression=before))
        return exp.Div(this=gained, expression=exp.Literal.number(repr(years)))
    growth = exp.Pow(this=exp.Div(this=after, expression=divisor), expression=exp.Literal.number(repr(1.0 / years)))
    rate = exp.Mul(this=hundred, expression=exp.paren(exp.Sub(this=growth, expression=exp.Literal.number(1))))
    # Growth per year has a meaning between positive figures only.
    positive = exp.and_(
        exp.GT(this=before.copy(), expression=exp.Literal.number(0)),
        exp.GTE(this=after.copy(), expression=exp.Literal.number(0)),
        copy=False,
    )
    return exp.Case(ifs=[exp.If(this=positive, true=rate)])


def years_between(base: Bucket, end: Bucket) -> float:
    """Return how many years lie between two periods; never zero."""
    steps = _steps(base.first, end.last)
    return steps if steps else 1.0


def _steps(first: Period, last: Period) -> float:
    months = (last.start.year - first.start.year) * 12 + last.start.month - first.start.month
    if first.grain in (Grain.WEEK, Grain.DAY):
        return (last.start - first.start).days / 365.25
    return months / 12


def change_column(
    setting: Setting, ref: MetricRef, kind: ChangeKind, name: str, counts: tuple[str, ...]
) -> OutputColumn:
    """Return the description of a column with changes."""
    metric = setting.catalog.metric(ref)
    percentage = metric.unit is not None and metric.unit.say("nl") == "%"
    told, decimals = unit_of_figure(setting, ref), metric.decimals if setting.of is None else None
    if kind in (ChangeKind.PERCENT, ChangeKind.YEARLY):
        told, decimals = unit("percent"), 1
    elif kind is ChangeKind.POINTS or percentage:
        told = unit("points")
    if kind is ChangeKind.YEARLY_AMOUNT:
        decimals = max(metric.decimals or 0, 1)
    return OutputColumn(name, ColumnRole.CALCULATION, heading(kind.value), told, decimals, metric=ref, counts=counts)
