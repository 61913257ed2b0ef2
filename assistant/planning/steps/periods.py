"""Which period the figure is about: what the question says, worked out against what the data hold."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.formula import formula
from assistant.catalog.period import Period, finer
from assistant.catalog.vocabulary import Grain, OverTime, Reference
from assistant.language import CueKind, PeriodKind, PeriodSpan
from assistant.plan import Change, Claim, Order, Origin, Per, PeriodChoice, Premise, Ratio, Reason, YesNo
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words, span_words
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.moments import filed_under
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

_COARSE = (Grain.DAY, Grain.WEEK)
#: What was said, with the first and last period it means.
Settled = tuple[PeriodSpan, Period, Period]


def choose_period(draft: Draft) -> Outcome:
    """Fix period, grain and base of comparison; refuse what the data do not hold, and say what they do."""
    if draft.period is not None:
        return None
    stored = stored_grain(draft)
    if stored is None:
        return _timeless(draft)
    if (outcome := _series_grain(draft, stored)) is not None:
        return outcome
    known = draft.facts.periods(draft.plan())
    if not known and _spoken(draft):
        known = _known_anywhere(draft)
    if not known:
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.NO_DATA_FOR_PERIOD, "no_data_at_all", draft.metrics, metric=metric)
    spans = _spoken(draft)
    for span in spans:
        draft.claim(span.first, span.last, "period")
    if not spans:
        return _default(draft, stored, known)
    return _said(draft, stored, known, spans)


def stored_grain(draft: Draft) -> Grain | None:
    """Return the grain at which the metrics are stored; the coarsest of several, so that they can meet."""
    grains: list[Grain] = []
    divisor = draft.calculation.denominator if isinstance(draft.calculation, Per | Ratio) else None
    for ref in [*draft.metrics, *([divisor] if divisor else [])]:
        for part in formula(draft.knowledge.catalog, ref).components:
            field = draft.knowledge.catalog.by_name[part.dataset].fields_by_name.get(part.time or "")
            if field is not None:
                grains.append(field.grain or Grain.DAY)
    coarsest: Grain | None = None
    for grain in grains:
        coarsest = grain if coarsest is None or finer(coarsest, grain) else coarsest
    return coarsest


def _timeless(draft: Draft) -> Outcome:
    """A dataset without time has one figure; a period in the question then cannot be met."""
    spans = _spoken(draft)
    if not spans:
        return None
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.NO_DATA_FOR_PERIOD, "no_data_at_all", draft.metrics, metric=metric)


def _spoken(draft: Draft) -> list[PeriodSpan]:
    return [one for one in draft.analysis.periods if not set(range(one.first, one.last + 1)) & draft.claimed]


def _series_grain(draft: Draft, stored: Grain) -> Outcome:
    """Set the grain of a series: asked for, or how the data are stored."""
    asked: Grain | None = None
    for cue in draft.cues(CueKind.TIME_SPLIT):
        asked = Grain(str(cue.args.get("grain", stored.value)))
        draft.claim_cue(cue)
    if asked is not None and finer(asked, stored):
        grains = {
            name: say(f"grain_{grain.value}", draft.language) for name, grain in (("asked", asked), ("grain", stored))
        }
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.LEVEL_NOT_AVAILABLE, "grain_too_fine", draft.metrics, metric=metric, **grains)
    if _asks_when(draft) and _changes(draft):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    series = asked is not None or draft.has(CueKind.TREND) or _asks_when(draft)
    if series and not isinstance(draft.calculation, Change | YesNo | Claim):
        asked = asked or _grain_of_when(draft)
        draft.per = asked if asked is not None and not finer(asked, stored) else _bucket(stored)
        draft.per_asked = asked is not None
        if _asks_when(draft) and draft.order is None and draft.has(CueKind.TOP):
            draft.order = Order(draft.metrics[0])
    elif draft.premise is Premise.CAUSAL and draft.calculation is None:
        draft.per = _bucket(stored)
    for cue in draft.cues(CueKind.TREND):
        draft.claim_cue(cue)
    return None


def _asks_when(draft: Draft) -> bool:
    return any(cue.args.get("about") == "time" for cue in draft.cues(CueKind.WHICH))


def _grain_of_when(draft: Draft) -> Grain | None:
    """ "In welk jaar" wants years, "in which month" months."""
    for cue in draft.cues(CueKind.WHICH):
        if cue.args.get("about") != "time":
            continue
        spoken = {token.folded for token in draft.analysis.tokens[cue.first : cue.last + 1]}
        for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.DAY):
            if spoken & words(grain.value):
                return grain
    return None


def _bucket(stored: Grain) -> Grain:
    """The grain of a period nobody named: as stored, but days and weeks are read per year."""
    return Grain.YEAR if stored in _COARSE else stored


def _changes(draft: Draft) -> bool:
    calculation = draft.calculation
    if isinstance(calculation, YesNo | Claim):
        return isinstance(calculation.base, Change)
    return isinstance(calculation, Change) or any(one.on_change for one in draft.conditions)


def _buckets(draft: Draft, known: tuple[Period, ...], grain: Grain, stored: Grain) -> list[Period]:
    """Return the whole periods of ``grain`` that lie before the day of asking and that the data cover to their end."""
    found = list(dict.fromkeys(period.within(grain) for period in known))
    last = known[-1]
    whole = [
        one for one in found if one.end <= draft.request.as_of and (one != found[-1] or _covered(one, last, stored))
    ]
    return whole or found


def _covered(bucket: Period, last: Period, stored: Grain) -> bool:
    if stored in _COARSE:
        return last.end >= Period.containing(bucket.end, Grain.MONTH).start
    return last.end >= bucket.end


def _default(draft: Draft, stored: Grain, known: tuple[Period, ...]) -> Outcome:
    """Nothing said: the latest whole period; a series gets all of them, a change the one before."""
    buckets = _buckets(draft, known, draft.per or _bucket(stored), stored)
    grain = buckets[-1].grain
    if draft.per is not None:
        first = buckets[-6] if draft.premise is not None and len(buckets) > 6 else buckets[0]
        draft.period = PeriodChoice(first, buckets[-1], grain, origin=Origin.DEFAULT)
        draft.assume("period", "assume_period_all", period=span_words(first, buckets[-1], draft.language))
        return None
    latest = buckets[-1]
    base = None
    if _changes(draft):
        base = _one_year_before(latest)
        draft.assume("period", "assume_change", period=period_words(base, draft.language))
    draft.period = PeriodChoice(latest, latest, grain, base, Origin.DEFAULT)
    draft.assume("period", "assume_period", period=period_words(latest, draft.language))
    return None


def _one_year_before(period: Period) -> Period:
    steps = {Grain.QUARTER: 4, Grain.MONTH: 12, Grain.WEEK: 52}.get(period.grain, 1)
    return period.shift(-steps) if period.grain is not Grain.DAY else period.shift(-365)


def _said(draft: Draft, stored: Grain, known: tuple[Period, ...], spans: list[PeriodSpan]) -> Outcome:
    """Turn what was said into one choice."""
    settled: list[Settled] = []
    for span in spans:
        ends = _ends(draft, span, stored, known)
        if not isinstance(ends, tuple):
            return ends
        settled.append((span, *ends))
    against = [one for one in settled if _is_base(draft, one[0], len(settled))]
    base = (against[0][1], against[0][2]) if against else None
    main = [one for one in settled if one not in against]
    if not main:
        buckets = _buckets(draft, known, settled[0][1].grain, stored)
        main = [(settled[0][0], buckets[-1], buckets[-1])]
        draft.assume("period", "assume_period", period=period_words(buckets[-1], draft.language))
    if _adds_up_in_vain(draft, main):
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", draft.metrics, metric=metric)
    choice = _combine(draft, known, base[0] if base else None, main)
    return _accept(draft, stored, known, choice)


def _adds_up_in_vain(draft: Draft, main: list[Settled]) -> bool:
    """Whether a total over several periods is asked of a figure that cannot be added up."""
    if not draft.analysis.has(CueKind.TOTAL) or all(first == last for _, first, last in main):
        return False
    return not all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)


def _is_base(draft: Draft, span: PeriodSpan, spoken: int) -> bool:
    """Whether a period is what another is held against; a range, or the only period named, is the subject itself."""
    if not span.compare or span.start_period != span.end_period:
        return False
    return spoken > 1 or draft.has(CueKind.COMPARE)


def _grows_until_next(draft: Draft, main: list[Settled], known: tuple[Period, ...]) -> bool:
    """Growth "in 2024" of a stock counted on 1 January runs from the figure of 2024 to that of 2025."""
    span, first, last = main[-1]
    parts = formula(draft.knowledge.catalog, draft.metrics[0]).components
    stock = all(one.over_time is OverTime.LAST and one.reference is Reference.START for one in parts)
    return stock and span.moment is None and span.kind is PeriodKind.POINT and first == last and last.shift(1) in known


def _combine(draft: Draft, known: tuple[Period, ...], base: Period | None, main: list[Settled]) -> PeriodChoice:
    firsts = [first for _, first, _ in main]
    lasts = [last for _, _, last in main]
    first, last = min(firsts), max(lasts)
    several = len(main) > 1
    if _changes(draft):
        if base is None and first != last:
            base = first
        if base is None and _grows_until_next(draft, main, known):
            base, last = last, last.shift(1)
            draft.assume("period", "assume_growth", first=base.text, last=last.text)
        if base is None:
            base = _one_year_before(last)
            draft.assume("period", "assume_change", period=period_words(base, draft.language))
        return PeriodChoice(last, last, last.grain, base)
    if base is not None and draft.per is None:
        return PeriodChoice(last, last, last.grain, base)
    if several and len(set(firsts)) == 2 and draft.per is None and all(one == two for _, one, two in main):
        return PeriodChoice(last, last, last.grain, first)
    if first != last and draft.per is None:
        additive = all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics)
        flows = all(draft.knowledge.catalog.metric(ref).behaviour is OverTime.SUM for ref in draft.metrics)
        if additive and flows and draft.analysis.has(CueKind.COUNT, CueKind.TOTAL):
            draft.assume("period", "assume_sum_period", period=span_words(first, last, draft.language))
        else:
            draft.per = first.grain
    if draft.per is not None and not draft.per_asked and finer(draft.per, first.grain) and first != last:
        draft.per = first.grain
    return PeriodChoice(first, last, first.grain)


def _ends(draft: Draft, span: PeriodSpan, stored: Grain, known: tuple[Period, ...]) -> tuple[Period, Period] | Outcome:
    """Return the first and last period that a span means, in the data's own periods."""
    grain = span.grain
    if span.kind is PeriodKind.LATEST:
        latest = _buckets(draft, known, _bucket(stored), stored)[-1]
        draft.assume("period", "assume_period", period=period_words(latest, draft.language))
        return latest, latest
    if span.kind is PeriodKind.ALL:
        buckets = _buckets(draft, known, draft.per or _bucket(stored), stored)
        return buckets[0], buckets[-1]
    if finer(grain, stored) or span.moment in ("start", "end", "date"):
        return _moments(draft, span, stored, known)
    if span.kind is PeriodKind.LAST_N:
        buckets = _buckets(draft, known, grain, stored)
        count = span.count or 5
        last = buckets[-1]
        draft.assume("period", "assume_since", period=period_words(last, draft.language))
        return last.shift(-count if _changes(draft) else 1 - count), last
    first, last = span.start_period, span.end_period
    if span.open_end:
        last = _buckets(draft, known, grain, stored)[-1]
        draft.assume("period", "assume_since", period=period_words(last, draft.language))
    if span.open_start:
        first = known[0].within(grain)
    return first, last


