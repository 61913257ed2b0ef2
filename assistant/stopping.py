"""Whoever asked may stop waiting: then what is under way for that question ends, wherever in the house it has come to.

A face wraps its work in :func:`stoppable`. What takes long (a query, a call to a language model) says with
:func:`on_stop` how it is ended. Threads that are started with the context of the face (``asyncio.to_thread``) belong to
the same question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assistant.errors import DuidingError


class Stopped(DuidingError):
    """Whoever asked went away: there is nobody to answer, and nothing is kept."""


class Stop:
    """One question that can be stopped; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted = False
        self._endings: list[Callable[[], None]] = []

    @property
    def wanted(self) -> bool:
        """Whether whoever asked went away."""
        return self._wanted

    def stop(self) -> None:
        """End what is under way, and whatever begins after it."""
        with self._lock:  # what has just finished is not ended any more
            self._wanted = True
            for end in self._endings:
                end()

    @contextmanager
    def ending(self, end: Callable[[], None]) -> Iterator[None]:
        """Call ``end`` when it is stopped within the block; at once when it was stopped before."""
        with self._lock:
            self._endings.append(end)
            if self._wanted:
                end()
        try:
            yield
        finally:
            with self._lock:
                self._endings.remove(end)


_CURRENT: ContextVar[Stop | None] = ContextVar("stop", default=None)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give what stops the work that is begun within the block."""
    stop = Stop()
    before = _CURRENT.set(stop)
    try:
        yield stop
    finally:
        _CURRENT.reset(before)


@contextmanager
def on_stop(end: Callable[[], None]) -> Iterator[None]:
    """Say how the work within the block is ended when whoever asked goes away."""
    stop = _CURRENT.get()
    if stop is None:
        yield
        return
    with stop.ending(end):
        yield


def check_stopped() -> None:
    """Raise :class:`Stopped` when whoever asked went away."""
    stop = _CURRENT.get()
    if stop is not None and stop.wanted:
        raise Stopped("whoever asked went away")
