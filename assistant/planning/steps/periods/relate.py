"""Periods said by way of another: "het jaar ervoor", "dezelfde periode vorig jaar", "een kwartaal later"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.language import CueKind, PeriodKind, PeriodSpan
from assistant.planning.draft import Draft
from assistant.planning.names import period_words
from assistant.planning.outcomes import ask_back
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.held import Held
from assistant.planning.steps.periods.spoken import Settled, grain_of_span, instead, year_earlier

#: Kinds that have no meaning without another period.
LEANING = (PeriodKind.PRIOR, PeriodKind.FOLLOWING, PeriodKind.SAME_LAST_YEAR, PeriodKind.SAME_IN)
#: How many months the periods last that are made of whole months.
_MONTHS = {Grain.YEAR: 12, Grain.QUARTER: 3, Grain.MONTH: 1}
#: Words beside which the period that is leant on may be the latest one.
_HELD_AGAINST = (
    CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.CHANGE, CueKind.DIFFERENCE, CueKind.YES_NO, CueKind.CLAIM,
)  # fmt: skip


def lean(draft: Draft, held: Held, span: PeriodSpan, others: Sequence[Settled]) -> Settled | Outcome:
    """Work out a leaning period from the one named beside it, the turn before, or the latest; else ask which."""
    previous = draft.request.previous.period if draft.request.previous else None
    given = draft.given if draft.inherits else None
    if others:
        # "2024, twee jaar eerder en vier jaar eerder" are counted from 2024, "het jaar ervoor" goes on from the last.
        named = [one for one in others if span.count is None or one.span.kind not in LEANING] or others
        first, last = named[-1].first, named[-1].last
    elif given is not None and given.single:
        first = last = given.end  # "Is dat meer dan een jaar eerder?": before the period of the turn before
    elif draft.has(*_HELD_AGAINST):
        first = last = held.latest(draft.per or held.bucket)
    elif previous is not None:
        first, last = previous.start, previous.end
    else:
        return _which(draft, held, span)
    # What comes after is no base to hold the other to.
    span = replace(span, compare=span.compare and span.kind is not PeriodKind.FOLLOWING)
    moved = _moved(draft, span, first), _moved(draft, span, last)
    if moved[0] is None or moved[1] is None:
        return _which(draft, held, span)
    return Settled(span, moved[0], moved[1])


def _moved(draft: Draft, span: PeriodSpan, period: Period) -> Period | None:
    if span.count is not None:
        return _by_count(span, period, span.count if span.kind is PeriodKind.FOLLOWING else -span.count)
    named = grain_of_span(draft, span)
    if span.kind is PeriodKind.SAME_LAST_YEAR:
        return year_earlier(period)
    if span.kind is PeriodKind.SAME_IN:
        return year_earlier(period, period.start.year - span.start_period.start.year)
    step = -1 if span.kind is PeriodKind.PRIOR else 1
    if named is Grain.YEAR and period.grain is not Grain.SCHOOLYEAR:
        return year_earlier(period, -step)
    return period.shift(step)


def _by_count(span: PeriodSpan, period: Period, steps: int) -> Period | None:
    """Move by a number of the unit that is named; None when that does not come to whole periods."""
    if span.grain is period.grain or (span.grain, period.grain) == (Grain.YEAR, Grain.SCHOOLYEAR):
        return period.shift(steps)
    if span.grain is Grain.YEAR:
        return year_earlier(period, -steps)
    if span.grain not in _MONTHS or period.grain not in _MONTHS:
        return None
    whole, rest = divmod(steps * _MONTHS[span.grain], _MONTHS[period.grain])
    return period.shift(whole) if rest == 0 else None


def _which(draft: Draft, held: Held, span: PeriodSpan) -> Outcome:
    """Ask which period is meant: the latest ones are offered."""
    latest = held.buckets(held.bucket)[-2:]
    draft.claim(span.first, span.last, "?")
    options = []
    for period in reversed(latest):
        phrase = say("option_in_period", draft.language, period=period_words(period, draft.language))
        options.append((phrase, instead(draft, span, phrase)))
    return ask_back(draft, "which_period_leaning", options, word=span.text)
