"""Periods without a year: "in mei" is the latest May with figures, "in december en januari" two months in a row."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import PeriodKind
from assistant.planning.draft import Draft
from assistant.planning.names import span_words
from assistant.planning.steps.periods.held import Held
from assistant.planning.steps.periods.spoken import Settled, year_earlier


def in_turn(draft: Draft, held: Held, settled: list[Settled]) -> list[Settled]:
    """Give each period without a year its latest turn; what is named first does not come later."""
    found: list[Settled] = []
    for one in reversed(settled):
        if one.span.kind is PeriodKind.RECURRING:
            after = found[-1] if found and found[-1].span.kind is PeriodKind.RECURRING else None
            one = _latest(held, one, after)
            draft.assume("period", "assume_year", period=span_words(one.first, one.last, draft.language))
        found.append(one)
    return list(reversed(found))


def _latest(held: Held, one: Settled, after: Settled | None) -> Settled:
    while one.first.start > held.known[0].start and (
        not held.overlaps(one.first, one.last) or (after is not None and one.first > after.first)
    ):
        one = replace(one, first=year_earlier(one.first), last=year_earlier(one.last))
    return one
