"""Members of about the same size: those whose documented denominator is nearest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.standing.beside import Beside
from assistant.answering.standing.subject import Subject
from assistant.catalog.period import Period
from assistant.explanation import numbers
from assistant.explanation.answer import Answer
from assistant.explanation.standing import Kind
from assistant.plan import Member, Order, Per, PeriodChoice, Plan, Split

_NEAREST = 4


def of_size(
    found: Subject,
    fair: Plan,
    by: Per,
    ask: Callable[[Plan], Answer],
    known: Callable[[Plan], tuple[Period, ...]],
) -> Beside | None:
    """Compare with the members of the same level that are nearest in size, by figures that the reader may see."""
    place = found.place
    if place is None or found.period is None:
        return None
    split = Split(place.field, place.level)
    sizes = Plan((by.denominator,), fair.language, splits=(split,))
    fitting = [
        one for one in known(replace(sizes, splits=(), filters=(place.only(),))) if one.start <= found.period.end
    ]
    if not fitting:
        return None
    size = PeriodChoice(fitting[-1], fitting[-1], fitting[-1].grain)
    others = _nearest(ask(replace(sizes, period=size)), place.member, place.level)
    if len(others) < 2:
        return None
    filters = (*found.rest, place.only(place.member, *others))
    order = Order(found.ref) if fair.calculation is None or isinstance(fair.calculation, Per) else None
    return Beside(Kind.SIZE, replace(fair, filters=filters, splits=(split,), order=order))


def _nearest(told: Answer, own: Member, level: str | None) -> tuple[Member, ...]:
    """Return the members nearest to ours; those whose size is missing or withheld are near to nobody."""
    shown = told.shown
    if told.outcome != "answer" or shown is None or shown.truncated or not shown.dimensions or not shown.metrics:
        return ()
    column, of = shown.dimensions[0], shown.metrics[0]
    sizes = {
        str(shown.code(row, column)): (numbers.as_decimal(value), shown.label(row, column))
        for row in range(len(shown.rows))
        if (value := shown.value(row, of)) is not None and not shown.nobody(row)
    }
    mine = sizes.pop(own.value, None)
    if mine is None:
        return ()
    ranked = sorted(sizes.items(), key=lambda item: (abs(item[1][0] - mine[0]), item[0]))
    return tuple(Member(code, label, level) for code, (_, label) in ranked[:_NEAREST])
