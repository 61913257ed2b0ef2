"""In the borders of today: asked for in words, a series is added up from the members that merged."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind
from assistant.plan import MemberFilter, Origin, Plan, Reason
from assistant.planning.borders import Cannot, redrawn
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.members import known_member
from assistant.planning.steps.outcome import Outcome


def borders_asked(draft: Draft) -> Outcome:
    """Take the words for today's borders: the "today" in them is no period that is asked about."""
    cues = draft.cues(CueKind.BORDERS)
    for cue in cues:
        draft.claim_cue(cue)
    inside = {at for cue in cues for at in range(cue.first, cue.last + 1)}
    if inside:
        kept = tuple(one for one in draft.analysis.periods if not inside.intersection(range(one.first, one.last + 1)))
        draft.analysis = replace(draft.analysis, periods=kept)
    return None


def todays_borders(draft: Draft) -> Outcome:
    """Redraw the plan where that was asked; where no merger changes it, that is said."""
    if not draft.metrics or not (draft.has(CueKind.BORDERS) or _goes_on(draft)):
        return None
    made = redrawn(
        draft.plan(), draft.knowledge.catalog, draft.request.as_of, lambda ref, value: known_member(draft, ref, value)
    )
    if isinstance(made, Cannot):
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        values = {"metric": metric, **dict(made.values)}
        return refuse(draft, Reason.NOT_COMPARABLE, made.key, draft.metrics, **values)
    if isinstance(made, Plan):
        draft.filters, draft.borders = list(made.filters), made.borders
        draft.assumptions = list(made.assumptions)
    else:
        draft.assume("borders", "assume_borders_same")
    return None


def _goes_on(draft: Draft) -> bool:
    """Whether the turn before spoke of today's borders, and this one still of that place."""
    before = draft.request.previous.borders if draft.request.previous is not None else None
    if before is None:
        return False
    return any(
        isinstance(one, MemberFilter) and one.origin is Origin.CONVERSATION and one.members == (before.member,)
        for one in draft.filters
    )
