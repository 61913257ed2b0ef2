"""Which way an answer goes: its verdict, order, comparisons and extremes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.catalog.vocabulary import Better
from assistant.explanation import numbers
from assistant.explanation.grounding.around import owners_of
from assistant.explanation.grounds import Declared, Rule, Said
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.sentence.verdict import claim, yes_no
from assistant.explanation.shown import Shown
from assistant.plan import (
    Change,
    Claim,
    Op,
    Rank,
    ValueFilter,
    YesNo,
    underlying,
)

_UP, _DOWN = (Op.GT, Op.GE), (Op.LT, Op.LE)


def verdict_of(shown: Shown) -> str | None:
    """Return how a yes/no or claim is answered, in the words it opens with; None when nothing of the kind was asked."""
    wanted, nothing = shown.plan.calculation, Said("")
    if not isinstance(wanted, YesNo | Claim) or not shown.rows or not (shown.metrics or shown.calculations):
        return None
    frame = Frame(shown, (*shown.metrics, *shown.calculations)[0])
    return (yes_no(frame, nothing) if isinstance(wanted, YesNo) else claim(frame, nothing)).text.strip()


def order_of(shown: Shown) -> bool | None:
    """Return whether a ranking runs from high to low; None when the rows are no ranking."""
    wanted = underlying(shown.plan.calculation)
    if isinstance(wanted, Rank):
        return not wanted.ascending
    if shown.plan.limit is None or isinstance(wanted, Change):
        return None
    return shown.plan.order is None or shown.plan.order.descending


def directions_of(shown: Shown) -> Iterator[str]:
    """Yield which way the thresholds of the question look."""
    ops = [one.op for one in shown.plan.conditions]
    ops += [item.op for item in shown.plan.filters if isinstance(item, ValueFilter)]
    for op in ops:
        if op in _UP:
            yield "up"
        elif op in _DOWN:
            yield "down"
        elif op is Op.BETWEEN:
            yield from ("up", "down")


def judgements_of(shown: Shown, declared: Sequence[Declared]) -> Iterator[str]:
    """Yield the verdicts that a declared difference and the catalogue allow."""
    for one in declared:
        if one.rule is not Rule.DIFFERENCE or not one.value:
            continue
        better = shown.catalog.metric(shown.metric_of(one.cells[0][1])).better
        if better is not Better.NEUTRAL:
            yield "good" if (one.value > 0) is (better is Better.HIGHER) else "bad"


def column_of(shown: Shown, column: int) -> Iterator[tuple[frozenset[str], Decimal]]:
    """Yield the figures of a column, each with its members."""
    several = len(shown.rows) > 1
    for row in range(len(shown.rows)):
        value = shown.value(row, column)
        nobody = any(shown.code(row, dimension) is None for dimension in shown.dimensions)
        if value is not None and not nobody:
            # The row of what belongs to no member is no highest or lowest.
            yield (frozenset(owners_of(shown, row)) if several else frozenset()), numbers.as_decimal(value)
