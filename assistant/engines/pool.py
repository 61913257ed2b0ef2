"""A small pool of workers: one is started at once, more when several people ask at the same time."""

from __future__ import annotations

import logging
import threading
from typing import Any

from assistant.engines.process import Worker, WorkerDied, WorkerOptions

_log = logging.getLogger(__name__)


class Pool:
    """Hands requests to idle workers; replaces those that died. Safe to use from several threads."""

    def __init__(self, options: WorkerOptions, size: int) -> None:
        self._options = options
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._closed = False
        self._idle: list[Worker] = [Worker(options)]
        self._busy: set[Worker] = set()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the reply of a worker, or ``{"failure": kind}`` when it was killed or cannot be started."""
        with self._free:
            worker = self._take()
            try:
                reply = worker.ask(request)
            except WorkerDied as death:
                self._replace(worker, death)
                return {"failure": "timeout" if death.late else "broken", "log": str(death)}
            with self._lock:
                self._busy.discard(worker)
                if self._closed:
                    worker.kill()
                else:
                    self._idle.append(worker)
            return reply

    def _take(self) -> Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else Worker(self._options)
            self._busy.add(worker)
            return worker

    def _replace(self, worker: Worker, death: WorkerDied) -> None:
        _log.warning("a worker was %s", death)
        with self._lock:
            self._busy.discard(worker)
            if not self._closed and not self._idle:
                self._idle.append(Worker(self._options))

    @property
    def unheld(self) -> tuple[str, ...]:
        """The limits that this system does not hold, as far as a worker has told: ``network``, ``memory``."""
        with self._lock:
            return next((worker.unheld for worker in self._idle), ())

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            workers = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in workers:
            worker.kill()
