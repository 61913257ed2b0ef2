"""One thread that keeps the time of every running query: who is slow gives way, who is late is killed."""

from __future__ import annotations

import threading
import time
from typing import Protocol

#: Seconds between two looks while something runs: how late a kill may come.
_LOOK = 0.05


class Watched(Protocol):
    """Something that runs against the clock."""

    def give_way(self) -> None:
        """Let others go first from now on."""
        ...

    def kill_late(self) -> None:
        """End at once."""
        ...


class Watch:
    """Calls ``give_way`` and ``kill_late`` at their moments; a thread a query would cost more than the query."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._something = threading.Event()
        self._running: dict[Watched, tuple[float | None, float]] = {}
        self._thread: threading.Thread | None = None

    def start(self, one: Watched, *, slow: float | None, late: float) -> None:
        """Keep the time of ``one``: ``slow`` and ``late`` are moments of the monotonic clock."""
        with self._lock:
            self._running[one] = (slow, late)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._look, name="query-clock", daemon=True)
                self._thread.start()
        self._something.set()

    def stop(self, one: Watched) -> None:
        """It has ended by itself."""
        with self._lock:
            self._running.pop(one, None)

    def _look(self) -> None:
        while True:
            self._something.wait()
            now = time.monotonic()
            # Under the lock: who ends by itself at this very moment waits, and then knows that it was killed.
            with self._lock:
                for one, (slow, late) in list(self._running.items()):
                    if late <= now:
                        del self._running[one]
                        one.kill_late()
                    elif slow is not None and slow <= now:
                        self._running[one] = (None, late)
                        one.give_way()
                if not self._running:
                    self._something.clear()
            time.sleep(_LOOK)


#: The clock of this process.
watch = Watch()
