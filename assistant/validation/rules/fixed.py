"""What a sum may not run over: time for a stock, a total and its parts, two levels, members that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from assistant.catalog.catalog import FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import Field
from assistant.catalog.graph import conformed
from assistant.catalog.metric import Metric
from assistant.catalog.vocabulary import FieldRole, OverTime
from assistant.validation.frames import Frame, Name, frame_of, names_in, read_condition
from assistant.validation.lineage import Lineage
from assistant.validation.query import Issue
from assistant.validation.values import argument, carried, is_summing
from assistant.validation.view import View
from assistant.validation.wording import issue


def check(tree: exp.Query, view: View, lineage: Lineage) -> Iterator[Issue]:
    """Yield sums over rows that the catalogue says are not to be added up."""
    for node in tree.walk():
        if is_summing(node):
            scope = lineage.scope_of(node)
            for column in carried(argument(node)) if scope is not None else ():
                yield from _column(node, column, scope, view, lineage)


def _column(node: exp.Expr, column: exp.Column, scope: Scope | None, view: View, lineage: Lineage) -> Iterator[Issue]:
    if scope is None:
        return
    base, settled = _settled(node, column, scope, view, lineage)
    if base is None or view.field(base).role is not FieldRole.MEASURE:
        return
    dataset = view.catalog.by_name[base.dataset]
    measure = view.field(base)
    metric = dataset.metrics.get(base.field)
    yield from _time(node, base, dataset, metric, settled, view)
    for field in dataset.fields:
        held = any(_stands_for(FieldRef(dataset.name, field.name), ref, view) for ref in settled)
        if held or measure.role is not FieldRole.MEASURE:
            continue
        if field.total is not None:
            yield issue("total_and_parts", view.language, node, name=field.name, total=field.total)
        elif field.exclusive:
            yield issue("exclusive", view.language, node, name=field.name)
        elif _many_levels(field, dataset, settled):
            yield issue("two_levels", view.language, node, name=field.name)


def _many_levels(field: Field, dataset: Dataset, settled: set[FieldRef]) -> bool:
    return field.levels is not None and FieldRef(dataset.name, field.levels.field) not in settled


def _time(
    node: exp.Expr, base: FieldRef, dataset: Dataset, metric: Metric | None, settled: set[FieldRef], view: View
) -> Iterator[Issue]:
    if metric is None or metric.behaviour is not OverTime.LAST:
        return
    time = dataset.time_of(metric)
    key = dataset.primary_key
    if time is None or (key and time.name not in key):
        return
    if not any(_stands_for(FieldRef(dataset.name, time.name), ref, view) for ref in settled):
        yield issue("stock_over_time", view.language, node, name=base.field, time=time.name)


def _stands_for(field: FieldRef, settled: FieldRef, view: View) -> bool:
    """Whether fixing ``settled`` fixes ``field``: itself, its label, or the key that it points to."""
    if field == settled:
        return True
    documented = view.field(field)
    if documented.label_field and FieldRef(field.dataset, documented.label_field) == settled:
        return True
    if documented.role is FieldRole.TIME:
        return False
    return conformed(view.catalog, field) == conformed(view.catalog, settled) and field.dataset == settled.dataset


def _settled(
    node: exp.Expr, column: exp.Column, scope: Scope, view: View, lineage: Lineage
) -> tuple[FieldRef | None, set[FieldRef]]:
    """Return the measure that is added up, and the fields that are fixed or grouped by where it is."""
    frame = frame_of(scope)
    _own_conditions(node, column, frame)
    grouped = frame.grouped
    window = node.parent if isinstance(node.parent, exp.Window) else None
    if window is None and isinstance(node.parent, exp.Filter) and isinstance(node.parent.parent, exp.Window):
        window = node.parent.parent
    if window is not None:
        parts = window.args.get("partition_by") or ()
        grouped = {name for part in parts for name in names_in(part, scope)}
    names = frame.same(frame.fixed | grouped)
    settled = {ref for name in names if (ref := _ref(name, scope, lineage)) is not None}
    current: exp.Expr = column
    here: Scope | None = scope
    while isinstance(current, exp.Column) and here is not None:
        source = here.sources.get(current.table)
        if isinstance(source, exp.Table):
            return lineage.origin(current, here).ref, settled
        inner = _inside(source, current.name)
        if inner is None:
            return None, settled
        current, here = inner
        inner_frame = frame_of(here)
        settled |= {ref for name in inner_frame.held() if (ref := _ref(name, here, lineage)) is not None}
        if isinstance(current, exp.Expr) and not isinstance(current, exp.Column):
            deeper = next(iter(carried(current)), None)
            if deeper is None:
                return None, settled
            current = deeper
    return None, settled


def _inside(source: object, name: str) -> tuple[exp.Expr, Scope] | None:
    if not isinstance(source, Scope) or not isinstance(source.expression, exp.Select):
        return None
    for select in source.expression.selects:
        if select.alias_or_name.lower() == name.lower():
            return select.unalias(), source
    return None


def _own_conditions(node: exp.Expr, column: exp.Column, frame: Frame) -> None:
    """Add what the FILTER of an aggregate, or the CASE around its value, holds fixed."""
    if isinstance(node.parent, exp.Filter):
        read_condition(node.parent.expression.this, frame)
    branch = column.find_ancestor(exp.If)
    if branch is not None and branch.find_ancestor(type(node)) is node:
        read_condition(branch.this, frame)


def _ref(name: Name, scope: Scope, lineage: Lineage) -> FieldRef | None:
    return lineage.origin(exp.column(name[1], table=name[0]), scope).ref
