""" "Hoeveel gemeenten krimpen?", "Welke gemeenten groeiden?": the condition lies in the verb."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.plan import Change, ChangeKind, Condition, CountMembers, Op, divided
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.units import is_percentage

#: A change by its verb, or by "more" and "less".
_WAYS = {"up": "up", "down": "down", "high": "up", "low": "down"}


def counted_members(draft: Draft) -> Outcome:
    """Keep the listed or counted members whose figure rose, fell, or at least doubled."""
    listed = bool(draft.splits) and draft.has(CueKind.WHICH) and not draft.has(CueKind.TOP)
    if draft.conditions or not (isinstance(draft.calculation, CountMembers) or listed):
        return None
    for cue in (*draft.cues(CueKind.CHANGE), *_more_or_less(draft)):
        way = _WAYS.get(str(cue.args.get("direction")))
        if way is None:
            continue
        metric = draft.metrics[0]
        times = cue.args.get("times")
        limit, kind = 0.0, ChangeKind.CHANGE
        op = Op.GT if way == "up" else Op.LT
        if isinstance(times, int | float):
            limit, kind, op = 100.0 * (float(times) - 1), ChangeKind.PERCENT, Op.GE if way == "up" else Op.LE
        elif is_percentage(draft, metric):
            kind = ChangeKind.POINTS
        draft.conditions.append(Condition(metric, op, (limit,), on_change=True))
        draft.claim_all(CueKind.CHANGE)
        draft.claim_cue(cue)
        change = Change(kind, divided(draft.calculation))
        if isinstance(draft.calculation, CountMembers):
            draft.calculation = replace(draft.calculation, of=change)
        else:
            draft.calculation = change
        return None
    return None


def _more_or_less(draft: Draft) -> list[CueSpan]:
    """ "Hoeveel gemeenten kregen er tussen 2024 en 2025 minder inwoners": less than before, over the periods named."""
    spans = draft.analysis.periods
    several = len(spans) > 1 or any(span.start_period != span.end_period for span in spans)
    bare = [cue for cue in draft.cues(CueKind.COMPARATIVE) if not cue.args.get("than")]
    return bare if several and draft.held is None else []
