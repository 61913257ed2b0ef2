"""One worker process seen from the parent: started, asked, killed at the deadline."""

from __future__ import annotations

import json
import logging
import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.engines.watch import watch
from assistant.errors import OperatorError
from assistant.stopping import on_stop

_log = logging.getLogger(__name__)
_PROGRAM = Path(__file__).with_name("worker.py")
#: Seconds that a worker gets beyond the engine's own time limit before it is killed.
GRACE = 0.5
_START_LIMIT = 60.0
#: Seconds that a query gets at least, also when its worker had to be started for it.
_LEAST = 0.5
#: Seconds after which a query gives way to the quick ones of other people, where the system can do that.
_QUICK = 0.2
_GIVES_WAY = 10
#: Waits for the reply to what was sent.
Reply = Callable[[], dict[str, Any]]
_PASSED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """What a worker opens and within which bounds: megabytes, seconds, threads."""

    path: str
    memory: int
    seconds: float
    threads: int


class WorkerDied(Exception):
    """The worker is gone: killed at its deadline (``late``) or by itself."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("killed at its deadline" if late else "gone")
        self.late = late


class Worker:
    """A running worker; one request at a time. Starting returns at once, the first request waits for it."""

    def __init__(self, options: WorkerOptions) -> None:
        self._options = options
        #: Whether it was killed because its time was up.
        self.late = False
        #: Whether it was killed because whoever asked went away.
        self.stopped = False
        self._ready = False
        #: Whether a query of this worker took so long that it runs after others from then on.
        self.slowed = False
        self.unheld: tuple[str, ...] = ()
        environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-s", "-B", str(_PROGRAM), json.dumps(asdict(options))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd=str(Path(options.path).parent),
                start_new_session=True,  # Ctrl-C is for the program that asks
            )
        except OSError as error:
            raise OperatorError(f"the query process cannot be started: {error.strerror}") from error

    def begin(self, request: dict[str, Any], deadline: float) -> Reply:
        """Send a request; what is returned waits for the reply until ``deadline`` (monotonic) and must be called.

        Either may raise :class:`WorkerDied`.
        """
        self._await_ready()
        return self._begun(request, max(_LEAST, deadline - time.monotonic()), quick=_QUICK)

    def _await_ready(self) -> None:
        if self._ready:
            return
        hello = self._begun(None, _START_LIMIT)()
        if "failure" in hello:
            _log.error("a worker cannot open %s: %s", self._options.path, hello.get("log"))
            self.kill()
            raise WorkerDied(late=False)
        self.unheld = tuple(hello["unheld"])
        self._ready = True

    def _begun(self, request: dict[str, Any] | None, seconds: float, quick: float | None = None) -> Reply:
        now = time.monotonic()
        held = ExitStack()
        watch.start(self, slow=None if quick is None else now + quick, late=now + seconds)
        held.callback(watch.stop, self)
        held.enter_context(on_stop(self._stop))
        try:
            if request is not None:
                self._write(request)
        except (OSError, ValueError) as error:
            held.close()
            self.kill()
            raise WorkerDied(late=self.late) from error

        def reply() -> dict[str, Any]:
            with held:
                return self._received()

        return reply

    def _write(self, request: dict[str, Any]) -> None:
        body = json.dumps(request).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(struct.pack(">I", len(body)) + body)
        self._process.stdin.flush()

    def _received(self) -> dict[str, Any]:
        try:
            size = struct.unpack(">I", self._read(4))[0]
            reply: dict[str, Any] = json.loads(self._read(size))
        except (OSError, ValueError) as error:
            self.kill()
            raise WorkerDied(late=self.late) from error
        return reply

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        data = self._process.stdout.read(size)
        if len(data) < size:
            self.kill()
            raise WorkerDied(late=self.late)
        return data

    def give_way(self) -> None:
        """Let the quick queries of other people go first from now on, where the system can do that."""
        if not hasattr(os, "setpriority"):
            return
        try:
            os.setpriority(os.PRIO_PGRP, self._process.pid, _GIVES_WAY)  # the group: all its threads
        except OSError:
            return  # it has just ended, or the system does not allow it: the deadline still holds
        self.slowed = True

    def kill_late(self) -> None:
        """End the process because its time is up; who waits for it is told so."""
        self.late = True
        self._process.kill()

    def _stop(self) -> None:
        self.stopped = True
        self._process.kill()

    def kill(self) -> None:
        """End the process, reap it and close its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    _log.debug("a pipe of a killed worker was already broken")
