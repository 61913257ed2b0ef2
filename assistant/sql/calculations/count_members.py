"""How many members meet the conditions of the plan."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from assistant.plan import Change, ChangeKind, CountMembers, Per, Ratio, Refusal, Share, Split
from assistant.sql import values
from assistant.sql.ask import Ask
from assistant.sql.branch import field_label
from assistant.sql.calculations.change import change
from assistant.sql.calculations.plain import plain
from assistant.sql.calculations.quotient import quotient
from assistant.sql.calculations.share import share
from assistant.sql.finish import condition
from assistant.sql.members import level_label
from assistant.sql.names import aliased, col
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.sql.result import Making, Result, beside, read, yardstick_columns
from assistant.sql.shape import Shape
from assistant.sql.words import heading, unit


def count_members(making: Making, ask: Ask, asked: CountMembers) -> Result | Refusal:
    """Return one row (one per other split and period) with the count; members without a figure do not count."""
    others = tuple(item for item in ask.splits if item.field != asked.field)
    of = asked.of
    if of is None and any(item.on_change for item in making.plan.conditions):
        of = Change(ChangeKind.CHANGE)
    found = _of_each(making, replace(ask, splits=(Split(asked.field, asked.level), *others)), of)
    if isinstance(found, Refusal):
        return found
    shape = found.shape
    counted = next(item for item in shape.splits if item.split.field == asked.field)
    figure = (found.figure if of is None else found.outcome)[making.first]
    known = [exp.Not(this=exp.Is(this=col(name), expression=exp.null())) for name in (counted.code, figure)]
    kept = values.every([*known, *(condition(making, found, item) for item in making.plan.conditions)])
    assert kept is not None
    rest = tuple(item for item in shape.splits if item is not counted)
    labels = {item.name for item in rest if item.labelled}
    keys = [name for item in rest for name in item.columns] + ([shape.time] if shape.time else [])
    tree = read(shape.relation).select(
        *(aliased(exp.Max(this=col(key)), key) if key in labels else col(key) for key in keys), copy=False
    )
    tree = beside(making, tree)
    tree = _as_part(tree, known, kept) if asked.share else _alone(tree, kept)
    held = yardstick_columns(making)
    for one in held:
        tree = tree.select(aliased(exp.Max(this=col(one.name)), one.name), copy=False)
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
    columns = [column]
    if asked.share:
        whole = heading("whole", label=column.label)
        columns.append(replace(column, name="all_members", label=whole))
        columns.append(OutputColumn("share", ColumnRole.CALCULATION, heading("share"), unit("percent"), 1))
    outcome = {making.first: columns[-1].name}
    return Result(result, [*columns, *held], outcome, outcome, conditions_met=True)


def _alone(tree: exp.Select, kept: exp.Expr) -> exp.Select:
    """Count the members that are kept."""
    return tree.select(aliased(exp.Count(this=exp.Star(), big_int=True), "members"), copy=False).where(kept, copy=False)


def _as_part(tree: exp.Select, known: list[exp.Not], kept: exp.Expr) -> exp.Select:
    """Count the members that are kept, and beside them all that have a figure."""
    one = exp.Case(ifs=[exp.If(this=kept, true=values.number(1))], default=values.number(0))
    members = exp.Coalesce(this=exp.Sum(this=one), expressions=[values.number(0)])
    everyone = exp.Count(this=exp.Star(), big_int=True)
    hundred = exp.Mul(this=exp.Literal.number("100.0"), expression=members.copy())
    part = exp.Div(this=hundred, expression=exp.Nullif(this=everyone.copy(), expression=values.number(0)))
    has_figure = values.every(known)
    assert has_figure is not None
    return tree.select(
        aliased(members, "members"), aliased(everyone, "all_members"), aliased(part, "share"), copy=False
    ).where(has_figure, copy=False)


def _of_each(making: Making, ask: Ask, of: Change | Share | Per | Ratio | None) -> Result | Refusal:
    """Return the figures of the members, with what the conditions are about."""
    match of:
        case Change():
            return change(making, ask, of)
        case Share():
            return share(making, ask, of)
        case Per() | Ratio():
            return quotient(making, ask, of)
        case None:
            return plain(making, ask)
