"""Which period of the turn before still holds."""

from __future__ import annotations

from assistant.catalog.period import finer
from assistant.language import CueKind
from assistant.plan import Origin, Plan
from assistant.planning.draft import Draft


def inherit_period(draft: Draft, previous: Plan) -> None:
    """Take over the period, or only the length of its steps when the turn names a period of its own.

    A period that nobody named is chosen anew, for another place can have another latest one.
    """
    spans = draft.analysis.periods
    draft.given = previous.period
    if spans:
        steps = previous.per
        if steps is not None and previous.per is not None and all(finer(steps, span.grain) for span in spans):
            draft.per, draft.per_asked = steps, True
        return
    if draft.has(CueKind.TIME_SPLIT, CueKind.TREND) or previous.period is None:
        return
    if previous.period.origin is Origin.DEFAULT and previous.per is None:
        return
    draft.period, draft.per = previous.period, previous.per
