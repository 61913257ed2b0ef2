"""Percentages, means, medians and indexes are never added up; their unweighted mean is doubtful and said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.catalog.dataset import Dataset
from assistant.catalog.vocabulary import Aggregation, Datatype, FieldRole
from assistant.validation.calls import argument, averages, counts, counts_rows, is_mean
from assistant.validation.meaning.figure import Figure
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.wording import issue

#: A divisor from elsewhere is the same for every row: a share of a whole, which may be added up.
_BEYOND = (exp.Query, exp.Window)
_NUMBERS = (Datatype.INTEGER, Datatype.DECIMAL, Datatype.FLOAT)


def check(figures: Figures) -> Iterator[Issue]:
    """Yield sums (errors) and unweighted means (warnings) of figures that cannot be added up."""
    for node in figures.totals:
        for one in figures.under(node):
            if one.ratio and is_mean(node):
                if not one.made and figures.view.field(one.ref).aggregation is Aggregation.MEAN:
                    continue  # the mean of its rows is what the catalogue documents
                yield issue("mean_of_ratio", figures.view.language, node, severity="warning", name=one.name)
            elif one.ratio:
                yield issue("sum_of_ratio", figures.view.language, node, name=one.name)
        yield from _of_counts(node, figures)
        yield from _attributes(node, figures)
    for node in figures.tree.of(exp.Median):
        for one in figures.carried(node.this):
            if one.ratio and not one.made and figures.view.field(one.ref).aggregation is Aggregation.NONE:
                yield issue("mean_of_ratio", figures.view.language, node, severity="warning", name=one.name)
    for product in figures.tree.of(exp.Mul):
        yield from _disguised_sum(product, figures)
    for addition in figures.tree.of(exp.Add):
        yield from _addition(addition, figures)


def _of_counts(node: exp.Expr, figures: Figures) -> Iterator[Issue]:
    """A share that the query made of two counts carries no documented figure, and is a ratio all the same."""
    inner = argument(node)
    made = figures.lineage.behind(inner) if isinstance(inner, exp.Column) else []
    if isinstance(inner, exp.Column) and any(_divides_counts(one) for one in made) and not figures.under(node):
        key, severity = ("mean_of_ratio", "warning") if is_mean(node) else ("sum_of_ratio", "error")
        yield issue(key, figures.view.language, node, severity=severity, name=inner.name)


def _divides_counts(node: exp.Expr) -> bool:
    """Whether a value is a count of a group by a count of that group, whatever it is scaled by."""
    for part in node.walk(prune=lambda inner: isinstance(inner, exp.Query | exp.Window)):
        if isinstance(part, exp.Div | exp.IntDiv):
            sides = (part.left, part.right)
            return all(any(counts(one) for one in side.walk()) and not side.find(*_BEYOND) for side in sides)
    return False


def _attributes(node: exp.Expr, figures: Figures) -> Iterator[Issue]:
    """An attribute is no figure: half an interval is never added up, and what a sum of years of building is, nobody
    documented."""
    if is_mean(node):
        return
    for ref in sorted(figures.lineage.values(argument(node))):
        field = figures.view.field(ref)
        if ref.field in _margins(figures.view.catalog.by_name[ref.dataset]):
            yield issue("sum_of_ratio", figures.view.language, node, name=ref.field)
        elif field.role is not FieldRole.MEASURE and field.datatype in _NUMBERS:
            yield issue("sum_of_attribute", figures.view.language, node, severity="warning", name=ref.field)


def _margins(dataset: Dataset) -> frozenset[str]:
    named = [one.margin for one in (*dataset.fields, *dataset.metrics.values()) if one.margin is not None]
    return frozenset(name for one in named for name in (one.half_width, one.lower, one.upper) if name)


def _ratios(figures: Figures, node: exp.Expr | None) -> list[Figure]:
    return [one for one in figures.carried(node) if one.ratio]


def _disguised_sum(node: exp.Mul, figures: Figures) -> Iterator[Issue]:
    """A mean times a count is a sum."""
    for mean, count in ((node.left.unnest(), node.right.unnest()), (node.right.unnest(), node.left.unnest())):
        if averages(mean) and counts_rows(count):
            for one in _ratios(figures, argument(mean)):
                yield issue("sum_of_ratio", figures.view.language, node, name=one.name)


def _addition(node: exp.Add, figures: Figures) -> Iterator[Issue]:
    left = {one.ref for one in _ratios(figures, node.left)}
    for one in _ratios(figures, node.right):
        if one.ref in left:
            yield issue("sum_of_ratio", figures.view.language, node, name=one.name)