def _moments(
    draft: Draft, span: PeriodSpan, stored: Grain, known: tuple[Period, ...]
) -> tuple[Period, Period] | Outcome:
    """A day or a point in a period: the stock that was counted then, under the period it is filed."""
    metric = draft.knowledge.catalog.metric(draft.metrics[0])
    parts = formula(draft.knowledge.catalog, draft.metrics[0]).components
    if all(one.running is not None for one in parts) or (stored in _COARSE and parts[0].over_time is not OverTime.LAST):
        return span.start_period, span.end_period
    reference = parts[0].reference or metric.reference or Reference.END
    stock = parts[0].over_time is OverTime.LAST
    found: list[Period] = []
    for period in (span.start_period, span.end_period):
        filed = filed_under(period, span.moment, stored, reference) if stock else None
        if filed is None:
            return _no_moment(draft, span, stored, known)
        while span.kind is PeriodKind.RECURRING and filed not in known and filed.start > known[0].start:
            filed = filed.shift(-1)
        found.append(filed)
    if reference is not Reference.AVERAGE and found[-1].text not in span.text:
        key = "assume_reference_start" if reference is Reference.START else "assume_reference_end"
        draft.assume("reference", key, asked=span.text, filed=period_words(found[-1], draft.language))
    first, last = found
    if span.open_end:
        last = _buckets(draft, known, stored, stored)[-1]
        draft.per = draft.per or (None if _changes(draft) else stored)
    return first, last


