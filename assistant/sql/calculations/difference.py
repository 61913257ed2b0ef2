"""The first minus the second: of two members, two metrics or two periods."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Text
from assistant.errors import InternalError
from assistant.plan import Difference, Member, MemberFilter, Op, Refusal, Split
from assistant.sql.ask import Ask
from assistant.sql.buckets import sides
from assistant.sql.calculations.pivot import Pivoted, Side, pivot
from assistant.sql.figures import figures
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, carried, metric_column, read, supports
from assistant.sql.words import heading, unit


def difference(making: Making, ask: Ask, asked: Difference) -> Result | Refusal:
    """Return both sides and their difference."""
    if asked.field is not None:
        return _members(making, ask, asked.field)
    if len(making.plan.metrics) > 1:
        return _metrics(making, ask)
    return _periods(making, ask)


def _members(making: Making, ask: Ask, field: FieldRef) -> Result | Refusal:
    pair = compared(ask, field)
    splits = ask.splits
    if all(split.field != field for split in splits):
        levels = {member.level for member in pair}
        splits = (*splits, Split(field, levels.pop() if len(levels) == 1 else None))
    shape = figures(making.setting, replace(ask, splits=splits), making.query)
    if isinstance(shape, Refusal):
        return shape
    code = next(item.code for item in shape.splits if item.split.field == field)
    both = [Side(member.value, member.label, Text(nl=member.label, en=member.label)) for member in pair]
    return _turned(making, pivot(making, shape, code, both, "naast_elkaar", field))


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


def _periods(making: Making, ask: Ask) -> Result | Refusal:
    if making.plan.period is None:
        raise InternalError("a difference of periods needs them")
    base, end = sides(making.plan.period)
    shape = figures(making.setting, replace(ask, buckets=(base, end), timed=True, strict=True), making.query)
    if isinstance(shape, Refusal):
        return shape
    if shape.time is None:
        raise InternalError("a difference of periods needs a time field")
    both = [Side(bucket.text, bucket.text, Text(nl=bucket.text, en=bucket.text)) for bucket in (end, base)]
    return _turned(making, pivot(making, shape, shape.time, both, "naast_elkaar", None))


def _turned(making: Making, turned: Pivoted) -> Result:
    kept = [*turned.shape.key_columns(), *(name for pair in turned.names.values() for name in pair)]
    kept += [item.name for item in turned.supports]
    tree = read(turned.shape.relation).select(*(col(name) for name in dict.fromkeys(kept)), copy=False)
    shown: list[OutputColumn] = []
    outcome: dict[MetricRef, str] = {}
    for ref, (first, second) in turned.names.items():
        name = outcome[ref] = "difference" if ref == making.first else f"{ref.metric}_difference"
        tree = tree.select(aliased(exp.Sub(this=col(first), expression=col(second)), name), copy=False)
        if ref in making.plan.metrics:
            counts = tuple(dict.fromkeys(count for item in turned.columns[ref] for count in item.counts))
            shown += [*turned.columns[ref], _column(making, ref, name, counts)]
    shown += turned.supports
    turned.shape.relation = making.query.add("verschil", tree)
    return Result(turned.shape, shown, {ref: pair[0] for ref, pair in turned.names.items()}, outcome)


def _metrics(making: Making, ask: Ask) -> Result | Refusal:
    shape = figures(making.setting, ask, making.query)
    if isinstance(shape, Refusal):
        return shape
    first, second = making.plan.metrics[:2]
    value = exp.Sub(this=col(shape.metrics[first]), expression=col(shape.metrics[second]))
    tree = read(shape.relation).select(*carried(shape), aliased(value, "difference"), copy=False)
    shape.relation = making.query.add("verschil", tree)
    shown = [metric_column(making.setting, ref, shape.metrics[ref], shape.counts[ref]) for ref in (first, second)]
    shown.append(_column(making, first, "difference", shape.counts[first] + shape.counts[second]))
    shown += supports(making.setting, shape, (first, second))
    return Result(shape, shown, dict(shape.metrics), {first: "difference"})


def _column(making: Making, ref: MetricRef, name: str, counts: tuple[str, ...]) -> OutputColumn:
    metric = making.setting.catalog.metric(ref)
    percentage = metric.unit is not None and metric.unit.say("nl") == "%"
    told = unit("points") if percentage else metric.unit
    return OutputColumn(
        name, ColumnRole.CALCULATION, heading("difference"), told, metric.decimals, metric=ref, counts=counts
    )
