"""Why, should and will: the figures can be shown, the question itself they cannot settle."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.plan import Premise
from assistant.planning.draft import Draft
from assistant.planning.steps.outcome import Outcome

_PREMISES = {
    CueKind.WHY: Premise.CAUSAL,
    CueKind.OPINION: Premise.OPINION,
    CueKind.FORECAST: Premise.FORECAST,
}


def premise(draft: Draft) -> Outcome:
    """Note the premise; the answer then carries a blocking caveat, or the metric step refuses."""
    for cue in draft.cues(*_PREMISES):
        if draft.premise is None:
            draft.premise = _PREMISES[cue.kind]
        draft.claim_cue(cue)
    if draft.premise is not None:
        # The rise or fall it asks about is what the series shows.
        for cue in draft.cues(CueKind.CHANGE):
            draft.claim_cue(cue)
    return None
