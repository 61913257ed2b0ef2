"""Several spoken periods become one choice: a period, a range, some periods beside each other, a base to hold it to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.catalog.formula import formula
from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain, OverTime, Reference
from assistant.language import CueKind, PeriodKind
from assistant.plan import Average, CountPeriods, MemberFilter, PeriodChoice, Profile, Reason, Refusal
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words, span_words
from assistant.planning.outcomes import refuse
from assistant.planning.steps.periods.held import FINE, Held
from assistant.planning.steps.periods.ranges import two_ranges
from assistant.planning.steps.periods.relate import LEANING
from assistant.planning.steps.periods.settle import nothing_in
from assistant.planning.steps.periods.spoken import Settled, changes, is_flow, year_earlier

#: Most periods that can stand beside each other in one answer.
_MOST = 60


def combine(draft: Draft, held: Held, settled: list[Settled]) -> PeriodChoice | Refusal:
    """Turn what was said into one choice."""
    if (ranges := two_ranges(draft, settled)) is not None:
        return ranges
    against = [one for one in settled if _is_base(draft, one, len(settled))]
    main = [one for one in settled if one not in against]
    if _more_than_two(against, main):
        # One figure is held against one other; of several each is shown, and none is passed over.
        if changes(draft):
            return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
        against, main = [], settled
        draft.per = draft.per or settled[0].first.grain
    if not main:
        latest = _subject(draft, held, settled[0].first)
        if latest.start <= settled[0].first.start and latest != _before(draft):
            later = settled[0].first.shift(1)
            return nothing_in(draft, held, later, later)
        main = [Settled(settled[0].span, latest, latest)]
        if latest != _before(draft):
            draft.assume("period", "assume_period", period=period_words(latest, draft.language))
    if refusal := _adds_up_in_vain(draft, main):
        return refusal
    base = against[0].first if against else None
    if changes(draft):
        return _change(draft, held, base, main)
    if len({one.grain for part in settled for one in (part.first, part.last)}) > 1 and len(settled) > 1:
        return refuse(draft, Reason.NOT_COMPARABLE, "other_lengths", draft.metrics)
    return _figures(draft, base, main)


def _more_than_two(against: list[Settled], main: list[Settled]) -> bool:
    """Whether more periods are named than one and what it is held against."""
    bases, subjects = {one.first for one in against}, {one.first for one in main}
    single = all(one.single for one in main)
    return len(bases) > 1 or (bool(bases) and single and len(subjects - bases) > 1)


def _subject(draft: Draft, held: Held, base: Period) -> Period:
    """What is held against a base when only that is named: the period of the turn before, else the latest."""
    before = _before(draft)
    return before if before is not None and before.grain is base.grain and before != base else held.latest(base.grain)


def _before(draft: Draft) -> Period | None:
    """The one period of the turn before, when this turn goes on from it."""
    given = draft.given if draft.inherits else None
    return given.end if given is not None and given.single else None


def _is_base(draft: Draft, one: Settled, spoken: int) -> bool:
    """Whether a period is what another is held against; a range, or the only period named, is the subject itself."""
    if one.span in draft.bases and one.single:
        return True
    if not one.span.compare or not one.single:
        return False
    return (
        spoken > 1
        or draft.has(CueKind.COMPARE)
        or (draft.inherits and draft.given is not None and one.span.kind not in LEANING)
    )


def _adds_up_in_vain(draft: Draft, main: list[Settled]) -> Refusal | None:
    """Refuse a total over several periods of a figure that cannot be added up."""
    catalog = draft.knowledge.catalog
    if not draft.analysis.has(CueKind.TOTAL) or (len(main) == 1 and main[0].single):
        return None
    additive = all(formula(catalog, ref).additive for ref in draft.metrics)
    firm = any(not cue.ambiguous for cue in draft.cues(CueKind.TOTAL))
    several = any(isinstance(one, MemberFilter) and len(one.members) > 1 for one in draft.filters)
    stock = additive and not is_flow(draft) and firm and not several and draft.per is None
    if additive and not stock:
        return None
    metric = metric_label(catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", draft.metrics, metric=metric)


def _change(draft: Draft, held: Held, base: Period | None, main: list[Settled]) -> PeriodChoice:
    first, last = min(one.first for one in main), max(one.last for one in main)
    if base is None and (since := _from_before(draft, main)) is not None:
        base, last = since
        draft.assume("period", "assume_up_to", period=period_words(last, draft.language))
    if base is None and first != last and len(main) == 1 and main[0].span.unit and is_flow(draft):
        return _stretch(draft, first, last)
    if base is None and first == last and (pieces := _so_far(draft, held, last)):
        draft.assume("period", "assume_to_date", period=period_words(pieces[-1], draft.language))
        return _stretch(draft, pieces[0], pieces[-1])
    if base is None and first != last:
        base = first
    if base is None and _grows_until_next(draft, held, main):
        base, last = last, last.shift(1)
        draft.assume("period", "assume_growth", first=base.text, last=last.text)
    if base is None:
        base = year_earlier(last)
        draft.assume("period", "assume_change", period=period_words(base, draft.language))
    return PeriodChoice(last, last, last.grain, base)


def _from_before(draft: Draft, main: list[Settled]) -> tuple[Period, Period] | None:
    """ "Hoeveel is dat gestegen tot 2025?": from the period of the turn before up to the one that is named."""
    given = draft.given if draft.inherits else None
    if given is None or not given.single or len(main) != 1 or not main[0].span.open_start:
        return None
    last = main[0].last
    if last.text not in main[0].span.text and last.shift(1).text in main[0].span.text:
        last = last.shift(1)  # "tot 2025" runs to the figure of 2025
    return (given.end, last) if given.grain is last.grain and given.end < last else None


def _stretch(draft: Draft, first: Period, last: Period) -> PeriodChoice:
    """ "Is het in de eerste helft van 2025 gestegen?": held against the same stretch of the year before."""
    before, until = year_earlier(first), year_earlier(last)
    draft.assume("period", "assume_change", period=span_words(before, until, draft.language))
    return PeriodChoice(first, last, first.grain, before, compare_end=until)


def _so_far(draft: Draft, held: Held, year: Period) -> list[Period]:
    """The whole periods of a year that is not over, of a figure that adds up: a part is not held against a whole."""
    reached = min(held.edge, held.as_of)
    if year.grain is not Grain.YEAR or reached >= year.end or not finer(held.stored, year.grain) or not is_flow(draft):
        return []
    return [one for one in held.known if year.contains(one) and one.end <= reached]


def _grows_until_next(draft: Draft, held: Held, main: list[Settled]) -> bool:
    """Growth "in 2024" of a stock counted on 1 January runs from the figure of 2024 to that of 2025."""
    one = main[-1]
    parts = formula(draft.knowledge.catalog, draft.metrics[0]).components
    stock = all(part.over_time is OverTime.LAST and part.reference is Reference.START for part in parts)
    point = one.span.moment is None and one.span.kind is PeriodKind.POINT and one.single
    return stock and point and one.last.shift(1) in held.known


def _figures(draft: Draft, base: Period | None, main: list[Settled]) -> PeriodChoice | Refusal:
    first, last = min(one.first for one in main), max(one.last for one in main)
    if isinstance(draft.calculation, Average | CountPeriods | Profile) and base is None:
        return PeriodChoice(first, last, first.grain)
    points = sorted({one.first for one in main}) if all(one.single for one in main) else []
    if base is not None and draft.per is None:
        return PeriodChoice(last, last, last.grain, base)
    if len(points) == 2 and draft.per is None:
        return PeriodChoice(last, last, last.grain, first)
    among = _beside(main) if len(main) > 1 and (draft.per is None or draft.per_asked or len(points) > 2) else ()
    if len(among) > _MOST:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    if first != last and draft.per is None:
        if not among and _one_figure(draft, main):
            key = "assume_sum_period" if is_flow(draft) else "assume_whole_period"
            draft.assume("period", key, period=span_words(first, last, draft.language))
        else:
            draft.per = first.grain
    if draft.per is not None and not draft.per_asked and finer(draft.per, first.grain) and first != last:
        draft.per = first.grain
    return replace(PeriodChoice(first, last, first.grain), among=among)


def _beside(main: list[Settled]) -> tuple[Period, ...]:
    """Return the periods of a list with holes ("2018, 2020 en 2022"); nothing when they follow each other."""
    found: list[Period] = []
    for one in main:
        period = one.first
        while period.start <= one.last.start and len(found) <= _MOST:
            found.append(period)
            period = period.shift(1)
    listed = sorted(set(found))
    follow = all(before.shift(1) == after for before, after in pairwise(listed))
    return () if follow else tuple(listed)


def _one_figure(draft: Draft, main: list[Settled]) -> bool:
    """Whether the range is one figure: a sum was asked, or the range is named as one thing."""
    if not is_flow(draft):
        return main[-1].span.unit and _worked_out(draft)
    named = main[-1].span.unit or (main[-1].first.grain in FINE and main[-1].first.grain is not Grain.WEEK)
    return draft.analysis.has(CueKind.COUNT, CueKind.TOTAL) or named


def _worked_out(draft: Draft) -> bool:
    """Whether a ratio is made of amounts that add up over time: then it is worked out anew for the whole stretch."""
    parts = [part for ref in draft.metrics for part in formula(draft.knowledge.catalog, ref).components]
    return bool(parts) and all(part.over_time is OverTime.SUM for part in parts)
