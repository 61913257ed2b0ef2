"""The assistant of a program that runs on for weeks: it notices new data or documentation and takes them in whole."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.answering.assistant import Assistant
from assistant.errors import DuidingError
from assistant.settings import Settings

_log = logging.getLogger(__name__)
#: Seconds between two looks at the files.
_LOOK = 5.0

Stamp = tuple[tuple[str, int, int], ...]


class LiveAssistant:
    """Gives the assistant of now, and replaces it when a file of its catalogue changed.

    The new one is opened beside the old, which answers until the new one is ready; an answer that is under way is
    finished by the assistant that began it. A catalogue or file that is not right leaves the old one in its place:
    ``trouble`` then says what is wrong, and the next change is a new chance.
    """

    def __init__(self, settings: Settings, *, look: float = _LOOK) -> None:
        self._settings = settings
        self._look = look
        self._lock = threading.Lock()
        self._assistant = Assistant.open(settings)
        self._users: dict[Assistant, int] = {self._assistant: 0}
        self._stamp = stamp(self._assistant)
        self._looked = time.monotonic()
        self._opening: threading.Thread | None = None
        self._closed = False
        #: Why the catalogue as it stands now is not the one that answers; None when it is.
        self.trouble: str | None = None

    @contextmanager
    def using(self) -> Iterator[Assistant]:
        """Lend the assistant of now; it stays open until it is given back."""
        self._look_around()
        with self._lock:
            assistant = self._assistant
            self._users[assistant] += 1
        try:
            yield assistant
        finally:
            with self._lock:
                self._users[assistant] -= 1
            self._let_go()

    def refresh(self) -> None:
        """Look now, and wait until what changed is taken in or found wrong."""
        self._looked = time.monotonic() - self._look
        self._look_around()
        opening = self._opening
        if opening is not None:
            opening.join()

    def close(self) -> None:
        """Close every assistant that is open."""
        with self._lock:
            self._closed = True
            opening = self._opening
        if opening is not None:
            opening.join()
        for assistant in list(self._users):
            assistant.close()

    def _look_around(self) -> None:
        with self._lock:
            if self._opening is not None or self._closed or time.monotonic() - self._looked < self._look:
                return
            self._looked = time.monotonic()
            found = stamp(self._assistant)
            if found == self._stamp:
                return
            self._stamp = found
            self._opening = threading.Thread(target=self._replace, name="catalogue-changed", daemon=True)
            self._opening.start()

    def _replace(self) -> None:
        try:
            fresh = Assistant.open(self._settings, follows=self._assistant)
        except DuidingError as error:
            _log.error("the catalogue changed and cannot be used as it is; the old one goes on answering: %s", error)
            self.trouble = self._assistant.trouble = str(error)
        else:
            with self._lock:
                self._assistant = fresh
                self._users[fresh] = 0
            self.trouble = None
            _log.info("the catalogue changed and was taken in: %s", fresh.engine.digest)
        finally:
            with self._lock:
                self._opening = None
        self._let_go()

    def _let_go(self) -> None:
        """Close the assistants of before that nobody uses any more."""
        with self._lock:
            done = [one for one, users in self._users.items() if users == 0 and one is not self._assistant]
            for assistant in done:
                del self._users[assistant]
        for assistant in done:
            assistant.close()


def stamp(assistant: Assistant) -> Stamp:
    """Return what tells whether a file of the catalogue changed: name, size and time of each."""
    root = assistant.loaded.root
    documents = [root / "catalog.yaml", *sorted((root / "datasets").glob("*.yaml"))]
    data = root / assistant.catalog.data
    return tuple(_seen(path) for path in (*documents, *(data / one.source for one in assistant.catalog.datasets)))


def _seen(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), -1, -1
    return str(path), status.st_size, status.st_mtime_ns
