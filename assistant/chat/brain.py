"""The one assistant of a chat process: opened before the server listens, closed after it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.answering import Assistant
from assistant.settings import Settings

_assistant: Assistant | None = None


@contextmanager
def opened(settings: Settings) -> Iterator[Assistant]:
    """Open the assistant for as long as the chat runs."""
    global _assistant
    _assistant = Assistant.open(settings)
    try:
        yield _assistant
    finally:
        _assistant.close()
        _assistant = None


def current() -> Assistant:
    """Return the assistant of this process."""
    if _assistant is None:
        raise RuntimeError("the chat asked something before its assistant was opened")
    return _assistant
