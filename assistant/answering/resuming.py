"""A conversation taken up again after a restart: what its next turn leans on, read back from its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.withholding import Seen
from assistant.answering.withholding.writing import read
from assistant.catalog.catalog import Catalog
from assistant.conversation import Memory
from assistant.plan import Decision, Plan, Refusal
from assistant.plan.documented import documented
from assistant.plan.thawing import Unreadable, thawed
from assistant.records import Turn


def memory_of(turns: Sequence[Turn], catalog: Catalog) -> Memory:
    """Return what a conversation had come to.

    A turn that this version cannot read, or that names what is no longer documented, is left out: nothing follows it.
    """
    memory = Memory()
    for turn in turns:
        decision = _decision(turn)
        if decision is not None and turn.catalog == catalog.name and documented(decision, catalog):
            memory = memory.after(decision, None)
    return memory


def shown_in(turns: Sequence[Turn], digest: str) -> Iterator[Seen]:
    """Yield the counts of this state of the data that a conversation showed."""
    for turn in turns:
        if turn.catalog_digest == digest:
            yield from map(read, turn.shown or ())


def to_keep(decision: Decision | None, reading: Decision | None) -> Decision | None:
    """Return a decision with all that a later turn needs of it: a refusal of a plan keeps the plan."""
    if isinstance(decision, Refusal) and decision.so_far is None and isinstance(reading, Plan):
        return replace(decision, so_far=reading)
    return decision


def _decision(turn: Turn) -> Decision | None:
    try:
        return thawed(turn.plan) if turn.plan else None
    except Unreadable:
        return None
