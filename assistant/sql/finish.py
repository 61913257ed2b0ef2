"""The last step of every query: choose the columns, keep what meets the conditions, cut and order."""

from __future__ import annotations

from sqlglot import exp

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dialect import DUCKDB
from assistant.catalog.text import Text
from assistant.plan import Condition, Per, Plan, Ratio, Share, Split, judged
from assistant.sql import values
from assistant.sql.branch import field_label
from assistant.sql.members import level_label
from assistant.sql.names import aliased, col, ident
from assistant.sql.query import ColumnRole, CompiledQuery, OutputColumn
from assistant.sql.result import Making, Result, beside, read, yardstick_columns
from assistant.sql.scope import has_levels
from assistant.sql.shape import Shape, SplitShape
from assistant.sql.words import grain_word


def finish(making: Making, result: Result) -> CompiledQuery:
    """Return the compiled query: exactly the columns that are described, in the contract's order."""
    shape = result.shape
    columns, tree = _columns(making, result)
    where = [] if result.conditions_met else [condition(making, result, item) for item in making.plan.conditions]
    ranked = _ranked_by(making.plan, result)
    if ranked is not None:
        where.append(exp.Not(this=exp.Is(this=col(ranked), expression=exp.null())))
    if ranked is not None or (making.plan.conditions and not result.conditions_met):
        # Who is not known takes no place in a ranking or under a threshold.
        where += [exp.Not(this=exp.Is(this=col(item.code), expression=exp.null())) for item in shape.splits]
    if (kept := values.every(where)) is not None:
        tree = tree.where(kept, copy=False)
    tree = _limited(making.plan, result, tree, ranked)
    order = _order(making, result, ranked)
    if order:
        tree.set("order", exp.Order(expressions=order))
    for name, cte in making.query.ctes:
        tree = tree.with_(exp.TableAlias(this=ident(name)), as_=cte, copy=False)
    assert shape.relation
    return CompiledQuery(tree, columns)


def condition(making: Making, result: Result, item: Condition) -> exp.Expr:
    """Return a threshold on the figure, or on what was calculated with it; a number, or the figure of a yardstick."""
    divided = isinstance(judged(making.plan.calculation), Share | Per | Ratio)
    calculated = item.on_change or item.on_difference or divided
    found = result.outcome if calculated else result.figure
    name = found.get(item.metric) or result.figure[item.metric]
    if item.against is None:
        return values.compare(None, col(name), item.op, item.values)
    return values.against(col(name), item.op, col(making.measured[item.metric, item.against].column.name))


def _columns(making: Making, result: Result) -> tuple[tuple[OutputColumn, ...], exp.Select]:
    shape, setting = result.shape, making.setting
    described: list[OutputColumn] = []
    support: list[OutputColumn] = []
    chosen: list[exp.Expr] = []
    hidden: list[exp.Expr] = []
    for item in shape.splits:
        ref = item.split.field
        described.append(
            OutputColumn(item.name, ColumnRole.DIMENSION, split_label(making, item), field=ref, level=item.split.level)
        )
        chosen.append(col(item.name))
        code = item.code if item.labelled else f"{item.name}__code"
        support.append(
            OutputColumn(code, ColumnRole.SUPPORT, field_label(setting, ref), field=ref, member_of=item.name)
        )
        hidden.append(aliased(exp.cast(col(item.code), exp.DataType.Type.TEXT), code))
    if shape.time is not None and shape.grain is not None:
        label = grain_word(shape.grain)
        described.append(OutputColumn(shape.time, ColumnRole.TIME, label, grain=shape.grain))
        chosen.append(col(shape.time))
    for column in result.values:
        (support if column.role is ColumnRole.SUPPORT else described).append(column)
        (hidden if column.role is ColumnRole.SUPPORT else chosen).append(col(column.name))
    tree = read(shape.relation)
    if not result.conditions_met:
        tree = beside(making, tree)
        support += (held := yardstick_columns(making))
        hidden += [col(column.name) for column in held]
    return (*described, *support), tree.select(*chosen, *hidden, copy=False)


