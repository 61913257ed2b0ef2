"""No period in the question: the latest whole one, all of them for a series, the one before as base of a change."""

from __future__ import annotations

from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain
from assistant.plan import Average, CountPeriods, Origin, PeriodChoice, Premise, Profile
from assistant.planning.draft import Draft
from assistant.planning.names import period_words, span_words
from assistant.planning.steps.periods.held import Held
from assistant.planning.steps.periods.spoken import changes, year_earlier

#: A question about a cause or the future gets the figures of the last few periods beside it.
_RECENT = 6


def default_period(draft: Draft, held: Held) -> None:
    """Choose what the contract says for a question without a period, and say so."""
    grain = draft.per or held.bucket
    buckets = held.buckets(grain)
    if draft.per is not None:
        recent = draft.premise is not None and len(buckets) > _RECENT
        first = buckets[-_RECENT] if recent else buckets[0]
        draft.period = PeriodChoice(first, buckets[-1], grain, origin=Origin.DEFAULT)
        key = "assume_period_recent" if recent else "assume_period_all"
        draft.assume("period", key, period=span_words(first, buckets[-1], draft.language))
        return
    averaged = draft.calculation.over if isinstance(draft.calculation, Average) else None
    if isinstance(draft.calculation, Profile):
        averaged = Grain.MONTH
    elif isinstance(draft.calculation, CountPeriods):
        averaged = draft.calculation.grain
    if isinstance(averaged, Grain):
        # An average a year is one over all years, an average a month one over the months of the last year.
        years = held.buckets(Grain.YEAR)
        first = years[0] if not finer(averaged, Grain.YEAR) else years[-1]
        draft.period = PeriodChoice(first, years[-1], Grain.YEAR, origin=Origin.DEFAULT)
        draft.assume("period", "assume_period_average", period=span_words(first, years[-1], draft.language))
        return
    latest = buckets[-1]
    base = None
    if changes(draft):
        base = _before(buckets, latest)
        draft.assume("period", "assume_change", period=period_words(base, draft.language))
    draft.period = PeriodChoice(latest, latest, grain, base, Origin.DEFAULT)
    said = period_words(latest, draft.language)
    newer = [one for one in held.known if latest.end < one.start <= held.as_of]
    if newer:
        # Of a year that has begun there may be figures: who asks is told, and can ask for them.
        words = period_words(newer[-1].within(grain), draft.language)
        draft.assume("period", "assume_period_whole", period=said, newer=words)
    else:
        draft.assume("period", "assume_period", period=said)


def _before(buckets: tuple[Period, ...], latest: Period) -> Period:
    """Return the same period a year earlier, or of figures that are not there every year the last one before."""
    wanted = year_earlier(latest)
    earlier = [one for one in buckets if one.start <= wanted.start]
    return earlier[-1] if earlier and wanted not in buckets else wanted


def future(draft: Draft, held: Held) -> None:
    """A period to come: the figures so far, and a blocking caveat that nothing is predicted."""
    draft.premise = Premise.FORECAST
    draft.calculation = None
    draft.per = draft.per or held.bucket
    buckets = held.buckets(draft.per)
    draft.period = PeriodChoice(buckets[-_RECENT:][0], buckets[-1], draft.per)
    draft.assume("period", "assume_so_far", period=period_words(buckets[-1], draft.language))
