"""What is done with the figure: change, share, difference, ratio, running total, yes or no, a claim."""

from __future__ import annotations

from assistant.language import CueKind, CueSpan
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    Cumulative,
    Difference,
    Direction,
    MemberFilter,
    Ratio,
    YesNo,
)
from assistant.planning.draft import Draft
from assistant.planning.steps.members import share_field
from assistant.planning.steps.outcome import Outcome
from assistant.planning.words import words

_DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN, "same": Direction.SAME}


def calculations(draft: Draft) -> Outcome:
    """Choose the one calculation the question asks for; none is the figure itself."""
    if draft.calculation is not None:
        return None
    for read in (_claim, _growth, _change, _comparative, _share, _difference, _ratio, _cumulative):
        if read(draft):
            return None
    return None


def percent_unit(draft: Draft) -> bool:
    """Whether the figure itself is a percentage, so that its change is in percentage points."""
    unit = draft.knowledge.catalog.metric(draft.metrics[0]).unit
    return bool(unit and unit.say("nl").startswith("%"))


def _kind(draft: Draft, cue: CueSpan | None) -> ChangeKind:
    form = cue.args.get("form") if cue else None
    if form == "points" or (percent_unit(draft) and form != "percent_of"):
        return ChangeKind.POINTS
    if form == "percent" or draft.has(CueKind.PERCENT):
        return ChangeKind.PERCENT
    return ChangeKind.CHANGE


def _claim(draft: Draft) -> bool:
    """Read "klopt het dat … met 10 % is gestegen" and "is … met 10 % gestegen"."""
    cue = next(iter(draft.cues(CueKind.CLAIM)), None)
    number = next((one for one in draft.analysis.numbers if one.first not in draft.claimed), None)
    changes = draft.cues(CueKind.CHANGE)
    if cue is None and not (number is not None and changes and draft.has(CueKind.YES_NO)):
        return False
    way = _DIRECTIONS.get(str(changes[0].args.get("direction"))) if changes else None
    for one in (*([cue] if cue else []), *changes):
        draft.claim_cue(one)
    if number is None:
        draft.calculation = YesNo(Change(_kind(draft, None)), way) if way else None
        return way is not None
    kind = _kind(draft, changes[0] if changes else None)
    if changes and number.unit == "percent" and kind is ChangeKind.CHANGE:
        kind = ChangeKind.PERCENT
    draft.claim(number.first, number.last, "claim")
    for percent in draft.cues(CueKind.PERCENT):
        draft.claim_cue(percent)
    draft.calculation = Claim(Change(kind) if changes else None, number.value, way, number.decimals)
    return True


def _growth(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.YEARLY_GROWTH)), None)
    if cue is None:
        return False
    draft.claim_cue(cue)
    for other in draft.cues(CueKind.CHANGE):
        draft.claim_cue(other)
    draft.calculation = Change(ChangeKind.YEARLY)
    return True


def _change(draft: Draft) -> bool:
    cues = draft.cues(CueKind.CHANGE)
    if not cues and draft.splits and draft.premise is None and _asks_pace(draft):
        draft.calculation = Change(_kind(draft, None))
        return True
    if not cues or draft.premise is not None:
        return False
    if draft.has(CueKind.TREND, CueKind.TIME_SPLIT) and not draft.has(CueKind.YES_NO):
        for cue in cues:
            draft.claim_cue(cue)
        return False
    chosen = next((cue for cue in cues if cue.args.get("form") not in (None, "amount")), cues[0])
    for cue in [*cues, *draft.cues(CueKind.PERCENT)]:
        draft.claim_cue(cue)
    change = Change(_kind(draft, chosen))
    way = _DIRECTIONS.get(str(chosen.args.get("direction")))
    draft.calculation = YesNo(change, way) if way and draft.has(CueKind.YES_NO) and not draft.splits else change
    return True


def _asks_pace(draft: Draft) -> bool:
    """ "Welke wijk vergrijst het snelst": the order is that of the change."""
    cues = draft.analysis.cues_of(CueKind.TOP)
    return any(str(cue.args.get("adjective")) in words("pace") for cue in cues)


def _comparative(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.COMPARATIVE)), None)
    pair = next((one for one in draft.filters if isinstance(one, MemberFilter) and len(one.members) == 2), None)
    if cue is None or pair is None:
        return False
    draft.claim_all(CueKind.COMPARATIVE)
    down = cue.args.get("direction") in ("low", "down")
    if draft.has(CueKind.YES_NO):
        draft.calculation = YesNo(Difference(pair.field), Direction.LESS if down else Direction.MORE)
    return True


def _share(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.SHARE)), None) or next(iter(draft.cues(CueKind.PERCENT)), None)
    if cue is None or percent_unit(draft):
        return False
    share = share_field(draft)
    if share is None:
        return False
    draft.claim_all(CueKind.SHARE, CueKind.PERCENT)
    draft.calculation = share
    return True


def _difference(draft: Draft) -> bool:
    cue = next(iter(draft.cues(CueKind.DIFFERENCE)), None)
    if cue is None:
        return False
    pair = next((one for one in draft.filters if isinstance(one, MemberFilter) and len(one.members) == 2), None)
    draft.claim_all(CueKind.DIFFERENCE)
    if pair is not None:
        draft.splits = [split for split in draft.splits if split.field != pair.field]
        draft.calculation = Difference(pair.field)
    elif len(draft.metrics) == 2:
        draft.calculation = Difference(None)
    else:
        draft.calculation = Change(_kind(draft, None))
    return True


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
    return True
