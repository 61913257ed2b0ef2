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
#: Words beside which the period that is leant on may be the latest one.
_HELD_AGAINST = (
    CueKind.COMPARE, CueKind.COMPARATIVE, CueKind.CHANGE, CueKind.DIFFERENCE, CueKind.YES_NO, CueKind.CLAIM,
)  # fmt: skip


def lean(draft: Draft, held: Held, span: PeriodSpan, others: Sequence[Settled]) -> Settled | Outcome:
    """Work out a leaning period from the one named beside it, the turn before, or the latest; else ask which."""
    previous = draft.request.previous.period if draft.request.previous else None
    if others:
        first, last = others[-1].first, others[-1].last
    elif draft.has(*_HELD_AGAINST):
        first = last = held.latest(draft.per or held.bucket)
    elif previous is not None:
        first, last = previous.start, previous.end
    else:
        return _which(draft, held, span)
    # What comes after is no base to hold the other to.
    span = replace(span, compare=span.compare and span.kind is not PeriodKind.FOLLOWING)
    return Settled(span, _moved(draft, span, first), _moved(draft, span, last))


def _moved(draft: Draft, span: PeriodSpan, period: Period) -> Period:
    named = grain_of_span(draft, span)
    if span.kind is PeriodKind.SAME_LAST_YEAR:
        return year_earlier(period)
    if span.kind is PeriodKind.SAME_IN:
        return year_earlier(period, period.start.year - span.start_period.start.year)
    step = -1 if span.kind is PeriodKind.PRIOR else 1
    if named is Grain.YEAR and period.grain is not Grain.SCHOOLYEAR:
        return year_earlier(period, -step)
    return period.shift(step)


def _which(draft: Draft, held: Held, span: PeriodSpan) -> Outcome:
    """Ask which period is meant: the latest ones are offered."""
    latest = held.buckets(held.bucket)[-2:]
    draft.claim(span.first, span.last, "?")
    options = []
    for period in reversed(latest):
        phrase = say("option_in_period", draft.language, period=period_words(period, draft.language))
        options.append((phrase, instead(draft, span, phrase)))
    return ask_back(draft, "which_period_leaning", options, word=span.text)
