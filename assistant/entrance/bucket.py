"""How often somebody may ask: a bucket that fills up slowly and is emptied by asking."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Names that are remembered at once; who asks least recently is forgotten first, which only ever gives them more.
_MOST = 10_000


class Buckets:
    """A bucket a name: ``size`` at once, and after that ``rate`` a second."""

    def __init__(self, size: float, rate: float, now: Callable[[], float] = time.monotonic) -> None:
        self._size, self._rate, self._now = size, rate, now
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> float:
        """Take one; return 0 when there was one, else the seconds until there is."""
        with self._lock:
            now = self._now()
            left, since = self._left.pop(name, (self._size, now))
            left = min(self._size, left + (now - since) * self._rate)
            enough = left >= 1
            self._left[name] = (left - 1 if enough else left, now)
            if len(self._left) > _MOST:
                del self._left[next(iter(self._left))]
            return 0.0 if enough else (1 - left) / self._rate

    def forget(self, name: str) -> None:
        """Fill a bucket again."""
        with self._lock:
            self._left.pop(name, None)
