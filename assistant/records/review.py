"""The review of one answer: where it stands, why it waits, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from assistant.errors import InputError


class ReviewState(StrEnum):
    """Where a review stands. The first three wait for an analyst."""

    WAITING = "waiting"
    QUESTION = "question"
    EXPIRED = "expired"
    APPROVED = "approved"
    CORRECTED = "corrected"
    REJECTED = "rejected"


#: What waits for somebody.
OPEN = (ReviewState.WAITING, ReviewState.QUESTION, ReviewState.EXPIRED)
#: What says that the figures of an answer were wrong.
WRONG = (ReviewState.CORRECTED, ReviewState.REJECTED)


class Why(StrEnum):
    """Why an answer waits for review; what matters most comes first."""

    ASKED = "asked"
    EXPIRED = "expired"
    THUMBS_DOWN = "thumbs_down"
    FREE_SQL = "free_sql"
    LOW_AGREEMENT = "low_agreement"
    OFTEN = "often"


_WEIGHTS = {
    Why.ASKED: 1000,
    Why.EXPIRED: 600,
    Why.THUMBS_DOWN: 400,
    Why.FREE_SQL: 200,
    Why.LOW_AGREEMENT: 150,
    Why.OFTEN: 100,
}
#: However often a question was asked, it stays behind one whose review somebody waits for.
_MOST_TIMES = 99


#: Readings that far apart, in hundredths of evidence, matter no less than any further apart.
_FURTHEST = 49


def weight(reasons: Mapping[str, int]) -> int:
    """Return how much a review matters: each reason counts once, how often it was asked and how near readings lie."""
    counted = sum(_WEIGHTS[Why(one)] for one in reasons) + min(reasons.get(Why.OFTEN, 0), _MOST_TIMES)
    apart = reasons.get(Why.LOW_AGREEMENT, 0)
    return counted - min(max(apart, 0), _FURTHEST)


class ReviewConflict(InputError):
    """Somebody else decided about the same answer meanwhile; ``current`` is how it stands now."""

    def __init__(self, current: Review) -> None:
        super().__init__(
            "somebody else reviewed this answer meanwhile", hint="look at how it stands now, then decide again"
        )
        self.current = current


class UnknownReview(InputError):
    """There is no review of that answer."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something in a review: what it is kept under, and the name that others see."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Review:
    """How the review of an answer stands. ``version`` counts what was done; ``reasons`` are why it waits.

    ``verified`` is the name of the verified question that came of it, ``said`` what the last decision said.
    """

    answer_id: str
    catalog: str
    question: str
    state: ReviewState
    version: int
    opened_at: datetime
    changed_at: datetime
    reasons: Mapping[str, int] = field(default_factory=dict)
    asker: Author | None = None
    word: str = ""
    by: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    verified: str | None = None

    @property
    def waits(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """One thing that was done in a review; these are added and never changed."""

    version: int
    act: str
    author: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """What somebody is to be told about an answer that they asked for, saw or took along."""

    number: int
    answer_id: str
    question: str
    kind: str
    body: Mapping[str, Any]
