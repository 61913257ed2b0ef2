"""One thing that people asked for and the catalogue does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GapKind(StrEnum):
    """What was missing: a word, a member, a period, a level, or the kind of question as a whole."""

    WORD = "word"
    MEMBER = "member"
    PERIOD = "period"
    LEVEL = "level"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap with how often it was met.

    ``text`` is what was missing as most people wrote it; ``about`` the figures it was asked of (``dataset.metric``),
    the most asked first; ``questions`` some of the questions, newest first, no two alike; ``nearest`` what was offered
    instead.
    """

    kind: GapKind
    text: str
    language: str
    times: int
    first: datetime
    last: datetime
    about: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
