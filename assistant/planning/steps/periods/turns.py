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
    dated = [one for one in settled if one.span.kind in (PeriodKind.RANGE, PeriodKind.POINT) and not one.span.compare]
    found: list[Settled] = []
    for one in reversed(settled):
        if one.span.kind is PeriodKind.RECURRING and (same := _said_again(one, dated)) is not None:
            one = same
        elif one.span.kind is PeriodKind.RECURRING:
            after = found[-1] if found and found[-1].span.kind is PeriodKind.RECURRING else None
            beside = [other for other in settled if _beside(one, other)] if after is None else []
            one = _nearest(one, beside[-1]) if beside else _latest(held, one, after)
            draft.assume("period", "assume_year", period=span_words(one.first, one.last, draft.language))
        found.append(one)
    return list({(one.first, one.last): one for one in found}.values())[::-1]


def _said_again(one: Settled, dated: list[Settled]) -> Settled | None:
    """ "De zomer van 2024 (juni tot en met augustus)" says the same twice."""
    for other in dated:
        years = one.first.start.year - other.first.start.year
        if (
            year_earlier(one.first, years).start == other.first.start
            and year_earlier(one.last, years).end == other.last.end
        ):
            return other
    return None


def _beside(one: Settled, other: Settled) -> bool:
    """Whether a period with a year is another of the same length: June 2024 beside July, and not beside June."""
    alike = other.single and one.single and other.first.grain is one.first.grain
    other_month = other.first.start.month != one.first.start.month
    return other.span.kind is PeriodKind.POINT and alike and other_month


def _nearest(one: Settled, near: Settled) -> Settled:
    """ "In juli lager dan in juni 2024": beside a period with a year, the turn that lies nearest to it."""
    other = near.first.start
    turns = [
        replace(one, first=year_earlier(one.first, years), last=year_earlier(one.last, years))
        for years in (gap + one.first.start.year - other.year for gap in (0, 1, -1))
    ]
    return min(turns, key=lambda turn: abs((turn.first.start - other).days))


def _latest(held: Held, one: Settled, after: Settled | None) -> Settled:
    while one.first.start > held.known[0].start and (
        not held.overlaps(one.first, one.last) or (after is not None and one.first > after.first)
    ):
        one = replace(one, first=year_earlier(one.first), last=year_earlier(one.last))
    return one
