"""A level said by itself: "nee, ik bedoelde de provincie", "en de buurt?" — the same name, or what it lies in."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind
from assistant.linking.cover import Mention
from assistant.linking.index import stem
from assistant.linking.targets import LevelTarget
from assistant.plan import Member, MemberFilter, Op
from assistant.planning.draft import Draft
from assistant.planning.steps.dimensions import listing_cue
from assistant.planning.steps.follow.leaning import follows
from assistant.planning.steps.members import ancestors, known_member
from assistant.planning.steps.outcome import Outcome
from assistant.planning.steps.roles import role_of


def level_meant(draft: Draft) -> Outcome:
    """Take the place of the turn before at another level, when that is all the turn says."""
    previous = draft.request.previous
    open_ = list(draft.open_mentions())
    if previous is None or len(open_) != 1 or role_of(open_[0]) is not LevelTarget or not follows(draft):
        return None
    mention = open_[0]
    if (
        listing_cue(draft, mention) is not None
        or not _singular(draft, mention)
        or draft.has(CueKind.TOP, CueKind.OTHERS)
    ):
        return None
    for one in previous.filters:
        if not isinstance(one, MemberFilter) or one.op is not Op.IN or len(one.members) != 1:
            continue
        levels = {target.level for _, target in draft.candidates(mention, LevelTarget) if target.ref == one.field}
        found = _at_level(draft, one.field, one.members[0], levels)
        if found is not None:
            draft.claim(mention.first, mention.last, f"{one.field}={found.value}")
            draft.filters.append(MemberFilter(one.field, Op.IN, (found,)))
            return None
    return None


def _singular(draft: Draft, mention: Mention) -> bool:
    word = draft.analysis.tokens[mention.last].folded
    return stem(word) == word


def _at_level(draft: Draft, field: FieldRef, member: Member, levels: set[str]) -> Member | None:
    """Return the member of the same name at one of the levels, else what the member lies in there."""
    profile = draft.knowledge.profile.field(field)
    if profile is None or member.level in levels:
        return None
    named = [one for one in profile.members if one.level in levels and one.label == member.label]
    inside = [one for value in ancestors(draft, field, member.value) if (one := profile.by_value.get(value))]
    found = named or [one for one in inside if one.level in levels]
    return known_member(draft, field, found[0].value) if len(found) == 1 else None