def _no_moment(draft: Draft, span: PeriodSpan, stored: Grain, known: tuple[Period, ...]) -> Outcome:
    language = draft.language
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], language)
    return refuse(
        draft,
        Reason.NO_DATA_FOR_PERIOD,
        "no_data_moment",
        draft.metrics,
        metric=metric,
        period=f"‘{span.text}’",
        grain=say(f"grain_{stored.value}", language),
        first=period_words(known[0], language),
        last=period_words(known[-1], language),
    )


def _accept(draft: Draft, stored: Grain, known: tuple[Period, ...], choice: PeriodChoice) -> Outcome:
    """Check the choice against the data."""
    language = draft.language
    known = _known_anywhere(draft) or known
    asked = [choice.compare_to] if choice.compare_to else []
    for period in [*asked, choice.start, choice.end]:
        span = Period(choice.start.start, choice.end.end, choice.grain) if period is not choice.compare_to else period
        if any(span.overlaps(one) for one in known) and any(period.overlaps(one) for one in known):
            continue
        if period in (choice.start, choice.end) and not choice.single and any(span.overlaps(one) for one in known):
            continue
        if draft.premise is Premise.FORECAST or choice.end.start > draft.request.as_of:
            return _future(draft, stored, known, period)
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], language)
        return refuse(
            draft,
            Reason.NO_DATA_FOR_PERIOD,
            "no_data",
            draft.metrics,
            metric=metric,
            period=period_words(period, language),
            first=period_words(known[0].within(_bucket(stored)), language),
            last=period_words(known[-1].within(_bucket(stored)), language),
        )
    draft.period = choice
    return None


def _known_anywhere(draft: Draft) -> tuple[Period, ...]:
    """The periods with figures for any place: a place without a figure then gets an answer that says why."""
    plan = draft.plan()
    catalog = draft.knowledge.catalog
    rest = tuple(one for one in plan.filters if catalog.field(one.field).exclusive)
    return draft.facts.periods(replace(plan, filters=rest)) if rest != plan.filters else ()


def _future(draft: Draft, stored: Grain, known: tuple[Period, ...], period: Period) -> Outcome:
    """A year to come: the figures so far, and a blocking caveat that nothing is predicted."""
    draft.premise = Premise.FORECAST
    draft.calculation = None
    draft.per = draft.per or _bucket(stored)
    outcome = _default(draft, stored, known)
    if draft.period is not None:
        draft.period = replace(draft.period, origin=Origin.QUESTION)
    return outcome
