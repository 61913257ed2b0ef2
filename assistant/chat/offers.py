"""The choices that were offered in each session, so that a choice asks exactly the plan that was tried for it.

What is forgotten here costs nothing: the question of a choice, read as typed, means the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

from assistant.answering.varying import Choice
from assistant.plan import Plan

_SESSIONS, _CHOICES = 500, 100


class Offers:
    """Plans by session and question; safe to use from several threads."""

    def __init__(self) -> None:
        self._plans: OrderedDict[str, OrderedDict[str, Plan]] = OrderedDict()
        self._lock = Lock()

    def remember(self, session: str, choices: Iterable[Choice]) -> None:
        """Keep what a session was offered; the oldest offers and sessions are forgotten first."""
        with self._lock:
            plans = self._plans.setdefault(session, OrderedDict())
            plans.update((one.question, one.plan) for one in choices)
            while len(plans) > _CHOICES:
                plans.popitem(last=False)
            self._plans.move_to_end(session)
            while len(self._plans) > _SESSIONS:
                self._plans.popitem(last=False)

    def plan(self, session: str, question: str) -> Plan | None:
        """Return the plan of a question that this session was offered; None for what somebody typed."""
        with self._lock:
            plans = self._plans.get(session)
            return plans.get(question) if plans is not None else None
