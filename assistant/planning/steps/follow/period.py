"""Which period of the turn before still holds."""

from __future__ import annotations

from assistant.catalog.formula import formula
from assistant.catalog.period import finer
from assistant.language import CueKind
from assistant.plan import Origin, PeriodChoice, Plan, Reason
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label, period_words
from assistant.planning.outcomes import refuse
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.periods.spoken import is_flow


def inherit_period(draft: Draft, previous: Plan) -> Outcome:
    """Take over the period, or only the length of its steps when the turn names a period of its own.

    A period that nobody named is chosen anew, for another place can have another latest one.
    """
    spans = draft.analysis.periods
    draft.given = previous.period
    if spans:
        steps = previous.per
        if steps is not None and previous.per is not None and all(finer(steps, span.grain) for span in spans):
            draft.per, draft.per_asked = steps, True
        return None
    if draft.has(CueKind.TIME_SPLIT, CueKind.TREND) or previous.period is None:
        return None
    if previous.period.origin is Origin.DEFAULT and previous.per is None:
        return None
    if previous.per is not None and _one_against_another(draft):
        last = previous.period.end
        draft.period = PeriodChoice(last, last, last.grain, origin=Origin.CONVERSATION)
        draft.assume("period", "assume_period_last", period=period_words(last, draft.language))
        return None
    draft.period, draft.per = previous.period, previous.per
    if previous.per is not None and not previous.splits and draft.has(CueKind.TOTAL):
        return _together(draft)
    return None


def _one_against_another(draft: Draft) -> bool:
    """ "Is dat hoger dan gemiddeld?" after a series: one figure is held against another, and it is the last one."""
    than = any(cue.args.get("than") for cue in draft.cues(CueKind.COMPARATIVE))
    return draft.has(CueKind.YES_NO, CueKind.CLAIM) and (draft.held is not None or than)


def _together(draft: Draft) -> Outcome:
    """ "En samen?" after a series adds up its periods, which a stock does not do."""
    draft.claim_all(CueKind.TOTAL)
    draft.per = None
    if all(formula(draft.knowledge.catalog, ref).additive for ref in draft.metrics) and is_flow(draft):
        return None
    metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
    return refuse(draft, Reason.NOT_ADDITIVE, "not_additive", draft.metrics, metric=metric)
