"""The types: a part of a question, and what else it could be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.plan import Change, Plan, YesNo


class Part(StrEnum):
    """What of a question can be changed on its own."""

    METRIC = "metric"
    MEMBER = "member"
    PERIOD = "period"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Choice:
    """Another value of one part; ``question`` says the whole question in words, ``plan`` is what it asks."""

    label: str
    question: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Varied:
    """A part as it was understood (``said``); ``number`` tells parts of one kind apart."""

    part: Part
    said: str
    number: int = 0


class Known(Protocol):
    """What choices are made from."""

    @property
    def catalog(self) -> Catalog:
        """The documentation."""
        ...

    @property
    def profile(self) -> DataProfile:
        """Which members and periods the data hold."""
        ...

    def periods(self, plan: Plan) -> tuple[Period, ...]:
        """Return the periods, ascending, that have a figure for a plan."""
        ...


def figures(plan: Plan) -> Plan:
    """Return the plan of the figures behind a yes or no: of another figure the change itself is shown."""
    asked = plan.calculation
    if isinstance(asked, YesNo) and isinstance(asked.base, Change):
        return replace(plan, calculation=asked.base)
    return plan


#: A plan beside what is said of it on its button.
Candidates = Iterator[tuple[str, Plan]]