def split_label(making: Making, item: SplitShape) -> Text:
    """Return the heading of a split: its level where it has one, else the field's label."""
    if item.split.level is not None and has_levels(making.setting, item.split.field):
        return level_label(making.setting, item.split.field, item.split.level)
    return field_label(making.setting, item.split.field)


def _ranked_by(plan: Plan, result: Result) -> str | None:
    """Return the column that a ranking goes by; figures that are missing are left out of it."""
    by = plan.order.by if plan.order is not None else None
    if by is None or isinstance(by, Split):
        return None
    return result.outcome.get(by) or result.figure.get(by)


def _limited(plan: Plan, result: Result, tree: exp.Select, ranked: str | None) -> exp.Select:
    if plan.limit is None or result.conditions_met:
        return tree
    if ranked is None:
        return tree.limit(exp.Limit(expression=exp.Literal.number(plan.limit)), copy=False)
    descending = plan.order.descending if plan.order else True
    place = rank_over(col(ranked), descending=descending)
    tree.set("qualify", exp.Qualify(this=exp.LTE(this=place, expression=values.number(plan.limit))))
    return tree


def rank_over(value: exp.Expr, *, descending: bool) -> exp.Expr:
    """Return the place of a value; ties share the best one."""
    order = exp.Order(expressions=[exp.Ordered(this=value, desc=descending)])
    return exp.Window(this=exp.Anonymous(this="RANK"), order=order)


def _order(making: Making, result: Result, ranked: str | None) -> list[exp.Expr]:
    plan, shape = making.plan, result.shape
    keys: list[exp.Expr] = []
    descending = plan.order.descending if plan.order is not None else False
    by = plan.order.by if plan.order is not None else None
    if ranked is not None:
        keys.append(_ordered(col(ranked), descending=descending))
    if shape.time is not None:
        keys.append(_ordered(col(shape.time), descending=descending and plan.order is not None and by is None))
    if result.sorted_by is not None:
        keys.append(_ordered(col(result.sorted_by)))
    for item in shape.splits:
        turned = isinstance(by, Split) and by.field == item.split.field
        keys += _natural(making.setting.catalog, shape, item, descending=turned and descending)
        if turned and plan.order is not None:
            keys = keys[-len(_natural(making.setting.catalog, shape, item, descending=False)) :] + keys
    return _each_once(keys)


def _natural(catalog: Catalog, shape: Shape, item: SplitShape, *, descending: bool) -> list[exp.Expr]:
    """Return the order of a split's members: levels, documented order, label, code; missing members last."""
    keys: list[exp.Expr] = []
    if shape.ranked and item.split.level is None:
        keys.append(_ordered(col(item.rank)))
    listed = _documented(catalog, item.split.field, labelled=item.labelled)
    if listed:
        text = exp.cast(col(item.code), exp.DataType.Type.TEXT)
        pairs = [(values.text(value), values.number(place)) for place, value in enumerate(listed)]
        place = values.case(text, pairs)
        # Members that are not listed come after those that are; a missing one after all, by its name below.
        place.set("default", values.number(len(listed)))
        keys.append(_ordered(place, descending=descending))
    keys.append(_ordered(col(item.name), descending=descending))
    return [*keys, _ordered(col(item.code), descending=descending)]


def _documented(catalog: Catalog, ref: FieldRef, *, labelled: bool) -> tuple[str, ...]:
    field = catalog.field(ref)
    if field.order:
        return field.order
    # Where labels come from the data, the documented members are a selection with synonyms, not an order.
    return () if labelled else tuple(member.value for member in field.members)


def _ordered(value: exp.Expr, *, descending: bool = False) -> exp.Expr:
    return exp.Ordered(this=value, desc=descending, nulls_first=False)


def _each_once(keys: list[exp.Expr]) -> list[exp.Expr]:
    seen: dict[str, exp.Expr] = {}
    for key in keys:
        seen.setdefault(key.this.sql(DUCKDB), key)
    return list(seen.values())
