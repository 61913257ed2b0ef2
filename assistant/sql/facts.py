"""One aggregate query per fact dataset: the figures of all components that are counted the same way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

from sqlglot import exp

from assistant.catalog.dialect import DUCKDB
from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Aggregation, Datatype, Reference
from assistant.plan import Refusal
from assistant.sql import additivity, values
from assistant.sql.aggregate import aggregate, counted, rows_behind
from assistant.sql.ask import Ask, Setting
from assistant.sql.branch import Branch, Scope
from assistant.sql.buckets import Bucket
from assistant.sql.groups import Group
from assistant.sql.names import Names, aliased, col
from assistant.sql.rows import Rows
from assistant.sql.scope import scope
from assistant.sql.shape import Shape, SplitShape
from assistant.sql.timeline import Timeline

#: Aggregates that are a count themselves when they are of persons; of others the rows behind them are counted.
COUNTS = frozenset({Aggregation.SUM, Aggregation.COUNT, Aggregation.COUNT_DISTINCT, Aggregation.NONE})


@dataclass
class Fact:
    """A finished fact query: its tree, which splits it knows, and the column of every component."""

    name: str
    tree: exp.Query
    ask: Ask
    group: Group
    scope: Scope
    splits: tuple[SplitShape, ...]
    timed: bool
    columns: dict[str, str] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)


def fact(setting: Setting, ask: Ask, group: Group, shape: Shape, names: Names) -> Fact | Refusal:
    """Return the query of one group."""
    make = lambda: group.make_rows(setting)  # noqa: E731
    settled = scope(setting, ask, group.dataset, make, chooses=group.chooses, leads=group.leads)
    if isinstance(settled, Refusal):
        return settled
    for component, label in group.components:
        if (no := additivity.check(setting, component, settled, label)) is not None:
            return no
    known = {key.split for branch in settled.branches for key in branch.keys}
    splits = tuple(item for item in shape.splits if item.split in known)
    suffix = "gemiddeld" if group.mean else "lopend" if group.running else "cijfers"
    timed = shape.time is not None and (group.running or bool(group.timelines))
    result = Fact(names.take(f"{group.dataset}_{suffix}"), exp.select(), ask, group, settled, splits, timed)
    _name_columns(result, shape)
    selects = list(_selects(setting, ask, result, shape))
    result.tree = reduce(lambda one, other: exp.Union(this=one, expression=other, distinct=False), selects)
    return result


def rows_used(result: Fact) -> Iterator[tuple[Branch, list[exp.Expr]]]:
    """Return, per branch, the conditions of the rows that the figures rest on: scope, time and what each counts."""
    group = result.group
    for branch in result.scope.branches:
        where = [item.copy() for item in branch.where]
        if group.running:
            where.append(values.some(exp.paren(_holds(result, branch.rows, bucket)) for bucket in result.ask.buckets))
            yield branch, [exp.paren(where.pop()), *where]
            continue
        own: list[exp.Expr | None] = []
        for component, _ in group.components:
            line, time = group.timelines.get(component.key), group.time
            at = line.condition(branch.rows.own(time.name)) if line is not None and time is not None else None
            own.append(counted(component, branch.rows, at))
        if all(item is not None for item in own):
            each = {item.sql(DUCKDB): item for item in own if item is not None}
            where.append(exp.paren(values.some(exp.paren(item) for item in each.values())))
        yield branch, where


def _name_columns(result: Fact, shape: Shape) -> None:
    local = Names()
    for item in result.splits:
        for name in {item.name, item.code, item.rank}:
            local.take(name)
    if shape.time is not None:
        local.take(shape.time)
    for component, _ in result.group.components:
        result.columns[component.key] = local.take(component.name)
        if component.persons and component.kind not in COUNTS:
            result.counts[component.key] = local.take(f"{component.name}__n")


def _selects(setting: Setting, ask: Ask, result: Fact, shape: Shape) -> Iterator[exp.Query]:
    group = result.group
    for branch in result.scope.branches:
        if not group.running:
            yield _branch(setting, result, shape, branch, group.merged(), None)
            continue
        for bucket in ask.buckets or ():
            fresh = Branch(branch.rows, list(branch.where), branch.keys)
            fresh.where.append(_holds(result, branch.rows, bucket))
            yield _branch(setting, result, shape, fresh, None, bucket)


def _branch(
    setting: Setting, result: Fact, shape: Shape, branch: Branch, line: Timeline | None, bucket: Bucket | None
) -> exp.Select:
    """Return the SELECT of one branch: keys, bucket, aggregates, conditions, groups."""
    group, rows = result.group, branch.rows
    columns: list[exp.Expr] = []
    grouped: list[exp.Expr] = []
    for item in result.splits:
        key = next(found for found in branch.keys if found.split == item.split)
        grouped.append(key.code.copy())
        columns.append(aliased(key.code.copy(), item.code))
        if item.labelled:
            label = exp.Max(this=key.label.copy()) if key.label is not None else key.code.copy()
            columns.append(aliased(label, item.name))
        if len(result.scope.branches) > 1:
            columns.append(aliased(values.number(key.rank), item.rank))
    time = rows.own(group.time.name) if group.time is not None else None
    if shape.time is not None and result.timed:
        text = values.text(bucket.text) if bucket is not None else None
        if text is None and line is not None and time is not None:
            text = line.bucket_text(time.copy())
            if not isinstance(text, exp.Literal):
                grouped.append(text.copy())
        assert text is not None
        columns.append(aliased(text, shape.time))
    for component, _ in group.components:
        extra = None
        if line is not None and time is not None and not group.same_time:
            extra = group.timelines[component.key].condition(time.copy())
        guard = additivity.guarded(component, result.scope)
        weight = _weight(setting, rows)
        figure = aggregate(component, rows, extra, guard=guard, weight=weight)
        columns.append(aliased(figure, result.columns[component.key]))
        if component.key in result.counts:
            columns.append(aliased(rows_behind(component, rows, extra), result.counts[component.key]))
    where = [item.copy() for item in branch.where]
    if line is not None and time is not None:
        where.append(line.condition(time.copy()))
    if group.mean and time is not None:
        return _averaged(rows, result, shape, columns, grouped, where, time)
    query = rows.select().select(*columns, copy=False)
    if (condition := values.every(where)) is not None:
        query = query.where(condition, copy=False)
    return query.group_by(*grouped, copy=False) if grouped else query


def _weight(setting: Setting, rows: Rows) -> exp.Expr | None:
    """Return for how much a row counts in the borders of today: the share of a member that was divided, else whole."""
    borders = setting.borders
    if borders is None or not borders.weights or not rows.reaches(borders.field):
        return None
    documented = setting.catalog.field(borders.field)
    pairs = [(values.literal(documented, value), values.number(share)) for value, share in borders.weights]
    found = values.case(rows.key(borders.field), pairs)
    found.set("default", values.number(1))
    return found


def _averaged(
    rows: Rows,
    result: Fact,
    shape: Shape,
    columns: list[exp.Expr],
    grouped: list[exp.Expr],
    where: list[exp.Expr],
    time: exp.Expr,
) -> exp.Select:
    """Return the mean over the stored periods of the figure per stored period."""
    inner = rows.select().select(*columns, copy=False).group_by(*grouped, time.copy(), copy=False)
    if (condition := values.every(where)) is not None:
        inner = inner.where(condition, copy=False)
    figures = set(result.columns.values()) | set(result.counts.values())
    keys = [column.alias_or_name for column in columns if column.alias_or_name not in figures]
    codes = [item.code for item in result.splits] + ([shape.time] if shape.time in keys and shape.time else [])
    outer = exp.select().from_(inner.subquery("per_periode"))
    for column in columns:
        name = column.alias_or_name
        if name in codes:
            outer = outer.select(col(name), copy=False)
        elif name in keys:
            outer = outer.select(aliased(exp.Max(this=col(name)), name), copy=False)
        else:
            outer = outer.select(aliased(exp.Avg(this=col(name)), name), copy=False)
    return outer.group_by(*(col(name) for name in codes), copy=False) if codes else outer


def _holds(result: Fact, rows: Rows, bucket: Bucket) -> exp.Expr:
    """Return the condition that a row's interval [from, to) holds the reference date of the bucket."""
    component = result.group.components[0][0]
    running = component.running
    assert running is not None
    day = values.date(bucket.start if component.reference is Reference.START else bucket.end)
    start, end = (_as_day(result.scope.dataset.fields_by_name[name], rows) for name in (running.from_, running.to))
    still = exp.paren(exp.or_(exp.Is(this=end, expression=exp.null()), exp.GT(this=end.copy(), expression=day.copy())))
    return exp.and_(exp.LTE(this=start, expression=day), still, copy=False)


def _as_day(documented: Field, rows: Rows) -> exp.Expr:
    column = rows.own(documented.name)
    if documented.datatype is Datatype.DATE:
        return column
    return exp.cast(column, exp.DataType.Type.DATE)
