"""The part as a percentage of the whole.

The whole is asked apart, without the split or filter that makes the part: a total that the data publish is used,
and cells that are missing among the parts do not shrink it.
"""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.graph import conformed
from assistant.plan import Filter, MemberFilter, Op, Reason, Refusal, Share
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.figures import figures
from assistant.sql.joined import crossed, joined
from assistant.sql.members import finest_level
from assistant.sql.names import Names, aliased, col, ident
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, metric_column, read, support_column
from assistant.sql.shape import Shape
from assistant.sql.words import heading, refusal, unit


def share(making: Making, ask: Ask, asked: Share) -> Result | Refusal:
    """Return part, whole and share per row, for every metric of the plan."""
    setting = making.setting
    for ref in making.plan.metrics:
        if not formula(setting.catalog, ref).additive:
            return refusal(Reason.NOT_ADDITIVE, "not_additive_share", setting.language, metric=setting.label(ref))
    whole_ask = whole_of(making, ask, asked)
    part = figures(setting, ask, making.query)
    if isinstance(part, Refusal):
        return part
    whole = figures(setting, whole_ask, making.query)
    if isinstance(whole, Refusal):
        return whole
    return _beside(making, part, whole)


def whole_of(making: Making, ask: Ask, asked: Share) -> Ask:
    """Return the ask for the whole: what makes the part is dropped, coarser places around it stay."""
    splits = tuple(item for item in ask.splits if item.field != asked.field)
    split = next((item for item in ask.splits if item.field == asked.field), None)
    own = [item for item in ask.filters if _on(making, item, asked.field)]
    level = split.level if split is not None else finest_level(making.setting, asked.field, own)
    around = tuple(
        item
        for item in ask.filters
        if item not in own or (level is not None and finest_level(making.setting, asked.field, [item]) != level)
    )
    return replace(ask, metrics=making.plan.metrics, helpers=(), splits=splits, filters=around)


def _on(making: Making, item: Filter, field: FieldRef) -> bool:
    catalog = making.setting.catalog
    return item.op in (Op.IN, Op.NOT_IN) and (
        item.field == field
        or (isinstance(item, MemberFilter) and conformed(catalog, item.field) == conformed(catalog, field))
    )


def _beside(making: Making, part: Shape, whole: Shape) -> Result:
    """Return the relation with both, met on the splits and time that the whole still has."""
    setting, names = making.setting, Names()
    keys = [names.take(key) for key in part.key_columns()]
    tree = read(part.relation).select(*(col(key, part.relation) for key in keys), copy=False)
    conditions: list[exp.Expr] = [
        exp.NullSafeEQ(this=col(item.code, part.relation), expression=col(item.code, whole.relation))
        for item in whole.splits
    ]
    if whole.time is not None and part.time is not None:
        conditions.append(exp.EQ(this=col(part.time, part.relation), expression=col(whole.time, whole.relation)))
    table, on = exp.Table(this=ident(whole.relation)), values.every(conditions)
    tree = joined(tree, table, on) if on is not None else crossed(tree, table)
    shown: list[OutputColumn] = []
    hidden: list[OutputColumn] = []
    figure: dict[MetricRef, str] = {}
    outcome: dict[MetricRef, str] = {}
    for ref in part.metrics:
        above = figure[ref] = names.take(ref.metric)
        part_of = col(part.metrics[ref], part.relation)
        tree = tree.select(aliased(part_of.copy(), above), copy=False)
        if ref not in whole.metrics:
            continue
        below, name = names.take(f"{ref.metric}_total"), names.take("share")
        whole_of_it = col(whole.metrics[ref], whole.relation)
        divisor = exp.Nullif(this=whole_of_it.copy(), expression=values.number(0))
        hundred = exp.Mul(this=exp.Literal.number("100.0"), expression=part_of)
        tree = tree.select(
            aliased(whole_of_it, below), aliased(exp.Div(this=hundred, expression=divisor), name), copy=False
        )
        outcome[ref] = name
        counts: list[tuple[str, ...]] = []
        for shape, column in ((part, above), (whole, below)):
            held = []
            for count in shape.counts[ref]:
                target = column if count == shape.metrics[ref] else names.take(f"{column}__count")
                held.append(target)
                if target != column:
                    tree = tree.select(aliased(col(count, shape.relation), target), copy=False)
                    hidden.append(support_column(setting, ref, target))
            counts.append(tuple(held))
        all_of_it = heading("whole", label=setting.label(ref))
        shown += [
            metric_column(setting, ref, above, counts[0]),
            metric_column(setting, ref, below, counts[1], all_of_it),
            OutputColumn(
                name, ColumnRole.CALCULATION, heading("share"), unit("percent"), 1, ref, counts=counts[0] + counts[1]
            ),
        ]
    result = Shape(making.query.add("aandelen", tree), part.splits, part.time, part.grain, part.ranked)
    return Result(result, shown + hidden, figure, outcome)
