"""How many members meet the conditions of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from assistant.plan import ChangeKind, CountMembers, Refusal, Split
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.branch import field_label
from assistant.sql.calculations.change import change
from assistant.sql.calculations.plain import plain
from assistant.sql.finish import condition
from assistant.sql.members import level_label
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, read
from assistant.sql.shape import Shape
from assistant.sql.words import heading

Base = Callable[[Making, Ask], Result | Refusal]


def count_members(making: Making, ask: Ask, asked: CountMembers) -> Result | Refusal:
    """Return one row (one per other split and period) with the count; members without a figure do not count."""
    others = tuple(item for item in ask.splits if item.field != asked.field)
    on_change = any(item.on_change for item in making.plan.conditions)
    base: Base = (lambda one, two: change(one, two, ChangeKind.CHANGE)) if on_change else plain
    found = base(making, replace(ask, splits=(Split(asked.field, asked.level), *others)))
    if isinstance(found, Refusal):
        return found
    shape = found.shape
    counted = next(item for item in shape.splits if item.split.field == asked.field)
    figure = (found.outcome if on_change else found.figure)[making.first]
    known = [exp.Not(this=exp.Is(this=col(name), expression=exp.null())) for name in (counted.code, figure)]
    kept = values.every([*known, *(condition(found, item) for item in making.plan.conditions)])
    assert kept is not None
    rest = tuple(item for item in shape.splits if item is not counted)
    labels = {item.name for item in rest if item.labelled}
    keys = [name for item in rest for name in item.columns] + ([shape.time] if shape.time else [])
    tree = read(shape.relation).select(
        *(aliased(exp.Max(this=col(key)), key) if key in labels else col(key) for key in keys),
        aliased(exp.Count(this=exp.Star(), big_int=True), "members"),
        copy=False,
    )
    tree = tree.where(kept, copy=False)
    if grouped := [col(key) for key in keys if key not in labels]:
        tree = tree.group_by(*grouped, copy=False)
    label = field_label(making.setting, asked.field)
    if asked.level is not None:
        label = level_label(making.setting, asked.field, asked.level)
    column = OutputColumn(
        "members",
        ColumnRole.CALCULATION,
        heading("members", label=label),
        decimals=0,
        field=asked.field,
        level=asked.level,
    )
    result = Shape(making.query.add("aantal", tree), rest, shape.time, shape.grain)
    return Result(result, [column], {making.first: "members"}, {making.first: "members"}, conditions_met=True)
