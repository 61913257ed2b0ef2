"""Why, should and will: the figures can be shown, the question itself they cannot settle."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan
from assistant.plan import Direction, Premise
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

_PREMISES = {
    CueKind.WHY: Premise.CAUSAL,
    CueKind.OPINION: Premise.OPINION,
    CueKind.FORECAST: Premise.FORECAST,
}


def premise(draft: Draft) -> Outcome:
    """Note the premise; the answer then carries a blocking caveat, or the metric step refuses."""
    advised = any(not cue.ambiguous for cue in draft.cues(CueKind.OPINION))
    # "Zou … moeten" asks for a judgement: the verb alone speaks of no time to come.
    for cue in sorted(draft.cues(*_PREMISES), key=lambda one: advised and _may_be_no_forecast(one)):
        if _asks_degree(draft, cue):
            draft.analysis = replace(draft.analysis, cues=tuple(one for one in draft.analysis.cues if one is not cue))
            continue
        if draft.premise is None:
            draft.premise = _PREMISES[cue.kind]
        _claim_around_names(draft, cue)
    if draft.premise is not None:
        # The rise or fall it asks about is what the series shows.
        for cue in draft.cues(CueKind.CHANGE):
            draft.claim_cue(cue)
            if draft.premise is Premise.CAUSAL and cue.args.get("direction") in (Direction.UP, Direction.DOWN):
                draft.supposed = Direction(str(cue.args["direction"]))
    return None


def _may_be_no_forecast(cue: CueSpan) -> bool:
    return cue.kind is CueKind.FORECAST and cue.ambiguous


def _asks_degree(draft: Draft, cue: CueSpan) -> bool:
    """ "Hoe tevreden zijn …" asks for a figure, not for a judgement."""
    return cue.first > 0 and draft.analysis.tokens[cue.first - 1].folded in words("degree")


def _claim_around_names(draft: Draft, cue: CueSpan) -> None:
    """Claim the words of the cue, but leave what the catalogue names inside it to the steps that follow."""
    named = {at for mention in draft.mentions for at in range(mention.first, mention.last + 1)}
    for at in range(cue.first, cue.last + 1):
        if at not in named:
            draft.claim(at, at, cue.kind.value)
