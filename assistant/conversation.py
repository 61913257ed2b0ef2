"""Turns of a conversation: what was understood before, so that "en per wijk?" can follow it, and "terug" go back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from assistant.catalog.catalog import MetricRef
from assistant.plan import Clarification, Decision, FreeQuery, Plan, Refusal

#: Conversations that are remembered at once; the one that was silent longest is forgotten first.
MOST = 1000
#: Turns of one conversation that can be gone back to.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What a word with several readings was taken for when the asker was asked.

    ``among`` are the readings that were offered: another word for the same is not asked about again.
    """

    word: str
    metrics: tuple[MetricRef, ...]
    among: frozenset[tuple[MetricRef, ...]] = frozenset()


def asked_word(asked: Clarification) -> str | None:
    """Return the word that a question back is about."""
    return next((use.text for use in asked.words if use.as_ == "?"), None)


@dataclass(frozen=True, slots=True)
class Memory:
    """What a turn may lean on.

    ``plans`` are the questions that were answered, the latest last; ``refused`` is how far a refused question came,
    ``asked`` the question back that the next turn may answer in words of its own, ``chosen`` what was chosen of the
    readings of a word, the latest first.
    """

    plans: tuple[Plan, ...] = ()
    refused: Plan | None = None
    asked: Clarification | None = None
    chosen: tuple[Choice, ...] = ()

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
                return Memory(self._with(decision), chosen=self._chosen(decision))
            case Clarification():
                return replace(self, asked=decision)
            case Refusal():
                return replace(self, refused=decision.so_far or reading or self.refused, asked=self.asked)
            case FreeQuery():
                # Nothing of it is a plan that a next turn could lean on, and what came before it is not meant either.
                return Memory(chosen=self.chosen)
        return replace(self, asked=None)

    def _chosen(self, plan: Plan) -> tuple[Choice, ...]:
        """A plan after a question back between figures is the choice of one, when it is about that one."""
        word = asked_word(self.asked) if self.asked is not None else None
        offered = [one.plan.metrics for one in self.asked.options if one.plan is not None] if self.asked else []
        if word is None or len(set(offered)) < 2 or plan.metrics not in offered:
            return self.chosen
        among = frozenset(offered)
        rest = (one for one in self.chosen if one.word != word.casefold() and one.among != among)
        return (Choice(word.casefold(), plan.metrics, among), *rest)[:_DEPTH]

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

    def restore(self, conversation: str, memory: Callable[[], Memory]) -> None:
        """Begin a conversation that is not remembered with what it had come to."""
        with self._lock:
            if conversation in self._memories:
                return
        found = memory()
        with self._lock:
            self._memories.setdefault(conversation, found)

    def remember(self, conversation: str | None, decision: Decision, reading: Plan | None = None) -> None:
        """Keep what a turn was understood as."""
        if conversation is None:
            return
        with self._lock:
            self._memories[conversation] = self._memories.get(conversation, Memory()).after(decision, reading)
            self._memories.move_to_end(conversation)
            while len(self._memories) > self._most:
                self._memories.popitem(last=False)
