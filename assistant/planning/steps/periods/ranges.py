"""Two stretches of equal length against each other: "januari tot en met september en dezelfde periode vorig jaar"."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.plan import Change, PeriodChoice, YesNo
from assistant.planning.draft import Draft
from assistant.planning.steps.change_kind import change_kind
from assistant.planning.steps.periods.relate import LEANING
from assistant.planning.steps.periods.spoken import Settled, is_flow

_PAIR = 2


def two_ranges(draft: Draft, settled: list[Settled]) -> PeriodChoice | None:
    """Return the later stretch with the earlier one as its base: each is one sum, and the change lies between them."""
    if len(settled) != _PAIR or all(one.single for one in settled) or draft.per is not None or not is_flow(draft):
        return None
    first, second = sorted(settled, key=lambda one: one.first)
    against = any(one.span.compare or one.span.kind in LEANING for one in settled) or draft.has(
        CueKind.COMPARE, CueKind.CHANGE, CueKind.DIFFERENCE, CueKind.COMPARATIVE
    )
    if not against or _length(first) != _length(second) or first.last.start >= second.first.start:
        return None
    calculation = draft.calculation
    if calculation is None and draft.has(CueKind.CHANGE, CueKind.DIFFERENCE, CueKind.COMPARATIVE):
        draft.calculation = Change(change_kind(draft, None))
    elif (
        calculation is not None
        and not isinstance(calculation, Change)
        and not (isinstance(calculation, YesNo) and isinstance(calculation.base, Change))
    ):
        return None
    return PeriodChoice(second.first, second.last, second.first.grain, compare_to=first.first, compare_end=first.last)


def _length(one: Settled) -> int:
    """Return how many periods a stretch has."""
    count, here = 1, one.first
    while here.start < one.last.start:
        here, count = here.shift(1), count + 1
    return count
