"""What the data know of a member: its label, its level, and what it lies in."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.plan import Member
from assistant.planning.draft import Draft
from assistant.planning.names import member_label


def known_member(draft: Draft, ref: FieldRef, value: str) -> Member:
    """Return a member by its stored value, with its label and level as the data have them."""
    profile = draft.knowledge.profile.field(ref)
    found = profile.by_value.get(value) if profile else None
    label = member_label(draft.knowledge, ref, value, draft.language)
    return Member(value, label, found.level if found else None)


def ancestors(draft: Draft, ref: FieldRef, value: str) -> set[str]:
    """Return the members that a member lies in, at every documented level."""
    profile = draft.knowledge.profile.field(ref)
    found = profile.by_value.get(value) if profile else None
    return {parent for _, parent in found.parents if parent != value} if found else set()
