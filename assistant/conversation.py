"""Turns of a conversation: what the turn before was understood as, so that "en per wijk?" can follow it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.plan import Decision, Plan

#: Conversations that are remembered at once; the one that was silent longest is forgotten first.
MOST = 1000


class Turns:
    """The last plan of each conversation, in memory; safe to use from several threads.

    A question without a conversation neither sees nor leaves anything here.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._plans: OrderedDict[str, Plan] = OrderedDict()
        self._lock = Lock()

    def previous(self, conversation: str | None) -> Plan | None:
        """Return what the turn before was understood as, or None at the start of a conversation."""
        if conversation is None:
            return None
        with self._lock:
            return self._plans.get(conversation)

    def remember(self, conversation: str | None, decision: Decision) -> None:
        """Keep a decided plan as the turn to follow; a refusal or question back leaves the one before in place."""
        if conversation is None or not isinstance(decision, Plan):
            return
        with self._lock:
            self._plans[conversation] = decision
            self._plans.move_to_end(conversation)
            while len(self._plans) > self._most:
                self._plans.popitem(last=False)
