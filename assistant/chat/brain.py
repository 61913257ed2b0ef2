"""The one assistant of a chat process: opened before the server listens, closed after it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from assistant.answering import Assistant
from assistant.answering.live import LiveAssistant
from assistant.settings import Settings

_live: LiveAssistant | None = None


@contextmanager
def opened(settings: Settings) -> Iterator[LiveAssistant]:
    """Open the assistant for as long as the chat runs."""
    global _live
    _live = LiveAssistant(settings)
    try:
        yield _live
    finally:
        _live.close()
        _live = None


def using() -> AbstractContextManager[Assistant]:
    """Lend the assistant of this process, over the catalogue as it is now."""
    if _live is None:
        raise RuntimeError("the chat asked something before its assistant was opened")
    return _live.using()
