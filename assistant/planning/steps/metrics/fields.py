"""The fields that the members, groups, levels and dimensions of a question may belong to."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.linking.cover import Mention
from assistant.linking.targets import FieldTarget, GroupTarget, LevelTarget, MemberTarget
from assistant.planning.draft import Draft
from assistant.planning.steps.roles import role_of


def fields_of(draft: Draft, mention: Mention) -> list[FieldRef]:
    """Return the fields a mention of a member, group, level or dimension may belong to."""
    role = role_of(mention)
    if role is GroupTarget:
        names = {target.name for _, target in draft.candidates(mention, GroupTarget)}
        return [FieldRef.parse(group.field) for group in draft.knowledge.catalog.groups if group.name in names]
    if role is MemberTarget:
        return [target.ref for _, target in draft.candidates(mention, MemberTarget)]
    if role is LevelTarget:
        return [target.ref for _, target in draft.candidates(mention, LevelTarget)]
    return [target.ref for _, target in draft.candidates(mention, FieldTarget)] if role is FieldTarget else []
