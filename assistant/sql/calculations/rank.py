"""Which place one member takes among the members of its level."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.plan import Filter, MemberFilter, Op, Rank, Refusal, Split
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.calculations.of_each import named, of_each
from assistant.sql.finish import condition, rank_over
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, beside, carried, metric_column, read, supports
from assistant.sql.words import heading


def rank(making: Making, ask: Ask, asked: Rank) -> Result | Refusal:
    """Return one row: member, value, place and out of how many; ties share the best place."""
    splits = (Split(asked.field, asked.member.level), *(item for item in ask.splits if item.field != asked.field))
    filters = tuple(item for item in ask.filters if not _only_itself(item, asked))
    shape = of_each(making, replace(ask, splits=splits, filters=filters), asked.of)
    if isinstance(shape, Refusal):
        return shape
    making = named(making, asked.of)
    setting, ref = making.setting, making.first
    code = shape.splits[0].code
    column = shape.metrics[ref]
    others = [col(item.code) for item in shape.splits[1:]] + ([col(shape.time)] if shape.time else [])
    place = rank_over(col(column), descending=not asked.ascending)
    count = exp.Window(this=exp.Count(this=exp.Star(), big_int=True))
    for window in (place, count):
        window.set("partition_by", [item.copy() for item in others])
    tree = read(shape.relation).select(*carried(shape), aliased(place, "rank"), aliased(count, "of"), copy=False)
    known = exp.and_(
        exp.Not(this=exp.Is(this=col(column), expression=exp.null())),
        exp.Not(this=exp.Is(this=col(code), expression=exp.null())),
    )
    before = Result(shape, [], dict(shape.metrics))
    kept = values.every([known, *(condition(making, before, item) for item in making.plan.conditions)])
    assert kept is not None
    placed = making.query.add("plekken", beside(making, tree).where(kept, copy=False))
    is_member = values.compare(setting.catalog.field(asked.field), col(code), Op.IN, (asked.member.value,))
    carried_on = [*carried(shape), col("rank"), col("of")]
    shape.relation = making.query.add("plek", read(placed).select(*carried_on, copy=False).where(is_member, copy=False))
    shown = [
        metric_column(setting, ref, column, shape.counts[ref]),
        OutputColumn("rank", ColumnRole.CALCULATION, heading("rank"), decimals=0, metric=ref, counts=shape.counts[ref]),
        OutputColumn("of", ColumnRole.CALCULATION, heading("of"), decimals=0),
        *supports(setting, shape, (ref,)),
    ]
    return Result(shape, shown, dict(shape.metrics), {ref: "rank"}, conditions_met=True)


def _only_itself(item: Filter, asked: Rank) -> bool:
    """Whether a filter names just the member whose place is asked: it must not leave the others out."""
    return (
        isinstance(item, MemberFilter)
        and item.field == asked.field
        and item.op is Op.IN
        and len(item.members) == 1
        and item.members[0].level == asked.member.level
    )
