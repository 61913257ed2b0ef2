"""A day or a point in a period: the stock that was counted then, under the period it is filed."""

from __future__ import annotations

import datetime as dt

from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain, OverTime, Reference
from assistant.language import PeriodKind, PeriodSpan
from assistant.plan import Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.moments import filed_under
from assistant.planning.steps.periods.held import FINE, Held
from assistant.planning.steps.periods.spoken import Settled, changes


def on_a_day(draft: Draft, held: Held, span: PeriodSpan) -> Settled | Refusal:
    """Return the periods that a moment is filed under; refuse where nothing was counted then."""
    metric = draft.knowledge.catalog.metric(draft.metrics[0])
    parts = formula(draft.knowledge.catalog, draft.metrics[0]).components
    is_stock = parts[0].over_time is OverTime.LAST
    whole = span.moment in (None, "date") or (span.start_period == span.end_period and span.grain in FINE)
    if all(one.running is not None for one in parts) or (held.stored in FINE and not is_stock and whole):
        return Settled(span, *_days(draft, held, span))
    reference = parts[0].reference or metric.reference or Reference.END
    found: list[Period] = []
    for period, moment in _moments(span, reference):
        filed = filed_under(period, moment, held.stored, reference) if is_stock else None
        if filed is None:
            return no_moment(draft, held, span)
        while span.kind is PeriodKind.RECURRING and filed not in held.known and filed.start > held.known[0].start:
            filed = filed.shift(-1)
        found.append(filed)
    if reference is not Reference.AVERAGE and any(one.text not in span.text for one in found):
        key = "assume_reference_start" if reference is Reference.START else "assume_reference_end"
        draft.assume("reference", key, asked=span.text, filed=period_words(found[-1], draft.language))
    first, last = found
    if span.open_end:
        last = held.latest(held.stored)
        draft.per = draft.per or (None if changes(draft) else held.stored)
    if span.open_start:
        first = held.known[0]
    return Settled(span, first, last)


def _days(draft: Draft, held: Held, span: PeriodSpan) -> tuple[Period, Period]:
    """Days as they were said; an open end runs as far as the data go, a day without a year is its latest turn."""
    first, last = span.start_period, span.end_period
    if span.open_end:
        last = max(first, Period.containing(min(held.as_of, held.edge), first.grain))
        draft.assume("period", "assume_since", period=period_words(last, draft.language))
    if span.open_start:
        first = Period.containing(held.known[0].start, last.grain)
    return first, last


def _moments(span: PeriodSpan, reference: Reference) -> tuple[tuple[Period, str | None], ...]:
    single = span.start_period == span.end_period
    last = span.moment if single or span.kind is not PeriodKind.RANGE else span.last_moment
    said = ((span.start_period, span.moment), (span.end_period, last))
    return tuple(
        (_middle(period, reference), None) if moment == "middle" else (period, moment) for period, moment in said
    )


def _middle(period: Period, reference: Reference) -> Period:
    """ "Medio 2023" is 1 July, or the last day of June for figures of the end of a period."""
    if period.grain is not Grain.YEAR:
        return Period.containing(period.start + (period.end - period.start) / 2, Grain.DAY)
    year = period.start.year
    day = dt.date(year, 7, 1) if reference is Reference.START else dt.date(year, 6, 30)
    return Period.containing(day, Grain.DAY)


def no_moment(draft: Draft, held: Held, span: PeriodSpan) -> Refusal:
    """Refuse a moment or stretch at which nothing was counted, and say what there is."""
    language = draft.language
    return refuse(
        draft,
        Reason.NO_DATA_FOR_PERIOD,
        "no_data_moment",
        draft.metrics,
        lacking=[span.text],
        metric=metric_label(draft.knowledge.catalog, draft.metrics[0], language),
        period=f"‘{span.text}’",
        grain=say(f"grain_{held.stored.value}", language),
        first=period_words(held.known[0], language),
        last=period_words(held.known[-1], language),
    )
