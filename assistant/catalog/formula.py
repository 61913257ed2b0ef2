"""A metric as arithmetic over aggregates: which rows of which dataset are aggregated how, and what is done after.

``100.0 * SUM(uitkeringen) / SUM(bevolking.inwoners)`` becomes two components, one per dataset, and the outer
expression ``100.0 * uitkeringen / NULLIF(inwoners, 0)``. Whoever compiles, checks or explains a metric looks here,
so that all three mean the same thing by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from sqlglot import exp

from assistant.catalog.aggregate_call import (
    FormulaError,
    call_of,
    guarded_division,
    kind_of,
    own_columns,
    parse_expression,
)
from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.component import Component
from assistant.catalog.dataset import Dataset
from assistant.catalog.field import MeasureKeys
from assistant.catalog.metric import Metric
from assistant.catalog.units import is_money, is_percentage
from assistant.catalog.vocabulary import Aggregation, OverTime

__all__ = ["Component", "Formula", "FormulaError", "formula"]


@dataclass(frozen=True)
class Formula:
    """A metric as components and the outer expression over their names."""

    metric: MetricRef
    components: tuple[Component, ...]
    outer: exp.Expr

    @cached_property
    def additive(self) -> bool:
        """Whether the figure itself may be summed over members: sums and counts, added, subtracted or scaled."""
        return all(component.summable for component in self.components) and _linear(self.outer)

    def chooses(self, dataset: str) -> frozenset[str]:
        """The fields of a dataset whose members the formula picks itself, in all that it takes from there."""
        own = [frozenset(component.chooses) for component in self.components if component.dataset == dataset]
        return frozenset.intersection(*own) if own else frozenset()

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """The datasets whose rows the figure rests on, the leading one first."""
        return tuple(dict.fromkeys(component.dataset for component in self.components))


def formula(catalog: Catalog, ref: MetricRef) -> Formula:
    """Return the formula of a documented metric; raises :class:`FormulaError` when its text cannot be one.

    It is worked out once per catalogue: nobody changes the trees in it, who needs another one copies.
    """
    of, known = catalog.formulas
    found = known.get(ref) if of is catalog.datasets else None
    if isinstance(found, Formula):
        return found
    components: dict[str, Component] = {}
    outer = _resolve(catalog, ref, components, ())
    made = Formula(ref, tuple(components.values()), outer)
    if of is catalog.datasets:
        known[ref] = made
    return made


def _resolve(
    catalog: Catalog, ref: MetricRef, components: dict[str, Component], seen: tuple[MetricRef, ...]
) -> exp.Expr:
    if ref in seen:
        raise FormulaError(ref, "its expression refers back to itself")
    dataset, metric = catalog.by_name[ref.dataset], catalog.metric(ref)
    if metric.running is not None:
        count: exp.Expr = exp.Count(this=exp.Star())
        return _scaled(metric, _place(components, _component(catalog, dataset, metric, count, metric.name)))
    if metric.expression is None:
        return _scaled(metric, _simple(catalog, dataset, metric, exp.column(metric.field or metric.name), components))
    tree = parse_expression(ref, metric.expression)
    if metric.aggregation is not None and not any(tree.find_all(exp.AggFunc)):
        return _scaled(metric, _simple(catalog, dataset, metric, own_columns(ref, tree, dataset), components))
    return _scaled(metric, guarded_division(_replace(catalog, ref, tree, components, (*seen, ref))))


def _simple(
    catalog: Catalog, dataset: Dataset, metric: Metric, value: exp.Expr, components: dict[str, Component]
) -> exp.Expr:
    """Return the outer expression of ``aggregation`` over one scalar."""
    kind = metric.aggregation
    if kind is None:
        raise FormulaError(MetricRef(dataset.name, metric.name), "it has no aggregation, expression or running")
    if kind is Aggregation.COUNT and metric.field is None and metric.expression is None:
        count: exp.Expr = exp.Count(this=exp.Star())
        return _place(components, _component(catalog, dataset, metric, count, metric.name))
    if kind is not Aggregation.WEIGHTED_MEAN:
        return _place(components, _component(catalog, dataset, metric, call_of(kind, value), metric.name, kind))
    if metric.weight is None:
        raise FormulaError(MetricRef(dataset.name, metric.name), "a weighted mean needs a weight")
    # Rows without a value must not weigh in, so both sums look at the same rows.
    known = value.copy().is_(exp.null()).not_()
    weight = exp.column(metric.weight)
    factor = exp.paren(value.copy()) if isinstance(value, exp.Binary) else value
    top = exp.Sum(this=exp.Mul(this=factor, expression=weight))
    weighted = _component(catalog, dataset, metric, top, f"{metric.name}_weighted", condition=known)
    weights = _component(
        catalog, dataset, metric, exp.Sum(this=weight.copy()), f"{metric.name}_weight", condition=known.copy()
    )
    return exp.Div(this=_place(components, weighted), expression=_not_zero(_place(components, weights)))


def _replace(
    catalog: Catalog,
    ref: MetricRef,
    tree: exp.Expr,
    components: dict[str, Component],
    seen: tuple[MetricRef, ...],
) -> exp.Expr:
    """Swap every aggregate and every metric name in ``tree`` for the name of a component."""

    def swap(node: exp.Expr) -> exp.Expr:
        condition = None
        call = node
        if isinstance(node, exp.Filter):
            call, condition = node.this, node.expression.this
        if isinstance(call, exp.AggFunc):
            return _aggregate(catalog, ref, call, condition, components)
        if isinstance(node, exp.Column):
            other = MetricRef(node.table or ref.dataset, node.name)
            if other.dataset not in catalog.by_name or other.metric not in catalog.by_name[other.dataset].metrics:
                raise FormulaError(ref, f"{node.sql('duckdb')} is no metric, and a field needs an aggregate around it")
            if catalog.metric(ref).filter:
                raise FormulaError(ref, f"its filter does not reach into {other}; give that metric the filter")
            inner = _resolve(catalog, other, components, seen)
            return inner if isinstance(inner, exp.Column) else exp.paren(inner)
        return node

    # Top down: an aggregate must be met before the columns inside it.
    return _top_down(tree, swap)


def _top_down(node: exp.Expr, swap: Callable[[exp.Expr], exp.Expr]) -> exp.Expr:
    swapped = swap(node)
    if swapped is not node:
        return swapped
    for child in list(node.iter_expressions()):
        replacement = _top_down(child, swap)
        if replacement is not child:
            child.replace(replacement)
    return node


def _aggregate(
    catalog: Catalog,
    ref: MetricRef,
    call: exp.Expr,
    condition: exp.Expr | None,
    components: dict[str, Component],
) -> exp.Expr:
    names = {column.table or ref.dataset for column in call.find_all(exp.Column)}
    if len(names) > 1:
        raise FormulaError(ref, f"{call.sql('duckdb')} mixes fields of {' and '.join(sorted(names))}")
    name = names.pop() if names else ref.dataset
    if name not in catalog.by_name:
        raise FormulaError(ref, f"there is no dataset {name}")
    dataset = catalog.by_name[name]
    own = own_columns(ref, call, dataset)
    rows = own_columns(ref, condition, dataset) if condition is not None else None
    column = own.find(exp.Column)
    stem = column.name if column is not None else f"{name}_rows"
    return _place(
        components, _component(catalog, dataset, catalog.metric(ref), own, stem, condition=rows, home=ref.dataset)
    )


def _component(
    catalog: Catalog,
    dataset: Dataset,
    metric: Metric,
    call: exp.Expr,
    stem: str,
    kind: Aggregation | None = None,
    *,
    condition: exp.Expr | None = None,
    home: str | None = None,
) -> Component:
    """Return the component with its behaviour over time, its time field and its rows filled in."""
    column = call.find(exp.Column)
    field = dataset.fields_by_name.get(column.name) if column is not None else None
    own = home is None or home == dataset.name
    kind = kind or kind_of(call)
    time = (metric.time if own else None) or (field.time if field else None)
    if time is None and dataset.time_fields:
        time = dataset.time_fields[0].name
    if own and metric.filter:
        ref = MetricRef(dataset.name, metric.name)
        rule = own_columns(ref, parse_expression(ref, metric.filter), dataset)
        condition = rule if condition is None else exp.and_(rule, condition)
    listed = catalog.disclosure.fields if catalog.disclosure else ()
    names = {f"{dataset.name}.{field.name}"} if field else set()
    names |= {f"{dataset.name}.{metric.name}"} if own else set()
    return Component(
        name=stem,
        dataset=dataset.name,
        kind=kind,
        call=call,
        over_time=_over_time(kind, metric, field),
        time=time,
        condition=condition,
        running=metric.running if own else None,
        reference=metric.reference if own and metric.reference else (field.reference if field else None),
        persons=_counts_persons(kind, metric if own else None, field, listed=bool(names.intersection(listed))),
    )


def _counts_persons(kind: Aggregation, metric: Metric | None, field: MeasureKeys | None, *, listed: bool) -> bool:
    """Whether an aggregate counts persons, so that a small one is withheld.

    A published percentage or amount of money is none: how many persons it rests on is not in the data.
    """
    owners = [owner for owner in (metric, field) if owner is not None]
    if kind is Aggregation.NONE and any(is_percentage(owner.unit) or is_money(owner.unit) for owner in owners):
        return False
    own_rule = any(owner.disclosure is not None and owner.disclosure.min_count is not None for owner in owners)
    return listed or own_rule or any(owner.persons for owner in owners)


def _over_time(kind: Aggregation, metric: Metric, field: MeasureKeys | None) -> OverTime:
    """Return the behaviour over time: of the field that is aggregated (a stock stays one), else of the metric."""
    if metric.running is not None:
        return OverTime.LAST
    if metric.over_time is OverTime.NONE:
        return OverTime.NONE
    documented = (field.over_time if field else None) or metric.over_time
    return documented or (OverTime.NONE if kind is Aggregation.NONE else OverTime.SUM)


def _place(components: dict[str, Component], component: Component) -> exp.Expr:
    """Add the component, once, under a name of its own, and return the column that stands for it."""
    for known in components.values():
        if known.key == component.key:
            return exp.column(known.name)
    name, number = component.name, 2
    while name in components:
        name, number = f"{component.name}_{number}", number + 1
    components[name] = replace(component, name=name)
    return exp.column(name)


def _scaled(metric: Metric, outer: exp.Expr) -> exp.Expr:
    # The scale of a measure field is already in the served numbers; only a derived metric still needs its own.
    if metric.field is not None or metric.scale == 1:
        return outer
    scale = exp.Literal.number(int(metric.scale) if float(metric.scale).is_integer() else metric.scale)
    return exp.Mul(this=scale, expression=exp.paren(outer) if isinstance(outer, exp.Binary) else outer)


def _not_zero(node: exp.Expr) -> exp.Expr:
    return exp.Nullif(this=node, expression=exp.Literal.number(0))


def _linear(node: exp.Expr) -> bool:
    if isinstance(node, exp.Column):
        return True
    if isinstance(node, exp.Paren | exp.Neg):
        return _linear(node.this)
    if isinstance(node, exp.Add | exp.Sub):
        return _linear(node.this) and _linear(node.expression)
    if isinstance(node, exp.Mul):
        return any(
            isinstance(one, exp.Literal) and _linear(other)
            for one, other in ((node.this, node.expression), (node.expression, node.this))
        )
    return isinstance(node, exp.Div) and isinstance(_bare(node.expression), exp.Literal) and _linear(node.this)


def _bare(node: exp.Expr) -> exp.Expr:
    return node.this if isinstance(node, exp.Nullif) else node


def measures(catalog: Catalog, ref: MetricRef) -> tuple[FieldRef, ...]:
    """Return every field that the figure is computed from."""
    parts = formula(catalog, ref).components
    return tuple(dict.fromkeys(FieldRef(part.dataset, name) for part in parts for name in part.fields))
