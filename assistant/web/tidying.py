"""A server that runs on lets go, once a day, what is older than records are kept for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import DuidingError
from assistant.records import Gone, Records

_log = logging.getLogger("duiding.web")
#: Seconds between two times.
_DAY = 24 * 60 * 60


@contextmanager
def tidying(records: Records, days: int | None, every: float = _DAY) -> Iterator[None]:
    """Prune at the start of the block and every day after, beside what is asked; with no ``days`` nothing goes."""
    if days is None:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_until, args=(ended, records, days, every), name="tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _until(ended: threading.Event, records: Records, days: int, every: float) -> None:
    while not ended.is_set():
        try:
            gone = records.retention.prune(days)
        except DuidingError as error:
            _log.error("what is older than %d days is still there: %s", days, error)
        else:
            if gone != Gone():
                _log.info("older than %d days: %d conversations, %d answers", days, gone.conversations, gone.answers)
        ended.wait(every)
