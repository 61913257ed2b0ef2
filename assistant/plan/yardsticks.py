"""What a figure is held against: the figure of one member, or the average of several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef
from assistant.catalog.member import Member
from assistant.plan.filters import MemberFilter, Split


class Statistic(StrEnum):
    """Which average is meant."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class MemberFigure:
    """The same figure of one member: "dan Oudemeer", "than we have"."""

    field: FieldRef
    member: Member


@dataclass(frozen=True, slots=True)
class AverageFigure:
    """The average over the members of ``over``, those inside ``places`` where some are named.

    A count is averaged over the members. A percentage or a mean is worked out for all of them together, so that
    a large member weighs more than a small one; a median is that of the members' own figures.
    """

    over: Split
    statistic: Statistic = Statistic.MEAN
    places: tuple[MemberFilter, ...] = ()


Yardstick = MemberFigure | AverageFigure
