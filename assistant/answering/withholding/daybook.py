"""What one person was shown on one day, in the records: it counts across conversations, programs and restarts."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock

from assistant.answering.withholding.seen import Seen
from assistant.answering.withholding.writing import read, written
from assistant.records import Users

_PEOPLE = 200


class Daybook:
    """Reads and writes what people were shown of one state of the data; safe to use from several threads."""

    def __init__(self, users: Users, digest: str) -> None:
        self._users = users
        self._digest = digest
        self._read: OrderedDict[tuple[str, dt.date], tuple[int, dict[Seen, None]]] = OrderedDict()
        self._lock = Lock()

    def of(self, user: str) -> tuple[Seen, ...]:
        """Return what somebody was shown today, by whatever program."""
        day = dt.date.today()
        with self._lock:
            last, known = self._read.setdefault((user, day), (0, {}))
            for number, figures in self._users.shown(user, day, self._digest, last):
                known.update(dict.fromkeys(read(one) for one in figures))
                last = number
            self._read[user, day] = (last, known)
            self._read.move_to_end((user, day))
            while len(self._read) > _PEOPLE:
                self._read.popitem(last=False)
            return tuple(known)

    def remember(self, user: str, shown: tuple[Seen, ...]) -> None:
        """Keep what an answer showed."""
        if shown:
            self._users.note_shown(user, dt.date.today(), self._digest, [written(one) for one in shown])
