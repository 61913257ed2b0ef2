"""Whether a series is asked, and how long its periods are."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Grain, OverTime, Reference
from assistant.language import CueKind
from assistant.plan import Average, Change, Claim, CountPeriods, Order, Premise, Profile, Reason, YesNo
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.phrases import say
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.held import bucket_of
from assistant.planning.steps.periods.spoken import asks_when, changes, said_grain


def series_grain(draft: Draft, stored: Grain) -> Outcome:
    """Set the grain of a series: asked for, or how the data are stored."""
    if isinstance(draft.calculation, Average | CountPeriods | Profile):
        return None  # one figure over the periods
    asked, splits = _asked(draft)
    if stored is Grain.SCHOOLYEAR and asked is Grain.YEAR:
        asked = stored
    if asked is not None and finer(asked, stored):
        return _too_fine(draft, asked, stored)
    if asks_when(draft) and changes(draft):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    series = splits or draft.has(CueKind.TREND) or (asks_when(draft) and draft.per is None)
    if series and not isinstance(draft.calculation, Change | YesNo | Claim):
        asked = asked or _grain_of_when(draft)
        draft.per = asked if asked is not None and not finer(asked, stored) else bucket_of(stored)
        draft.per_asked = asked is not None
        if asks_when(draft) and draft.order is None and draft.has(CueKind.TOP):
            draft.order = Order(draft.metrics[0])
    elif draft.premise is Premise.CAUSAL and draft.calculation is None:
        draft.per = bucket_of(stored)
    for cue in draft.cues(CueKind.TREND):
        draft.claim_cue(cue)
    return None


def _asked(draft: Draft) -> tuple[Grain | None, bool]:
    """Return the grain that "per maand" names, and whether the figure is split over time at all ("over de jaren")."""
    asked, splits = None, False
    for cue in draft.cues(CueKind.TIME_SPLIT):
        if cue.args.get("at") == "end" and not _counted_at_the_end(draft):
            continue  # it stays unexplained: the figure is of another day, or of the whole year
        named = cue.args.get("grain")
        asked = Grain(str(named)) if named is not None else asked
        splits = True
        draft.claim_cue(cue)
    return asked, splits


def _counted_at_the_end(draft: Draft) -> bool:
    """Whether every figure is what there is on the last day of its period."""
    for ref in draft.metrics:
        metric = draft.knowledge.catalog.metric(ref)
        for part in formula(draft.knowledge.catalog, ref).components:
            last = part.running is not None or part.over_time is OverTime.LAST
            if not last or (part.reference or metric.reference or Reference.END) is not Reference.END:
                return False
    return True


def _too_fine(draft: Draft, asked: Grain, stored: Grain) -> Outcome:
    grains = {
        name: say(f"grain_{grain.value}", draft.language) for name, grain in (("asked", asked), ("grain", stored))
    }
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(
        draft,
        Reason.LEVEL_NOT_AVAILABLE,
        "grain_too_fine",
        draft.metrics,
        lacking=[asked.value],
        metric=metric,
        **grains,
    )


def _grain_of_when(draft: Draft) -> Grain | None:
    """ "In welk jaar" wants years, "in which month" months."""
    for cue in draft.cues(CueKind.WHICH):
        if cue.args.get("about") == "time":
            return said_grain(draft.analysis.tokens[cue.first : cue.last + 1])
    return None
