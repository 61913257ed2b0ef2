"""A small pool of workers: one is started at once, more when several people ask at the same time."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack
from typing import Any

from assistant.engines.capacity import KEPT
from assistant.engines.process import GRACE, Reply, Worker, WorkerDied, WorkerOptions
from assistant.stopping import check_stopped

_log = logging.getLogger(__name__)
#: Seconds after which a worker that nobody needed ends, so that memory returns after a busy moment.
_REST = 30.0


class Pool:
    """Hands requests to idle workers; replaces those that died. Safe to use from several threads.

    At most ``size`` requests run at once. Who waits longer than one query may take is told so instead of waiting on.
    """

    def __init__(self, options: WorkerOptions, size: int, rest: float = _REST) -> None:
        self._options = options
        self._rest = rest
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._closed = False
        self._idle: list[tuple[Worker, float]] = [(Worker(options), time.monotonic())]
        self._busy: set[Worker] = set()
        self._tidying: threading.Timer | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the reply of a worker, or ``{"failure": kind}`` when it was killed or cannot be started.

        Raises :class:`~assistant.stopping.Stopped` when it was killed because whoever asked went away.
        """
        return self.begin(request)()

    def begin(self, request: dict[str, Any]) -> Reply:
        """Send a request to a worker; what is returned waits for its reply, as :meth:`ask` does, and must be called."""
        deadline = time.monotonic() + self._options.seconds + GRACE  # what the reader waits, queue and start included
        if not self._free.acquire(timeout=self._options.seconds + GRACE):
            busy = {"failure": "timeout", "log": "every worker was busy all the time that one query may take"}
            return lambda: busy
        with ExitStack() as failing:
            failing.callback(self._free.release)
            worker = self._take()
            reply = self._sent(worker, request, deadline)
            failing.pop_all()
        return lambda: self._finished(worker, reply)

    def _sent(self, worker: Worker, request: dict[str, Any], deadline: float) -> Reply:
        try:
            return worker.begin(request, deadline)
        except WorkerDied as death:
            failed = death

            def again() -> dict[str, Any]:
                raise failed

            return again

    def _finished(self, worker: Worker, reply: Reply) -> dict[str, Any]:
        try:
            try:
                answer = reply()
            except WorkerDied as death:
                self._replace(worker, death)
                check_stopped()
                return {"failure": "timeout" if death.late else "broken", "log": str(death)}
            self._give_back(worker)
            return answer
        finally:
            self._free.release()

    def _take(self) -> Worker:
        with self._lock:
            worker = self._idle.pop()[0] if self._idle else Worker(self._options)
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            if self._closed or worker.slowed or worker.late or worker.stopped:
                worker.kill()
            else:
                self._idle.append((worker, time.monotonic()))
            if len(self._idle) > KEPT and self._tidying is None:
                self._tidying = threading.Timer(self._rest, self._tidy)
                self._tidying.daemon = True
                self._tidying.start()

    def _tidy(self) -> None:
        """End the workers that nobody needed for a while; come back while there are more than are kept warm."""
        with self._lock:
            self._tidying = None
            if self._closed:
                return
            before = time.monotonic() - self._rest
            spare = [worker for worker, since in self._idle if since <= before][: max(0, len(self._idle) - KEPT)]
            self._idle = [(worker, since) for worker, since in self._idle if worker not in spare]
            if len(self._idle) > KEPT:
                self._tidying = threading.Timer(self._rest, self._tidy)
                self._tidying.daemon = True
                self._tidying.start()
        for worker in spare:
            worker.kill()

    def _replace(self, worker: Worker, death: WorkerDied) -> None:
        _log.warning("a worker was %s", death)
        with self._lock:
            self._busy.discard(worker)
            if not self._closed and not self._idle:
                self._idle.append((Worker(self._options), time.monotonic()))

    @property
    def workers(self) -> int:
        """How many worker processes there are now."""
        with self._lock:
            return len(self._idle) + len(self._busy)

    @property
    def unheld(self) -> tuple[str, ...]:
        """The limits that this system does not hold, as far as a worker has told: ``network``, ``memory``."""
        with self._lock:
            return next((worker.unheld for worker, _ in self._idle), ())

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            workers = [*(worker for worker, _ in self._idle), *self._busy]
            self._idle.clear()
            if self._tidying is not None:
                self._tidying.cancel()
        for worker in workers:
            worker.kill()
