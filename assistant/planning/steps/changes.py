"""A rise or fall between two periods, and growth a year."""

from __future__ import annotations

from dataclasses import replace

from assistant.language import CueKind, CueSpan, TokenKind
from assistant.plan import Change, ChangeKind, Direction, Reason, Refusal, YesNo
from assistant.planning.draft import Draft
from assistant.planning.names import metric_label
from assistant.planning.outcomes import refuse
from assistant.planning.steps.change_kind import asks_percent, change_kind
from assistant.planning.steps.periods.spoken import is_flow
from assistant.planning.steps.units import is_duration, is_percentage
from assistant.planning.words import words

DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN, "same": Direction.SAME}


def growth(draft: Draft) -> bool:
    """Read "de gemiddelde jaarlijkse groei"."""
    cue = next(iter(draft.cues(CueKind.YEARLY_GROWTH)), None)
    if cue is None:
        return False
    draft.claim_cue(cue)
    draft.claim_all(CueKind.CHANGE, CueKind.PERCENT)
    draft.calculation = Change(ChangeKind.YEARLY)
    return True


def change(draft: Draft) -> bool | Refusal:
    """Read "gestegen", "met hoeveel procent", "is het gedaald", "verdubbeld"; a trend shows the series instead."""
    cues = draft.cues(CueKind.CHANGE)
    if not cues and draft.splits and draft.premise is None and asks_pace(draft):
        draft.calculation = Change(change_kind(draft, None))
        _say_order(draft)
        return True
    if not cues or draft.premise is not None:
        return False
    if all(cue.args.get("adds") for cue in cues) and is_flow(draft) and draft.has(CueKind.COUNT):
        draft.claim_all(CueKind.CHANGE)
        return False  # new dwellings that "were added" are counted as they are
    if _says_percentage(draft, cues):
        draft.claim_all(CueKind.CHANGE)
        return False  # "procentueel de meeste niet-sporters" is the highest percentage
    points = any(cue.args.get("form") == "points" for cue in cues)
    if points and not is_percentage(draft, draft.metrics[0]):
        metric = metric_label(draft.knowledge.catalog, draft.metrics[0], draft.language)
        return refuse(draft, Reason.NOT_COMPARABLE, "no_points", draft.metrics, metric=metric)
    if draft.has(CueKind.TREND, CueKind.TIME_SPLIT) and not draft.has(CueKind.YES_NO):
        for cue in cues:
            draft.claim_cue(cue)
        return False
    chosen = next((cue for cue in cues if cue.args.get("form") not in (None, "amount")), cues[0])
    way = next((found for cue in cues if (found := DIRECTIONS.get(str(cue.args.get("direction"))))), None)
    asked = way is not None and draft.has(CueKind.YES_NO) and not draft.splits
    factor = multiple(cues)
    if asked and way is not None and factor is not None:
        draft.calculation = YesNo(Change(ChangeKind.PERCENT), way, abs(100.0 * (factor - 1)), inclusive=True)
    else:
        kind = ChangeKind.PERCENT if factor is not None else change_kind(draft, chosen)
        draft.calculation = YesNo(Change(kind), way) if asked and way is not None else Change(kind)
    for cue in [*cues, *draft.cues(CueKind.PERCENT), *(draft.cues(CueKind.SHARE) if asks_percent(draft) else [])]:
        draft.claim_cue(cue)
    _say_order(draft)
    if way is Direction.DOWN and draft.splits and draft.order is not None and draft.has(CueKind.TOP):
        # "Waar daalde het het meest": the lowest change comes first.
        draft.order = replace(draft.order, descending=not draft.order.descending)
    return True


def each_period(draft: Draft) -> bool:
    """ "Is het elk jaar gestegen": the first and last period do not tell; each is shown, and the answer is in them."""
    cues = draft.cues(CueKind.CHANGE)
    if not cues or draft.splits or not draft.has(CueKind.TIME_SPLIT) or not draft.has(CueKind.YES_NO, CueKind.CLAIM):
        return False
    draft.claim_all(CueKind.CHANGE, CueKind.CLAIM)
    draft.assume("calculation", "assume_each_shown")
    return True


def in_percent(draft: Draft) -> bool:
    """Read "in 2025 ten opzichte van 2024, in procenten": one period against another, told in per cent."""
    against = [span for span in draft.analysis.periods if span.compare]
    asked = draft.has(CueKind.COMPARE) and draft.has(CueKind.PERCENT) and not draft.has(CueKind.SHARE)
    if not asked or not against or len(draft.analysis.periods) != 2 or is_percentage(draft, draft.metrics[0]):
        return False
    draft.claim_all(CueKind.COMPARE, CueKind.PERCENT)
    draft.calculation = Change(ChangeKind.PERCENT)
    return True


def _says_percentage(draft: Draft, cues: list[CueSpan]) -> bool:
    """Whether only "procentueel" is said, and of figures that are percentages as they are."""
    bare = all(cue.args.get("form") == "percent" and cue.args.get("direction") is None for cue in cues)
    return bare and draft.has(CueKind.TOP) and all(is_percentage(draft, ref) for ref in draft.metrics)


def _say_order(draft: Draft) -> None:
    """A ranking by change could go by number or by per cent: say that it goes by number."""
    if draft.order is not None and draft.splits and draft.calculation == Change(ChangeKind.CHANGE):
        draft.assume("order", "assume_by_number")


def multiple(cues: list[CueSpan]) -> float | None:
    """Return the factor in "verdubbeld" or "gehalveerd"."""
    found = (cue.args.get("times") for cue in cues)
    return next((float(factor) for factor in found if isinstance(factor, int | float)), None)


def asks_pace(draft: Draft) -> bool:
    """ "Welke wijk vergrijst het snelst": the order is that of the change; "de snelste afhandeling" is no change."""
    tokens = draft.analysis.tokens
    cues = [cue for cue in draft.analysis.cues_of(CueKind.TOP) if str(cue.args.get("adjective")) in words("pace")]
    following = [tokens[cue.last + 1] for cue in cues if cue.last + 1 < len(tokens)]
    if all(is_duration(draft, ref) for ref in draft.metrics):
        return False
    return bool(cues) and all(token.stop or token.kind is TokenKind.PUNCT for token in following)
