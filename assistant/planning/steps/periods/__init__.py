"""Which period the figure is about: what the question says, worked out against what the data hold."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.period import Period, finer
from assistant.language import PeriodKind, PeriodSpan
from assistant.plan import Origin, PeriodChoice, Premise, Reason
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.combine import combine
from assistant.planning.steps.periods.default import default_period, future
from assistant.planning.steps.periods.doubt import ask_which
from assistant.planning.steps.periods.held import Held, held, known_anywhere, stored_grain
from assistant.planning.steps.periods.relate import LEANING, lean
from assistant.planning.steps.periods.series import series_grain
from assistant.planning.steps.periods.settle import nothing_in, settle
from assistant.planning.steps.periods.spoken import Settled, changes, spoken, year_earlier
from assistant.planning.steps.periods.turns import in_turn

__all__ = ["choose_period", "stored_grain"]


def choose_period(draft: Draft) -> Outcome:
    """Fix period, grain and base of comparison; refuse what the data do not hold, and say what they do."""
    if draft.period is not None:
        return _since_the_one_before(draft, draft.period)
    stored = stored_grain(draft)
    spans = spoken(draft)
    if stored is None:
        # A dataset without time has one figure; a period in the question then cannot be met.
        return _nothing(draft) if spans else None
    if (outcome := series_grain(draft, stored)) is not None:
        return outcome
    found = held(draft, stored, asked=bool(spans))
    if found is None:
        return _nothing(draft)
    if not spans:
        if (choice := _given(draft)) is not None:
            return _accept(draft, found, choice)
        default_period(draft, found)
        return None
    if _whether_the_record(draft, spans):
        default_period(draft, found)
        return None
    return _said(draft, found, spans)


def _since_the_one_before(draft: Draft, given: PeriodChoice) -> Outcome:
    """ "Is dat gestegen?" after the figure of one year: held against the year before it."""
    if not changes(draft) or not given.single or given.compare_to is not None or draft.per is not None:
        return None
    stored = stored_grain(draft)
    found = held(draft, stored, asked=True) if stored is not None else None
    if found is None:
        return _nothing(draft)
    base = year_earlier(given.end)
    draft.assume("period", "assume_change", period=period_words(base, draft.language))
    return _accept(draft, found, replace(given, compare_to=base))


def _whether_the_record(draft: Draft, spans: list[PeriodSpan]) -> bool:
    """ "Was 2019 het recordjaar": one period is never the highest of itself alone, all of them are looked at."""
    if len(spans) != 1 or draft.per is None or draft.order is None or draft.limit is None or draft.splits:
        return False
    span = spans[0]
    if span.start_period != span.end_period or span.grain is not draft.per or span.kind is not PeriodKind.POINT:
        return False
    draft.claim(span.first, span.last, "period")
    draft.assume("period", "assume_record", period=period_words(span.start_period, draft.language))
    return True


def _given(draft: Draft) -> PeriodChoice | None:
    """The period of the turn before, cut up by this one: "en per maand?"; a single one is not cut into itself."""
    given = draft.given if draft.inherits else None
    if given is None or draft.per is None or given.compare_to is not None or given.origin is Origin.DEFAULT:
        return None
    return given if not given.single or finer(draft.per, given.grain) else None


def _nothing(draft: Draft) -> Outcome:
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.NO_DATA_FOR_PERIOD, "no_data_at_all", draft.metrics, metric=metric)


def _said(draft: Draft, held: Held, spans: list[PeriodSpan]) -> Outcome:
    if (outcome := ask_which(draft, held, spans)) is not None:
        return outcome
    for span in spans:
        draft.claim(span.first, span.last, "period")
    settled: list[Settled] = []
    for span in sorted(spans, key=lambda one: one.kind in LEANING):
        if span.kind in LEANING:
            settled = in_turn(draft, held, settled)
        found = lean(draft, held, span, settled) if span.kind in LEANING else settle(draft, held, span)
        if not isinstance(found, Settled):
            return found
        settled.append(found)
    choice = combine(draft, held, in_turn(draft, held, settled))
    return _accept(draft, held, choice) if isinstance(choice, PeriodChoice) else choice


def _accept(draft: Draft, found: Held, choice: PeriodChoice) -> Outcome:
    """Check the choice against the data; a period to come becomes a series of what there is."""
    choice = _with_the_one_before(draft, found, choice)
    anywhere = known_anywhere(draft)
    known = Held(found.stored, anywhere, found.as_of, found.edge) if anywhere else found
    absent = _absent(known, choice)
    if absent is None:
        draft.period = choice
        return None
    if draft.premise is Premise.FORECAST or choice.end.start > draft.request.as_of:
        future(draft, found)
        return None
    return nothing_in(draft, known, absent, absent)


def _with_the_one_before(draft: Draft, found: Held, choice: PeriodChoice) -> PeriodChoice:
    """ "Waarom steeg het in 2024": a rise shows beside the period before only."""
    if draft.supposed is None or not choice.single or draft.per is not choice.grain or choice.compare_to is not None:
        return choice
    before = choice.start.shift(-1)
    if before not in found.buckets(choice.grain):
        return choice
    draft.assume("period", "assume_change", period=period_words(before, draft.language))
    return replace(choice, start=before)


def _absent(held: Held, choice: PeriodChoice) -> Period | None:
    """Return a period that is asked and of which nothing is there; of a range one part may be absent."""
    base = choice.compare_to
    if base is not None and not held.overlaps(base, base):
        return base
    return None if held.overlaps(choice.start, choice.end) else choice.start
