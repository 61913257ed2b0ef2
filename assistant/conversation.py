"""Turns of a conversation: what was understood before, so that "en per wijk?" can follow it, and "terug" go back."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from assistant.plan import Clarification, Decision, Plan, Refusal

#: Conversations that are remembered at once; the one that was silent longest is forgotten first.
MOST = 1000
#: Turns of one conversation that can be gone back to.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Memory:
    """What a turn may lean on.

    ``plans`` are the questions that were answered, the latest last; ``refused`` is how far a refused question came,
    ``asked`` the question back that the next turn may answer in words of its own.
    """

    plans: tuple[Plan, ...] = ()
    refused: Plan | None = None
    asked: Clarification | None = None

    @property
    def previous(self) -> Plan | None:
        """What the turn before was understood as, or None at the start of a conversation."""
        return self.refused or (self.plans[-1] if self.plans else None)

    @property
    def before(self) -> Plan | None:
        """What was answered before that: where "terug" leads."""
        if self.refused is not None:
            return self.plans[-1] if self.plans else None
        return self.plans[-2] if len(self.plans) > 1 else None

    def after(self, decision: Decision, reading: Plan | None) -> Memory:
        """Return what is remembered after a turn; ``reading`` is the plan that a later step refused."""
        match decision:
            case Plan():
                return Memory(self._with(decision))
            case Clarification():
                return replace(self, asked=decision)
            case Refusal():
                return replace(self, refused=decision.so_far or reading or self.refused, asked=self.asked)
        return replace(self, asked=None)

    def _with(self, plan: Plan) -> tuple[Plan, ...]:
        """Going back to the turn before takes the last one away."""
        if len(self.plans) > 1 and replace(plan, words=()) == replace(self.plans[-2], words=()):
            return self.plans[:-1]
        return (*self.plans, plan)[-_DEPTH:]


class Turns:
    """The memory of each conversation; safe to use from several threads.

    A question without a conversation neither sees nor leaves anything here.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._memories: OrderedDict[str, Memory] = OrderedDict()
        self._lock = Lock()

    def memory(self, conversation: str | None) -> Memory:
        """Return what the next turn of a conversation may lean on."""
        if conversation is None:
            return Memory()
        with self._lock:
            return self._memories.get(conversation, Memory())

    def remember(self, conversation: str | None, decision: Decision, reading: Plan | None = None) -> None:
        """Keep what a turn was understood as."""
        if conversation is None:
            return
        with self._lock:
            self._memories[conversation] = self._memories.get(conversation, Memory()).after(decision, reading)
            self._memories.move_to_end(conversation)
            while len(self._memories) > self._most:
                self._memories.popitem(last=False)
