"""A ratio divides figures of the same periods: three years of costs by one year of clients is no cost per client."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from sqlglot import exp

from assistant.catalog.timecode import decode
from assistant.validation.meaning.figure import Figure
from assistant.validation.meaning.figures import Figures
from assistant.validation.meaning.spreads import Kind, Spread, periods_in
from assistant.validation.query import Issue
from assistant.validation.view import View
from assistant.validation.wording import issue, say

#: The stored values of time that a figure covers; None stands for those that nobody mentions.
Covered = frozenset[str | None]
_TIMED = (Kind.TIME, Kind.COVERED)


def check(figures: Figures) -> Iterator[Issue]:
    """Yield divisions of figures that cover different periods: an error for sums, a remark for single periods."""
    for node in figures.tree.of(exp.Div, exp.IntDiv):
        pairs = product(figures.carried(node.left), figures.carried(node.right))
        for above, below in pairs:
            found = _apart(above, below, figures.view)
            if found is not None:
                yield _issue(node, above, below, found, figures.view)


def _apart(above: Figure, below: Figure, view: View) -> tuple[Covered, Covered] | None:
    """Return what two figures cover when they do not go together; None when they do or it cannot be told."""
    top, bottom = _timed(above), _timed(below)
    if top is None or bottom is None:
        return None
    one, other = _covers(top), _covers(bottom)
    if _grain(top, view) != _grain(bottom, view):
        return (one, other) if _years_apart(_years(one, top, view), _years(other, bottom, view)) else None
    common = _held(top, view) & _held(bottom, view)
    if common and top.field != bottom.field:
        # A dataset that starts later is no choice of the query.
        one, other = one & common, other & common
    if not one or not other or one == other or (None in one and None in other):
        return None
    if above.ref == below.ref and (one <= other or other <= one or len(one) == len(other) or None in one | other):
        return None  # a share of a longer period, or growth between two that are equally long
    return one, other


def _timed(figure: Figure) -> Spread | None:
    return next((item for item in figure.spreads if item.kind in _TIMED), None)


def _grain(spread: Spread, view: View) -> object:
    field = view.field(spread.field)
    return field.grain, field.format


def _covers(spread: Spread) -> Covered:
    texts = frozenset(value.text for value in spread.left)
    return texts if spread.gathered or (len(texts) == 1 and None not in texts) else frozenset()


def _years(covered: Covered, spread: Spread, view: View) -> frozenset[int]:
    """Return the years that periods are in; empty when one of them is not known."""
    periods = [decode(view.field(spread.field), text) for text in covered]
    years = {period.start.year for period in periods if period is not None}
    return frozenset(years) if all(period is not None for period in periods) else frozenset()


def _years_apart(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether no year of one is a year of the other or beside it: a stock is often filed under the next year."""
    return bool(one and other) and all(abs(a - b) > 1 for a in one for b in other)


def _held(spread: Spread, view: View) -> Covered:
    """Return the periods in the data; empty when they are not known."""
    texts = frozenset(value.text for value in periods_in(spread.field, view.field(spread.field), view))
    return frozenset() if None in texts else texts


def _issue(node: exp.Expr, above: Figure, below: Figure, found: tuple[Covered, Covered], view: View) -> Issue:
    single = all(len(covered) == 1 and None not in covered for covered in found)
    key, severity = ("periods_apart", "warning") if single else ("periods_differ", "error")
    first, second = (_said(covered, view) for covered in found)
    return issue(
        key, view.language, node, severity=severity, left=above.name, right=below.name, first=first, second=second
    )


def _said(covered: Covered, view: View) -> str:
    known = sorted(text for text in covered if text is not None)
    if None in covered or not known:
        return say("periods_several", view.language)
    return known[0] if len(known) == 1 else f"{known[0]} – {known[-1]}"
