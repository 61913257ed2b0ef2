"""Questions under way: one at a time within a conversation, and the same one asked twice at once is asked once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class UnderWay:
    """Keeps the turns of each conversation apart, so that each may lean on the one before it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._asked: set[tuple[str, str]] = set()

    @asynccontextmanager
    async def turn(self, conversation: str, question: str) -> AsyncIterator[bool]:
        """Wait for the turns before; give False at once for a question that is under way already."""
        if (conversation, question) in self._asked:
            yield False
            return
        self._asked.add((conversation, question))
        try:
            async with self._locks.setdefault(conversation, asyncio.Lock()):
                yield True
        finally:
            self._asked.discard((conversation, question))
