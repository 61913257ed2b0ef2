"""What one spoken period comes to in the data's own periods."""

from __future__ import annotations

import datetime as dt

from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain
from assistant.language import PeriodKind, PeriodSpan
from assistant.plan import Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words, span_words
from assistant.planning.outcomes import refuse
from assistant.planning.steps.periods.held import Held
from assistant.planning.steps.periods.reference import no_moment, on_a_day
from assistant.planning.steps.periods.spoken import Settled, changes, grain_of_span, is_flow

#: How many "de afgelopen jaren" are when no number is said; said as an assumption.
_SOME = {Grain.YEAR: 5, Grain.SCHOOLYEAR: 5, Grain.QUARTER: 4, Grain.MONTH: 3, Grain.WEEK: 4, Grain.DAY: 7}


def settle(draft: Draft, held: Held, span: PeriodSpan) -> Settled | Refusal:
    """Return the first and last period that a span means."""
    match span.kind:
        case PeriodKind.LATEST:
            return _latest(draft, held, span)
        case PeriodKind.ALL:
            buckets = held.buckets(draft.per or held.bucket)
            return Settled(span, buckets[0], buckets[-1])
        case PeriodKind.TO_DATE:
            return _to_date(draft, held, span)
    if span.grain is Grain.SCHOOLYEAR and held.stored in (Grain.YEAR, Grain.QUARTER):
        named = not span.ambiguous or span.other is not None
        return no_moment(draft, held, span) if named else _two_years(draft, span)
    if finer(span.grain, held.stored) or span.moment is not None or span.last_moment is not None:
        return on_a_day(draft, held, span)
    if span.kind is PeriodKind.LAST_N:
        return _last_n(draft, held, span)
    return _plain(draft, held, span)


def _latest(draft: Draft, held: Held, span: PeriodSpan) -> Settled:
    named = grain_of_span(draft, span)
    grain = named if named is not None and not finer(named, held.stored) else held.bucket
    latest = held.latest(_own(held, grain))
    draft.assume("period", "assume_period", period=period_words(latest, draft.language))
    return Settled(span, latest, latest)


def _to_date(draft: Draft, held: Held, span: PeriodSpan) -> Settled | Refusal:
    """This year so far: added up as far as the data go; of a stock its latest figure in the year."""
    year = Period.year(span.start_period.start.year)
    inside = [one for one in held.known if one.overlaps(year) and one.start <= held.as_of]
    if not inside:
        return nothing_in(draft, held, year, year)
    if held.stored is Grain.YEAR or (is_flow(draft) and held.edge <= held.as_of):
        # Nothing lies behind today: the year as it is there, and the answer says that it is not whole.
        draft.assume("period", "assume_to_date", period=period_words(inside[-1], draft.language))
        return Settled(span, year, year)
    if not is_flow(draft):
        draft.assume("period", "assume_period", period=period_words(inside[-1], draft.language))
        return Settled(span, inside[-1], inside[-1])
    if held.stored is Grain.DAY:
        first, last = (Period.containing(day, Grain.DAY) for day in (year.start, min(held.as_of, held.edge)))
    else:
        first, last = inside[0], inside[-1]
    draft.assume("period", "assume_to_date", period=period_words(last, draft.language))
    return Settled(span, first, last)


def _last_n(draft: Draft, held: Held, span: PeriodSpan) -> Settled:
    grain = _own(held, span.grain)
    last = held.latest(grain)
    count = span.count or _SOME[grain]
    first = last.shift(-count if changes(draft) else 1 - count)
    if span.count is None:
        said = span_words(first, last, draft.language)
        draft.assume("period", "assume_some", asked=span.text, period=said)
    draft.assume("period", "assume_since", period=period_words(last, draft.language))
    return Settled(span, first, last)


def _plain(draft: Draft, held: Held, span: PeriodSpan) -> Settled:
    """A calendar period or range, as it was said."""
    first, last = span.start_period, span.end_period
    if held.stored is Grain.SCHOOLYEAR and span.grain is Grain.YEAR:
        first, last = _in_school_years(draft, span)
    if span.loose_end:
        draft.assume("period", "assume_up_to", period=period_words(last, draft.language))
    if span.open_end:
        last = held.latest(first.grain)
        draft.assume("period", "assume_since", period=period_words(last, draft.language))
    if span.open_start:
        first = held.known[0].within(first.grain)
    if first.grain is not last.grain:
        grain = first.grain if finer(first.grain, last.grain) else last.grain
        first, last = Period.containing(first.start, grain), Period.containing(last.end, grain)
    return Settled(span, first, last)


def _two_years(draft: Draft, span: PeriodSpan) -> Settled:
    """ "23/24" of figures that know no school years: the two calendar years."""
    first, last = Period.year(span.start_period.start.year), Period.year(span.end_period.end.year)
    draft.assume("period", "assume_some", asked=span.text, period=span_words(first, last, draft.language))
    return Settled(span, first, last)


def _in_school_years(draft: Draft, span: PeriodSpan) -> tuple[Period, Period]:
    """Years asked of figures by school year: two in a row are one school year, more are the ones they begin in."""
    first, last = (Period.containing(dt.date(one.start.year, 9, 1), Grain.SCHOOLYEAR) for one in _ends(span))
    if first.shift(1) == last and not span.open_end and not span.open_start:
        last = first
    draft.assume("period", "assume_schoolyear", period=span_words(first, last, draft.language))
    return first, last


def _ends(span: PeriodSpan) -> tuple[Period, Period]:
    return span.start_period, span.end_period


def _own(held: Held, grain: Grain) -> Grain:
    """Years of figures that are kept by school year are school years."""
    return Grain.SCHOOLYEAR if held.stored is Grain.SCHOOLYEAR and grain is Grain.YEAR else grain


def nothing_in(draft: Draft, held: Held, first: Period, last: Period) -> Refusal:
    """Refuse a period without figures, and say which periods there are, the nearest ones by name."""
    language = draft.language
    near = _nearest(held, first, last)
    key = "no_data_near" if near else "no_data"
    return refuse(
        draft,
        Reason.NO_DATA_FOR_PERIOD,
        key,
        draft.metrics,
        lacking=dict.fromkeys((first.text, last.text)),
        metric=metric_label(draft.knowledge.catalog, draft.metrics[0], language),
        period=span_words(first, last, language),
        first=period_words(held.known[0].within(held.bucket), language),
        last=period_words(held.known[-1].within(held.bucket), language),
        before=period_words(near[0], language) if near else "",
        after=period_words(near[1], language) if near else "",
    )


def _nearest(held: Held, first: Period, last: Period) -> tuple[Period, Period] | None:
    """Return the periods with figures just before and just after a hole in the data."""
    if finer(first.grain, held.known[0].grain):
        return None
    found = list(dict.fromkeys(one.within(first.grain) for one in held.known))
    before = [one for one in found if one.end < first.start]
    after = [one for one in found if one.start > last.end]
    return (before[-1], after[0]) if before and after else None
