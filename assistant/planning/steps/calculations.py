"""What is done with the figure; the readers below are tried in this order, the first that fits decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.language import CueKind
from assistant.plan import (
    Average,
    Change,
    Claim,
    CountMembers,
    Cumulative,
    Difference,
    Per,
    Ratio,
    Reason,
    Refusal,
    Share,
    YesNo,
)
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.averages import average
from assistant.planning.steps.changes import change, each_period, growth, in_percent
from assistant.planning.steps.claims import claim
from assistant.planning.steps.counted_periods import counted_periods
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.pairs import comparative, difference
from assistant.planning.steps.parts_of_members import judge_part
from assistant.planning.steps.periods.held import bucket_of, stored_grain
from assistant.planning.steps.profiles import profile
from assistant.planning.steps.shares import share
from assistant.planning.steps.times import times
from assistant.planning.steps.turning import turning

_READERS: tuple[Callable[[Draft], bool | Refusal], ...] = (
    profile,
    counted_periods,
    turning,
    each_period,
    claim,
    average,
    growth,
    times,
    comparative,
    change,
    in_percent,
    share,
    difference,
)


def calculations(draft: Draft) -> Outcome:
    """Choose the one calculation the question asks for; none is the figure itself."""
    if draft.plain:
        return None
    if (outcome := judge_part(draft)) is not None:
        return outcome
    before = draft.calculation
    if before is not None and not isinstance(before, Per | Ratio):
        return None
    for read in (*_READERS, _ratio, _cumulative):
        found = read(draft)
        if isinstance(found, Refusal):
            return found
        if found:
            return _both(draft, before)
    return None


def _both(draft: Draft, before: Per | Ratio | None) -> Outcome:
    """A figure per inhabitant can change, be compared or checked; it has no share and no running total."""
    after = draft.calculation
    if before is None or after is None or after == before:
        return None
    if isinstance(after, Change | Difference):
        draft.calculation = replace(after, of=before)
    elif isinstance(after, YesNo | Claim) and isinstance(after.base, Change | Difference):
        draft.calculation = replace(after, base=replace(after.base, of=before))
    elif isinstance(after, YesNo | Claim) and after.base is None:
        draft.calculation = replace(after, base=before)
    elif isinstance(after, Average | Share | Cumulative | CountMembers):
        return refuse(draft, Reason.OUT_OF_SCOPE, "too_complex", draft.metrics)
    return None


def _ratio(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.RATIO)), None)
    if cue is None or len(draft.metrics) != 2:
        return False
    draft.claim_all(CueKind.RATIO)
    draft.calculation = Ratio(draft.metrics.pop())
    return True


def _cumulative(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.CUMULATIVE)), None)
    if cue is None:
        return False
    draft.claim_cue(cue)
    draft.calculation = Cumulative()
    stored = stored_grain(draft)
    if draft.per is None and stored is not None:
        draft.per = bucket_of(stored)  # a running total runs over the periods there are
    return True
