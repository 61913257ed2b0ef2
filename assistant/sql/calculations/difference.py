"""Two figures against each other: of two members, two metrics, two periods, or a figure and its yardstick."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Text
from assistant.errors import InternalError
from assistant.plan import Difference, DifferenceKind, Member, MemberFigure, MemberFilter, Op, Refusal, Split, Yardstick
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.buckets import sides
from assistant.sql.calculations.of_each import named, of_each
from assistant.sql.calculations.pivot import Pivoted, Side, pivot
from assistant.sql.figures import figures
from assistant.sql.joined import crossed
from assistant.sql.names import aliased, col, ident
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import (
    Making,
    Result,
    carried,
    label_of_figure,
    metric_column,
    read,
    support_column,
    supports,
    unit_of_figure,
)
from assistant.sql.words import heading, unit


def difference(making: Making, ask: Ask, asked: Difference) -> Result | Refusal:
    """Return both sides and what lies between them."""
    if asked.against is not None:
        return _yardstick(making, ask, asked, asked.against)
    if asked.field is not None:
        return _members(making, ask, asked, asked.field)
    if len(making.plan.metrics) > 1:
        return _metrics(making, ask, asked)
    return _periods(making, ask, asked)


def between(kind: DifferenceKind, first: exp.Expr, second: exp.Expr) -> exp.Expr:
    """Return the first against the second; a comparison with nothing has no outcome."""
    if kind is DifferenceKind.AMOUNT:
        return exp.Sub(this=first, expression=second)
    divisor = exp.Nullif(this=second.copy(), expression=values.number(0))
    hundred = exp.Literal.number("100.0")
    if kind is DifferenceKind.PERCENT:
        more = exp.paren(exp.Sub(this=first, expression=second))
        return exp.Div(this=exp.Mul(this=hundred, expression=more), expression=divisor)
    factor = hundred if kind is DifferenceKind.PERCENT_OF else exp.Literal.number("1.0")
    return exp.Div(this=exp.Mul(this=factor, expression=first), expression=divisor)


def _members(making: Making, ask: Ask, asked: Difference, field: FieldRef) -> Result | Refusal:
    pair = compared(ask, field)
    splits = ask.splits
    if all(split.field != field for split in splits):
        levels = {member.level for member in pair}
        splits = (*splits, Split(field, levels.pop() if len(levels) == 1 else None))
    shape = of_each(making, replace(ask, splits=splits), asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    code = next(item.code for item in shape.splits if item.split.field == field)
    both = [Side(member.value, member.label, Text(nl=member.label, en=member.label)) for member in pair]
    return _turned(making, pivot(making, shape, code, both, "naast_elkaar", field), asked)


def compared(ask: Ask, field: FieldRef) -> tuple[Member, Member]:
    """Return the two members that the plan sets beside each other."""
    named = [
        member
        for item in ask.filters
        if isinstance(item, MemberFilter) and item.field == field and item.op is Op.IN and len(item.members) > 1
        for member in item.members
    ]
    if len(named) < 2:
        raise InternalError(f"a difference over {field} needs two members")
    return named[0], named[1]


def _periods(making: Making, ask: Ask, asked: Difference) -> Result | Refusal:
    if making.plan.period is None:
        raise InternalError("a difference of periods needs them")
    base, end = sides(making.plan.period)
    shape = of_each(making, replace(ask, buckets=(base, end), timed=True, strict=True), asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    if shape.time is None:
        raise InternalError("a difference of periods needs a time field")
    both = [Side(bucket.text, bucket.text, Text(nl=bucket.text, en=bucket.text)) for bucket in (end, base)]
    return _turned(making, pivot(making, shape, shape.time, both, "naast_elkaar", None), asked)


def _turned(making: Making, turned: Pivoted, asked: Difference) -> Result:
    kept = [*turned.shape.key_columns(), *(name for pair in turned.names.values() for name in pair)]
    kept += [item.name for item in turned.supports]
    tree = read(turned.shape.relation).select(*(col(name) for name in dict.fromkeys(kept)), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref, (first, second) in turned.names.items():
        name = outcome[ref] = "difference" if ref == making.first else f"{ref.metric}_difference"
        tree = tree.select(aliased(between(asked.kind, col(first), col(second)), name), copy=False)
        if ref in making.plan.metrics:
            counts = tuple(dict.fromkeys(count for item in turned.columns[ref] for count in item.counts))
            shown += [*turned.columns[ref], _column(making, ref, name, counts, asked.kind)]
    shown += turned.supports
    turned.shape.relation = making.query.add("verschil", tree)
    return Result(turned.shape, shown, {ref: pair[0] for ref, pair in turned.names.items()}, outcome)


def _metrics(making: Making, ask: Ask, asked: Difference) -> Result | Refusal:
    shape = figures(making.setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    first, second = making.plan.metrics[:2]
    value = between(asked.kind, col(shape.metrics[first]), col(shape.metrics[second]))
    tree = read(shape.relation).select(*carried(shape), aliased(value, "difference"), copy=False)
    shape.relation = making.query.add("verschil", tree)
    shown = [metric_column(making.setting, ref, shape.metrics[ref], shape.counts[ref]) for ref in (first, second)]
    shown.append(_column(making, first, "difference", shape.counts[first] + shape.counts[second], asked.kind))
    shown += supports(making.setting, shape, (first, second))
    return Result(shape, shown, dict(shape.metrics), {first: "difference"})


def _yardstick(making: Making, ask: Ask, asked: Difference, against: Yardstick) -> Result | Refusal:
    """Return the figure, that of the yardstick, and what lies between them."""
    shape = of_each(making, ask, asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    setting, ref = making.setting, making.first
    measured = making.measured[ref, against]
    own, other = shape.metrics[ref], measured.column.name
    tree = crossed(read(shape.relation), exp.Table(this=ident(measured.relation)))
    value = between(asked.kind, col(own), col(other))
    held = [col(name) for name in (other, *measured.column.counts)]
    tree = tree.select(*carried(shape), *held, aliased(value, "difference"), copy=False)
    shape.relation = making.query.add("verschil", tree)
    which = heading("average")
    if isinstance(against, MemberFigure):
        which = Text(nl=against.member.label, en=against.member.label)
    label = heading("beside", label=label_of_figure(setting, ref), which=which)
    counts = (*shape.counts[ref], *measured.column.counts)
    shown = [
        metric_column(setting, ref, own, shape.counts[ref]),
        metric_column(setting, ref, other, measured.column.counts, label),
        _column(making, ref, "difference", counts, asked.kind),
        *supports(setting, shape, (ref,)),
        *(support_column(setting, ref, name) for name in measured.column.counts if name != other),
    ]
    shown[1] = replace(shown[1], decimals=measured.column.decimals)
    if asked.kind is DifferenceKind.AMOUNT:
        shown[2] = replace(shown[2], decimals=measured.column.decimals)
    return Result(shape, shown, dict(shape.metrics), {ref: "difference"})


def _column(making: Making, ref: MetricRef, name: str, counts: tuple[str, ...], kind: DifferenceKind) -> OutputColumn:
    metric = making.setting.catalog.metric(ref)
    if kind is DifferenceKind.AMOUNT:
        percentage = metric.unit is not None and metric.unit.say("nl") == "%"
        told = unit("points") if percentage else unit_of_figure(making.setting, ref)
        decimals, label = metric.decimals if making.setting.of is None else None, heading("difference")
    else:
        told = None if kind is DifferenceKind.TIMES else unit("percent")
        decimals, label = 1, heading(f"difference_{kind.value}")
    return OutputColumn(name, ColumnRole.CALCULATION, label, told, decimals, metric=ref, counts=counts)
