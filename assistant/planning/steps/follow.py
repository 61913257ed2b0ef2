"""Follow-ups: what a turn leaves out is taken from the turn before; what it names replaces it."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.catalog.graph import conformed
from assistant.language import CueKind
from assistant.plan import Change, Claim, MemberFilter, Origin, YesNo
from assistant.planning.draft import Draft
from assistant.planning.steps.metrics import no_metric
from assistant.planning.steps.outcome import Outcome


def inherit_metrics(draft: Draft) -> Outcome:
    """A turn without a metric is about the metric of the turn before; with one it is a new subject."""
    previous = draft.request.previous
    if draft.metrics:
        return None
    if previous is None:
        return no_metric(draft)
    draft.metrics.extend(previous.metrics)
    return None


def follows(draft: Draft) -> bool:
    """Whether the turn leans on the one before."""
    previous = draft.request.previous
    metric_words = {str(ref) for ref in draft.metrics}
    if previous is not None and any(cue.args.get("move") == "and" for cue in draft.analysis.cues_of(CueKind.FOLLOW_UP)):
        return True
    return previous is not None and not any(word.as_ in metric_words for word in draft.words)


def inherit_rest(draft: Draft) -> Outcome:
    """Take over filters, splits, calculation and period that the turn does not touch."""
    previous = draft.request.previous
    if previous is None or not follows(draft):
        return None
    touched = {one.field for one in draft.filters}
    home = _home_field(draft)
    for one in previous.filters:
        if isinstance(one, MemberFilter) and home == one.field:
            continue
        if one.field not in touched and draft.reaches(one.field):
            draft.filters.append(replace(one, origin=Origin.CONVERSATION) if isinstance(one, MemberFilter) else one)
    if not draft.splits:
        draft.splits.extend(split for split in previous.splits if draft.reaches(split.field))
    spoken = bool(draft.analysis.periods)
    if draft.calculation is None and not isinstance(previous.calculation, Change | YesNo | Claim):
        draft.calculation = previous.calculation
    if not spoken and previous.period is not None and draft.per is None:
        draft.period, draft.per = previous.period, previous.per
        if draft.calculation is None:
            draft.calculation = previous.calculation
    if draft.order is None and draft.splits == list(previous.splits):
        draft.order, draft.limit = previous.order, previous.limit
    return None


def _home_field(draft: Draft) -> FieldRef | None:
    """The field of places, when the turn speaks of home: the place of the turn before is then left behind."""
    home = draft.knowledge.catalog.home
    spoken = draft.speaks_of_home or draft.has(CueKind.HOME)
    return conformed(draft.knowledge.catalog, home.ref) if home is not None and spoken else None
