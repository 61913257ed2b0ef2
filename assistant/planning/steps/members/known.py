"""What the data know of a member: its label, its level, and what it lies in."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.profile import FieldProfile
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
    if profile is None or found is None:
        return set()
    return {known for level, parent in found.parents for known in _holding(profile, level, parent) if known != value}


def _holding(profile: FieldProfile, level: str, parent: str) -> list[str]:
    """Return the member that a parent column names, by its key or by its label."""
    if parent in profile.by_value:
        return [parent]
    named = [one.value for one in profile.members if one.level == level and one.label == parent]
    return named or [parent]
