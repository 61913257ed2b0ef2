"""Percentages, means, medians and indexes are never added up; their unweighted mean is doubtful and said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from assistant.catalog.vocabulary import Aggregation
from assistant.validation.calls import argument, averages, counts_rows, is_mean
from assistant.validation.meaning.figure import Figure
from assistant.validation.meaning.figures import Figures
from assistant.validation.query import Issue
from assistant.validation.wording import issue


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
    for product in figures.tree.of(exp.Mul):
        yield from _disguised_sum(product, figures)
    for addition in figures.tree.of(exp.Add):
        yield from _addition(addition, figures)


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
