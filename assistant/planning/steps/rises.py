""" "Steeg de bijstand in 2022 harder dan in 2024": a rise held against the rise of another period.

There is no such figure yet; the levels of both periods are another question, and are not given for it.
"""

from __future__ import annotations

from assistant.language import CueKind
from assistant.plan import Reason
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.counted_periods import counts_periods
from assistant.planning.steps.outcome import Outcome


def rise_against_rise(draft: Draft) -> Outcome:
    """Refuse two rises held against each other, and the number of periods in which something rose."""
    changed = [cue for cue in draft.cues(CueKind.CHANGE) if cue.first not in draft.claimed]
    if not changed or not draft.metrics:
        return None
    if counts_periods(draft) is not None and not draft.conditions:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    # "Hoeveel meer … dan in 2020" is itself the change that is asked.
    rose = any(cue.args.get("direction") for cue in changed)
    degrees = [cue for cue in draft.cues(CueKind.COMPARATIVE) if cue.args.get("than") and cue.args.get("adjective")]
    against = [span for span in draft.analysis.periods if span.compare]
    if rose and degrees and against and len(draft.analysis.periods) > 1:
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    return None
