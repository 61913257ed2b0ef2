"""Which two members stand against each other: named ones, the two that there are, or the only other alternative."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalog.catalog import FieldRef
from assistant.language import CueKind
from assistant.plan import (
    Direction,
    Member,
    MemberFilter,
    Op,
)
from assistant.planning.draft import Draft
from assistant.planning.steps.members import known_member
from assistant.planning.words import words

_PAIR = 2
#: More or less than in another period is a rise or a fall.
_MOVES = {Direction.MORE: Direction.UP, Direction.LESS: Direction.DOWN}


def pair_of(draft: Draft) -> FieldRef | None:
    """Return the field whose two members stand against each other: two named ones, or the two that there are."""
    for item in draft.filters:
        pair = isinstance(item, MemberFilter) and item.op is Op.IN and len(item.members) == _PAIR
        if pair and isinstance(item, MemberFilter) and not _is_group(draft, item):
            return item.field
    for split in draft.splits:
        members = all_members(draft, split.field)
        if split.level is None and len(members) == _PAIR and draft.filter_on(split.field) is None:
            draft.filters.append(MemberFilter(split.field, Op.IN, members))
            return split.field
    return None


def _is_group(draft: Draft, item: MemberFilter) -> bool:
    """Whether the two members were said in one word: "65-plussers" are one group, and no two against each other."""
    values = {member.value for member in item.members}
    said = {use.as_ for use in draft.words}
    return any(
        f"group:{group.name}" in said and set(group.values) == values for group in draft.knowledge.catalog.groups
    )


def alternative(draft: Draft) -> FieldRef | None:
    """ "Meer uitgegeven dan begroot": the one alternative that is named stands against the only other one."""
    for at, item in enumerate(draft.filters):
        if not isinstance(item, MemberFilter) or item.op is not Op.IN or len(item.members) != 1:
            continue
        members = all_members(draft, item.field)
        than = max((cue.last for cue in draft.cues(CueKind.COMPARATIVE) if cue.args.get("than")), default=None)
        spoken_of = [word for word in draft.words if word.as_ == f"{item.field}={item.members[0].value}"]
        after = than is not None and any(word.start > draft.analysis.tokens[than].start for word in spoken_of)
        if draft.knowledge.catalog.field(item.field).exclusive and len(members) == _PAIR and after:
            other = next(member for member in members if member != item.members[0])
            draft.filters[at] = replace(item, members=(other, item.members[0]))
            return item.field
    return None


def all_members(draft: Draft, ref: FieldRef) -> tuple[Member, ...]:
    """Return the documented members of a field in the order that the question names them, the total aside."""
    field = draft.knowledge.catalog.field(ref)
    listed = field.order or tuple(doc.value for doc in field.members)
    members = tuple(known_member(draft, ref, value) for value in listed if value != field.total)
    text = draft.analysis.text.casefold()
    return tuple(sorted(members, key=lambda one: text.find(one.label.casefold())))


def either(draft: Draft) -> bool:
    """ "Heeft Noord of Zuid meer inwoners": which one is asked, not whether."""
    return any(token.folded in words("either") for token in draft.analysis.tokens)
