""" "Hoeveel procent is dat van alle misdrijven?": the total is the whole, and not what the share is of itself."""

from __future__ import annotations

from assistant.language import CueKind
from assistant.linking.targets import MemberTarget
from assistant.plan import MemberFilter, Op
from assistant.planning.draft import Draft


def is_the_whole(draft: Draft, target: MemberTarget) -> bool:
    """Whether a name is the total of a dimension of which the turn before holds a part, and a share is asked."""
    previous = draft.request.previous
    if previous is None or not draft.has(CueKind.SHARE, CueKind.PERCENT):
        return False
    if draft.knowledge.catalog.field(target.ref).total != target.member.value:
        return False
    return any(
        isinstance(one, MemberFilter) and one.field == target.ref and one.op is Op.IN for one in previous.filters
    )
