"""What a sum may not run over: time for a stock, a total and its parts, two levels, members that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from sqlglot import exp

from assistant.validation.calls import counts_rows, is_mean
from assistant.validation.meaning.figure import Figure
from assistant.validation.meaning.figures import Figures
from assistant.validation.meaning.spreads import Kind, Spread
from assistant.validation.query import Issue
from assistant.validation.wording import issue

_OVER_TIME = (Kind.TIME, Kind.NOT_OVER_TIME)


def check(figures: Figures) -> Iterator[Issue]:
    """Yield sums over rows that the catalogue says are not to be added up; a mean over time is fine."""
    for node in figures.totals:
        for one in figures.under(node):
            for spread in figures.varies(node, one):
                if not (spread.kind in _OVER_TIME and (is_mean(node) or one.ratio)):
                    # The mean of a ratio is doubtful as it is, and said; its rows only make it more so.
                    doubt = spread.doubtful or (is_mean(node) and one.ratio)
                    yield _issue(node, one, spread, figures, "warning" if doubt else "error")
        yield from _alternatives(node, figures)
    for count in figures.tree.of(exp.Count):
        yield from _counted(count, figures)
    for product in figures.tree.of(exp.Mul):
        yield from _multiplied(product, figures)
    for addition in figures.tree.of(exp.Add):
        if not _halved(addition):
            yield from _addition(addition, figures)


def _alternatives(node: exp.Expr, figures: Figures) -> Iterator[Issue]:
    """One sum over figures that a CASE settles each in its own way; with one of them subtracted it is a difference."""
    found = figures.under(node)
    if is_mean(node) or len(found) < 2 or node.find(exp.Neg, exp.Sub):
        return
    for one, other in combinations(found, 2):
        for spread in _apart(one, other):
            if not figures.kept_apart(node, spread):
                yield _issue(node, other, spread, figures)


def _apart(left: Figure, right: Figure) -> Iterator[Spread]:
    """Yield what two figures settle each in its own way."""
    ways = {(one.kind, one.field): one for one in left.spreads if one.settled and one.way and _forbids(one)}
    for spread in right.spreads:
        other = ways.get((spread.kind, spread.field))
        apart = other is not None and spread.settled and spread.way and spread.way != other.way
        if apart and (spread.kind not in _OVER_TIME or left.ref == right.ref):
            yield spread


def _addition(node: exp.Add, figures: Figures) -> Iterator[Issue]:
    """Two figures side by side, each settled in its own way: begroot + gerealiseerd, this year + last year."""
    for left in figures.carried(node.left):
        for right in figures.carried(node.right):
            for spread in _apart(left, right):
                yield _issue(node, right, spread, figures)


def _forbids(spread: Spread) -> bool:
    return spread.kind is not Kind.COVERED


def _counted(node: exp.Count, figures: Figures) -> Iterator[Issue]:
    """How many places are above a bound is a number of places of one level, else of nothing: doubtful, and said."""
    select = node.find_ancestor(exp.Select)
    where = select.args.get("where") if select is not None else None
    compared = where.find_all(exp.Column) if where is not None else ()
    for one in (figure for column in compared for figure in figures.carried(column)):
        for spread in figures.varies(node, one):
            if spread.kind is Kind.LEVEL:
                yield _issue(node, one, spread, figures, "warning")


def _multiplied(node: exp.Mul, figures: Figures) -> Iterator[Issue]:
    """A mean times a count of rows is a sum, and runs over the same rows."""
    for mean, count in ((node.left.unnest(), node.right.unnest()), (node.right.unnest(), node.left.unnest())):
        if is_mean(mean) and counts_rows(count):
            for one in figures.under(mean):
                for spread in figures.varies(mean, one):
                    yield _issue(mean, one, spread, figures)


def _halved(node: exp.Add) -> bool:
    """Whether a sum of two is divided by two: the mean of two years is no sum over years."""
    above = node.parent
    while isinstance(above, exp.Paren | exp.Cast):
        above = above.parent
    number = above.expression if isinstance(above, exp.Div) else None
    return isinstance(number, exp.Literal) and float(number.name) == 2


def _issue(node: exp.Expr, one: Figure, spread: Spread, figures: Figures, severity: str = "error") -> Issue:
    language, field = figures.view.language, spread.field.field
    if not figures.view.field(spread.field).reachable:
        return issue("mixed_rows", language, node, severity=severity, name=spread.field.dataset)
    if spread.kind in _OVER_TIME:
        return issue(spread.kind.value, language, node, severity=severity, name=one.name, time=field)
    return issue(spread.kind.value, language, node, severity=severity, name=field, total=spread.total)
