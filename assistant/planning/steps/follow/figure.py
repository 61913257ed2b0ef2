"""What is done with the figure: the calculation, the order and the thresholds of the turn before."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.graph import conformed
from assistant.language import CueKind
from assistant.plan import (
    Change,
    ChangeKind,
    Claim,
    CountMembers,
    MemberFilter,
    Op,
    Per,
    Plan,
    Rank,
    Ratio,
    Reason,
    Share,
)
from assistant.planning.draft import Draft
from assistant.planning.outcomes import refuse
from assistant.planning.steps.follow.leaning import of_the_whole
from assistant.planning.steps.outcome import Outcome

#: Words that ask for a calculation of their own.
_OWN = (
    CueKind.CHANGE, CueKind.YEARLY_GROWTH, CueKind.SHARE, CueKind.PER_CAPITA, CueKind.RATIO, CueKind.RANK,
    CueKind.DIFFERENCE, CueKind.CUMULATIVE, CueKind.CLAIM, CueKind.AVERAGE, CueKind.COMPARE, CueKind.TREND,
)  # fmt: skip


def inherit_figure(draft: Draft, previous: Plan) -> Outcome:
    """Take over the calculation, unless the turn asks for another; "in procenten" and "absoluut" turn it round."""
    before = previous.calculation
    if (draft.has(CueKind.PERCENT) or of_the_whole(draft)) and draft.calculation is None:
        return _in_percent(draft, before)
    if _absolute(draft):
        draft.calculation = replace(before, kind=ChangeKind.CHANGE) if isinstance(before, Change) else None
        draft.plain = draft.calculation is None
        return None
    if draft.calculation is not None or draft.has(*_OWN) or isinstance(before, Claim):
        return None
    draft.calculation = _of_another(draft, before) if isinstance(before, Rank) else before
    if (
        not draft.conditions
        and not draft.has(CueKind.THRESHOLD, CueKind.TOP)
        and previous.metrics == tuple(draft.metrics)
    ):
        draft.conditions.extend(previous.conditions)
    return None


def inherit_order(draft: Draft) -> Outcome:
    """The same rows keep the order they had, and how many there were."""
    previous = draft.request.previous
    if not draft.inherits or previous is None or draft.splits != list(previous.splits):
        return None
    if draft.has(CueKind.TREND, CueKind.TIME_SPLIT) and previous.per is None:
        return None  # how all of them went: who is first differs from year to year
    if draft.order is None:
        draft.order, draft.limit = previous.order, previous.limit
    elif previous.limit is not None and all(
        cue.args.get("count") in (None, 1) for cue in draft.analysis.cues_of(CueKind.TOP)
    ):
        # "En de minste?" after "welke wijk heeft de meeste": as many as before.
        draft.limit = previous.limit
        draft.assumptions = [one for one in draft.assumptions if one.kind != "limit"]
    return None


def inherit_splits(draft: Draft, previous: Plan) -> None:
    """Split as before, unless the turn splits otherwise, names one of the members, or asks for all together."""
    if draft.splits or isinstance(draft.calculation, CountMembers):
        return
    if previous.splits and draft.has(CueKind.TOTAL):
        draft.claim_all(CueKind.TOTAL)
        return
    for split in previous.splits:
        own = draft.filter_on(split.field)
        one = own is not None and own.op is Op.IN and len(own.members) == 1
        if draft.reaches(split.field) and not (one and own is not None and own.members[0].level == split.level):
            draft.add_split(split)


def _in_percent(draft: Draft, before: object) -> Outcome:
    for cue in draft.analysis.cues_of(CueKind.PERCENT, CueKind.SHARE, CueKind.EACH):
        draft.claim_cue(cue)
    if isinstance(before, Change):
        draft.calculation = replace(before, kind=ChangeKind.PERCENT)
    elif isinstance(before, Share):
        draft.calculation = before
    elif (field := _part(draft)) is not None:
        draft.calculation = field
    else:
        return refuse(draft, Reason.UNKNOWN_CONCEPT, "percent_of_what", draft.metrics)
    return None


def _part(draft: Draft) -> Share | None:
    """What can be a part of a whole: the split, else a category that is named; a place alone is no part."""
    home = draft.knowledge.catalog.home
    place = conformed(draft.knowledge.catalog, home.ref) if home else None
    named = [one.field for one in draft.filters if isinstance(one, MemberFilter) and one.op is Op.IN]
    for field in [one for one in named if one != place] + [one.field for one in draft.splits]:
        return Share(field)
    return None


def _absolute(draft: Draft) -> bool:
    """ "En absoluut?" after a share, a figure per inhabitant or a percentage."""
    cues = [cue for cue in draft.cues(CueKind.CHANGE) if cue.args.get("form") == "amount"]
    before = draft.request.previous.calculation if draft.request.previous else None
    if not cues or not isinstance(before, Share | Per | Ratio | Change) or draft.analysis.periods:
        return False
    for cue in cues:
        draft.claim_cue(cue)
    return True


def _of_another(draft: Draft, before: Rank) -> Rank:
    """ "En Oudemeer?" after "op welke plek staan wij"."""
    for one in draft.filters:
        if isinstance(one, MemberFilter) and one.field == before.field and one.op is Op.IN and len(one.members) == 1:
            draft.filters.remove(one)
            return replace(before, member=one.members[0])
    return before
