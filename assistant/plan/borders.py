"""A member in the borders of today: the members of earlier that its figures are added up from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.catalog import FieldRef
from assistant.catalog.member import Member


@dataclass(frozen=True, slots=True)
class FormerMember:
    """A member of earlier; ``share`` of its figures lies in today's member, and it ended on ``until`` (ISO date)."""

    member: Member
    share: float
    until: str


@dataclass(frozen=True, slots=True)
class TodaysBorders:
    """``member`` of ``field`` with its former members; a filter of the plan keeps all of them together."""

    field: FieldRef
    member: Member
    formers: tuple[FormerMember, ...]

    @property
    def weights(self) -> tuple[tuple[str, float], ...]:
        """The members that count for a share, each with that share; the others count whole."""
        return tuple((one.member.value, one.share) for one in self.formers if abs(one.share - 1) > 1e-9)
