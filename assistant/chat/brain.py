"""The one assistant of a server with a chat, and its entrance: opened before it listens, closed after it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from assistant.answering import Assistant
from assistant.answering.live import LiveAssistant
from assistant.entrance import Entrance
from assistant.settings import Settings

_live: LiveAssistant | None = None
_entrance: Entrance | None = None


@contextmanager
def opened(settings: Settings, entrance: Entrance) -> Iterator[LiveAssistant]:
    """Open the assistant for as long as the server runs."""
    global _live, _entrance
    _live, _entrance = LiveAssistant(settings), entrance
    try:
        yield _live
    finally:
        _live.close()
        _live, _entrance = None, None


def using() -> AbstractContextManager[Assistant]:
    """Lend the assistant of this process, over the catalogue as it is now."""
    if _live is None:
        raise RuntimeError("the chat asked something before its assistant was opened")
    return _live.using()


def entrance() -> Entrance:
    """Return what tells who may ask."""
    if _entrance is None:
        raise RuntimeError("the chat asked who somebody is before its entrance was opened")
    return _entrance
