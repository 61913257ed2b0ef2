"""How many worker processes this machine can hold at once, from its memory."""

from __future__ import annotations

import os

#: Workers that are kept warm; more are started when more people ask at once, and end when nobody needs them.
KEPT = 2
_MOST = 16
#: Megabytes of a worker besides what its queries may use: the interpreter and the engine.
_OWN = 100
#: Part of the machine's memory that all queries together may use.
_SHARE = 0.5


def most_workers(memory_limit: int, physical: int | None = None) -> int:
    """Return how many queries may run at once when each may use ``memory_limit`` megabytes.

    ``physical`` is the memory of the machine in megabytes; it is asked of the system when not given. A small machine
    still gets two: one slow query must never keep everybody waiting.
    """
    room = physical if physical is not None else physical_memory()
    if room is None:
        return KEPT * 2
    return max(KEPT, min(_MOST, int(room * _SHARE) // (memory_limit + _OWN)))


def physical_memory() -> int | None:
    """Return the megabytes of this machine; None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // (1024 * 1024)
    except (AttributeError, ValueError, OSError):
        return None
