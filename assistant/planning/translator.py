"""The border of this room: what a translator gets, what it may look up, and what it must give back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

from assistant.catalog.catalog import Catalog
from assistant.catalog.period import Period
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.linking.index import PhraseIndex
from assistant.plan import Clarification, Decision, Plan
from assistant.planning.model.calls import CallLog
from assistant.planning.offers import Taken


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a translator may know: the documentation, what the data hold, and the index over their words."""

    catalog: Catalog
    profile: DataProfile
    index: PhraseIndex


class Facts(Protocol):
    """The one question a translator may ask of the data, through the same validated path as any answer."""

    def periods(self, plan: Plan, role: str) -> tuple[Period, ...]:
        """Return the stored periods, ascending, in which every metric of ``plan`` has a value for an asked member.

        A ``role`` that sees part of the rows gets the periods of those; one that sees none gets all that are stored.
        """
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """One question in its context: the day it is asked, who asks, and the plan of the turn before.

    ``before`` is the plan before that one, where "terug" leads; ``asked`` the question back that this turn may
    answer. ``taken`` are readings chosen already, while the readings of an ambiguous question are tried;
    ``names`` the words that turned out to be names and no months. ``plain``: words of rise and fall are read as
    such, not as part of the name of a figure. ``calls`` is what a language model may use for it, and takes down what
    it used; without it none is asked.
    """

    question: str
    as_of: dt.date
    language: Language | None = None
    role: str = "manager"
    previous: Plan | None = None
    before: Plan | None = None
    asked: Clarification | None = None
    taken: tuple[Taken, ...] = ()
    names: frozenset[str] = frozenset()
    plain: bool = False
    calls: CallLog | None = field(default=None, compare=False)


class Translator(Protocol):
    """Turns a question into a decision. The embedded grammar is one; a language model can be another."""

    @property
    def name(self) -> str:
        """What the answer says translated it."""
        ...

    def translate(self, request: Request) -> Decision:
        """Decide: a plan, a question about the catalogue, a question back, or a refusal."""
        ...
