"""What a name of the question turns out to be."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.catalog import FieldRef
from assistant.linking.cover import Mention
from assistant.linking.targets import Link, MemberTarget
from assistant.plan import Member

#: The near-best readings of a name as a member.
Candidates = list[tuple[Link, MemberTarget]]


@dataclass(frozen=True)
class Choice:
    """What a name stands for: members of one field, left out when ``excluded``, a documented group or not."""

    mention: Mention
    field: FieldRef
    members: tuple[Member, ...]
    excluded: bool
    group: bool


@dataclass(frozen=True)
class Named:
    """The words belong to the name of the metric."""
