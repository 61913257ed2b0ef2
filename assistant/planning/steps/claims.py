"""What the asker says is so, to be checked: "klopt het dat … met 10 % is gestegen", "een kwart van de inwoners"."""

from __future__ import annotations

from assistant.language import CueKind, NumberSpan
from assistant.plan import Change, ChangeKind, Claim, YesNo
from assistant.planning.draft import Draft
from assistant.planning.steps.change_kind import change_kind
from assistant.planning.steps.changes import DIRECTIONS, multiple
from assistant.planning.steps.shares import share_field
from assistant.planning.steps.units import is_percentage


def claim(draft: Draft) -> bool:
    """Read a claim with its number, or a yes/no question that names a number for a rise or fall."""
    cue = next(iter(draft.cues(CueKind.CLAIM)), None)
    changes = [one for one in draft.cues(CueKind.CHANGE) if one.first not in draft.claimed]
    number = next((one for one in draft.analysis.numbers if one.first not in draft.claimed), None)
    if cue is None and not (number is not None and changes and draft.has(CueKind.YES_NO)):
        return False
    if draft.has(CueKind.TIMES, CueKind.COMPARATIVE):
        return False
    way = next((found for one in changes if (found := DIRECTIONS.get(str(one.args.get("direction"))))), None)
    factor = multiple(changes)
    if number is None and way is None:
        return False
    for one in (*([cue] if cue else []), *changes):
        draft.claim_cue(one)
    if number is not None:
        _with_number(draft, number, bool(changes))
    elif way is not None and factor is not None:
        draft.calculation = YesNo(Change(ChangeKind.PERCENT), way, abs(100.0 * (factor - 1)), inclusive=True)
    elif way is not None:
        draft.calculation = YesNo(Change(change_kind(draft, None)), way)
    return True


def _with_number(draft: Draft, number: NumberSpan, changed: bool) -> None:
    cues = draft.cues(CueKind.CHANGE)
    way = next((found for one in cues if (found := DIRECTIONS.get(str(one.args.get("direction"))))), None)
    kind = change_kind(draft, cues[0] if cues else None)
    if changed and number.unit == "percent" and kind is ChangeKind.CHANGE:
        kind = ChangeKind.PERCENT
    draft.claim(number.first, number.last, "claim")
    draft.claim_all(CueKind.PERCENT)
    base = Change(kind) if changed else None
    if base is None and number.unit == "percent" and not is_percentage(draft, draft.metrics[0]):
        draft.claim_all(CueKind.SHARE)
        draft.calculation = Claim(share_field(draft), number.value, way, number.decimals)
        return
    draft.calculation = Claim(base, number.value, way, number.decimals)
