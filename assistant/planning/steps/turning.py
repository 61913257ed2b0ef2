"""When something happened: the steepest rise or fall, the years it fell, the first or last time above a limit."""

from __future__ import annotations

from assistant.catalog.period import finer
from assistant.catalog.vocabulary import Grain
from assistant.language import CueKind
from assistant.plan import Change, ChangeKind, Condition, Op, Order, divided
from assistant.planning.draft import Draft
from assistant.planning.steps.periods.held import bucket_of, stored_grain
from assistant.planning.steps.periods.spoken import asks_when, is_flow, said_grain
from assistant.planning.steps.units import is_percentage
from assistant.planning.words import words


def turning(draft: Draft) -> bool:
    """Read a question for a moment; without a rise, a fall or a limit it is one for the highest or lowest."""
    if draft.splits or not (asks_when(draft) or draft.has(CueKind.EXTREME_TIME)):
        return False
    if _since(draft):
        return _course(draft)
    if draft.conditions and not any(one.on_change for one in draft.conditions):
        return _limit(draft)
    return asks_when(draft) and _steepest(draft)


def _since(draft: Draft) -> bool:
    """ "Sinds wanneer daalt het" asks where a rise or fall began."""
    tokens = draft.analysis.tokens
    when = [cue for cue in draft.cues(CueKind.WHICH) if cue.args.get("about") == "time"]
    return any(tokens[at].folded in words("since") for cue in when for at in range(max(0, cue.first - 1), cue.last + 1))


def _course(draft: Draft) -> bool:
    """Where a rise or fall began shows in the whole course; the limits of a question stay on it."""
    if not _series(draft):
        return False
    if is_flow(draft) and draft.per is not None and finer(draft.per, Grain.YEAR):
        draft.per, draft.per_asked = Grain.YEAR, True  # from month to month a figure always falls somewhere
    draft.claim_all(CueKind.CHANGE)
    return True


def _limit(draft: Draft) -> bool:
    which = {str(cue.args.get("which")) for cue in draft.cues(CueKind.EXTREME_TIME)}
    if len(which) > 1 or not _series(draft):
        return False
    if which:
        draft.order, draft.limit = Order(None, descending=which == {"last"}), 1
    _claim_moment(draft)
    return True


def _steepest(draft: Draft) -> bool:
    changes = [cue for cue in draft.cues(CueKind.CHANGE) if cue.args.get("direction") in ("up", "down")]
    ways = {str(cue.args["direction"]) for cue in changes}
    if len(ways) != 1 or not _series(draft):
        return False
    up = ways == {"up"}
    metric = draft.metrics[0]
    kind = ChangeKind.POINTS if is_percentage(draft, metric) else ChangeKind.CHANGE
    forms = {cue.args.get("form") for cue in draft.cues(CueKind.CHANGE)}
    if kind is ChangeKind.CHANGE and ("percent" in forms or draft.has(CueKind.PERCENT)):
        kind = ChangeKind.PERCENT
    draft.calculation = Change(kind, divided(draft.calculation))
    draft.conditions.append(Condition(metric, Op.GT if up else Op.LT, (0.0,), on_change=True))
    if draft.has(CueKind.TOP):
        draft.order, draft.limit = Order(metric, descending=up), 1
    for kind_of_cue in (CueKind.CHANGE, CueKind.PERCENT, CueKind.TOP):
        draft.claim_all(kind_of_cue)
    _claim_moment(draft)
    return True


def _series(draft: Draft) -> bool:
    """Set the length of the periods that are looked at."""
    stored = stored_grain(draft)
    if stored is None:
        return False
    asked: Grain | None = None
    for cue in draft.cues(CueKind.WHICH):
        if cue.args.get("about") == "time":
            asked = asked or said_grain(draft.analysis.tokens[cue.first : cue.last + 1])
    draft.per = asked if asked is not None and not finer(asked, stored) else bucket_of(stored)
    draft.per_asked = asked is not None
    return True


def _claim_moment(draft: Draft) -> None:
    for cue in draft.cues(CueKind.EXTREME_TIME):
        draft.claim_cue(cue)
