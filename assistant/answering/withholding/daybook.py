"""What one person was shown on one day, in the records: it counts across conversations, programs and restarts."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock
from typing import Any

from assistant.answering.withholding.seen import Seen
from assistant.catalog.catalog import FieldRef
from assistant.plan import Filter, Member, MemberFilter, Op, Split, ValueFilter
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
                known.update(dict.fromkeys(_read(one) for one in figures))
                last = number
            self._read[user, day] = (last, known)
            self._read.move_to_end((user, day))
            while len(self._read) > _PEOPLE:
                self._read.popitem(last=False)
            return tuple(known)

    def remember(self, user: str, shown: tuple[Seen, ...]) -> None:
        """Keep what an answer showed."""
        if shown:
            self._users.note_shown(user, dt.date.today(), self._digest, [_written(one) for one in shown])


def _written(seen: Seen) -> Any:
    splits = [[str(split.field), split.level] for split in seen.splits]
    universe = [_filter_written(item) for item in seen.universe]
    cells = [list(cell) for cell in sorted(seen.cells)]
    return [seen.component, list(seen.slice), seen.period, splits, universe, cells, seen.value]


def _read(kept: Any) -> Seen:
    component, slice_, period, splits, universe, cells, value = kept
    return Seen(
        component,
        tuple(slice_),
        period,
        tuple(Split(FieldRef.parse(field), level) for field, level in splits),
        tuple(_filter_read(item) for item in universe),
        frozenset(tuple(cell) for cell in cells),
        value,
    )


def _filter_written(item: Filter) -> Any:
    if isinstance(item, ValueFilter):
        return [str(item.field), item.op.value, list(item.values)]
    members = [[member.value, member.label, member.level] for member in item.members]
    return [str(item.field), item.op.value, None, members]


def _filter_read(kept: Any) -> Filter:
    field, op = FieldRef.parse(kept[0]), Op(kept[1])
    if kept[2] is not None:
        return ValueFilter(field, op, tuple(kept[2]))
    return MemberFilter(field, op, tuple(Member(value, label, level) for value, label, level in kept[3]))
