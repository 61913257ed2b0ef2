"""A model that fails again and again is left alone for a while: nobody waits for it, and it can come to itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """After ``most`` failures in a row it rests for ``seconds``; then one call may try again."""

    def __init__(
        self,
        most: int = 3,
        seconds: float = 60.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0

    @property
    def rests(self) -> bool:
        """Whether a call should not even be tried now; the first after the rest is let through alone."""
        with self._lock:
            if self._failed < self._most:
                return False
            if self._clock() < self._until:
                return True
            self._until = self._clock() + self._seconds
            return False

    def note(self, failed: bool) -> None:
        """Take down how a call ended."""
        with self._lock:
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= self._most:
                self._until = self._clock() + self._seconds

    def waited(self, seconds: float) -> bool:
        """Wait before another try; False when meanwhile others found that it should rest."""
        self._wait(seconds)
        with self._lock:
            return self._failed < self._most
