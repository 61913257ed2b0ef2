"""Percentages, means, medians and indexes are never added up; their unweighted mean is doubtful and said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Aggregation, FieldRole
from assistant.validation.lineage import Lineage
from assistant.validation.query import Issue
from assistant.validation.values import argument, carried, is_summing
from assistant.validation.view import View
from assistant.validation.wording import issue

_RATIOS = (Aggregation.NONE, Aggregation.MEAN, Aggregation.WEIGHTED_MEAN, Aggregation.MEDIAN)


def check(tree: exp.Query, view: View, lineage: Lineage) -> Iterator[Issue]:
    """Yield sums (errors) and unweighted means (warnings) of figures that cannot be added up."""
    for node in tree.walk():
        if is_summing(node):
            for ref in ratios_in(argument(node), view, lineage):
                yield issue("sum_of_ratio", view.language, node, name=ref.field)
        elif isinstance(node, exp.Avg):
            for ref in ratios_in(node.this, view, lineage):
                yield issue("mean_of_ratio", view.language, node, severity="warning", name=ref.field)
        elif isinstance(node, exp.Mul):
            yield from _disguised_sum(node, view, lineage)
        elif isinstance(node, exp.Add):
            yield from _addition(node, view, lineage)


def _disguised_sum(node: exp.Mul, view: View, lineage: Lineage) -> Iterator[Issue]:
    """A mean times a count is a sum."""
    for mean, count in ((node.left.unnest(), node.right.unnest()), (node.right.unnest(), node.left.unnest())):
        if isinstance(mean, exp.Avg) and _counts_rows(count):
            for ref in ratios_in(mean.this, view, lineage):
                yield issue("sum_of_ratio", view.language, node, name=ref.field)


def _counts_rows(node: exp.Expr) -> bool:
    return isinstance(node, exp.Count) or (isinstance(node, exp.Sum) and isinstance(node.this, exp.Literal))


def _addition(node: exp.Add, view: View, lineage: Lineage) -> Iterator[Issue]:
    left, right = ratios_in(node.left, view, lineage), ratios_in(node.right, view, lineage)
    for ref in sorted(left & right):
        yield issue("sum_of_ratio", view.language, node, name=ref.field)


def ratios_in(node: exp.Expr | None, view: View, lineage: Lineage, depth: int = 0) -> set[FieldRef]:
    """Return the figures that cannot be added up whose value ``node`` carries; one that is weighted is none."""
    found: set[FieldRef] = set()
    if node is None or depth > 20:
        return found
    for column in carried(node):
        scope = lineage.scope_of(column)
        if scope is None or _weighted(column, node, view, lineage):
            continue
        origin = lineage.origin(column, scope)
        if origin.ref is not None:
            found |= {origin.ref} if cannot_be_added(view.field(origin.ref)) else set()
        elif origin.expression is not None and not isinstance(origin.expression, exp.Column):
            found |= ratios_in(origin.expression, view, lineage, depth + 1)
    return found


def _weighted(column: exp.Column, top: exp.Expr, view: View, lineage: Lineage) -> bool:
    """Whether the value is multiplied by a measure that can be added up: then it is a part of a weighted mean."""
    node: exp.Expr | None = column
    while node is not None and node is not top.parent:
        parent = node.parent
        if isinstance(parent, exp.Mul):
            other = parent.right if node is parent.left else parent.left
            for ref in lineage.fields(other):
                field = view.field(ref)
                if field.role is FieldRole.MEASURE and not cannot_be_added(field):
                    return True
        node = parent
    return False


def cannot_be_added(field: Field) -> bool:
    """Whether a documented field is a figure that may not be added up."""
    if field.role is not FieldRole.MEASURE:
        return False
    percent = field.unit is not None and "%" in (field.unit.nl or field.unit.en or "")
    return percent or field.aggregation in _RATIOS
