"""What answers and pasted queries showed, by value: two figures that differ by a few persons are noticed.

It is what remains where it cannot be told which cells a figure adds up; where it can, :mod:`.seen` remembers more.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from threading import Lock
from typing import Any

from assistant.records import Users
from assistant.validation.disclosure.overlap import Read, overlap
from assistant.validation.disclosure.pasted import Counted

_NAMES = 1000
_QUERIES = 200
_MOST_SPLITS = 4
#: Under this name the records keep them, whatever the data were: an old figure and a new one may differ by a person.
_KEPT_AS = "pasted"

#: The cells that say what a figure is about, and the figure.
Figure = tuple[frozenset[str], float]


@dataclass(frozen=True)
class Shown:
    """The counts that one pasted query showed, with the rows that it read: dataset, condition, whether that is all.

    Of counts that are ``told`` it is known what they add up: those are compared cell by cell, elsewhere.
    """

    sql: str
    read: Read
    figures: tuple[Figure, ...] = field(repr=False)
    told: bool = False

    @cached_property
    def by_about(self) -> dict[frozenset[str], list[float]]:
        """Figures by what they are about."""
        found: dict[frozenset[str], list[float]] = defaultdict(list)
        for about, value in self.figures:
            found[about].append(value)
        return found

    @cached_property
    def by_part(self) -> dict[frozenset[str], list[float]]:
        """Figures by every part of what they are about: Zuid in 2024 is one of Zuid, too."""
        found: dict[frozenset[str], list[float]] = defaultdict(list)
        for about, value in self.figures:
            for part in _parts(about):
                found[part].append(value)
        return found

    def near(self, about: frozenset[str], value: float, minimum: int) -> bool:
        """Whether a figure about the same, or a part or whole of it, differs by a small number."""
        others = [*self.by_part.get(about, ()), *(one for part in _parts(about) for one in self.by_about.get(part, ()))]
        return any(0 < abs(value - other) < minimum for other in others)


class Ledger:
    """Remembers pasted queries by conversation, and by person for the day; safe to use from several threads."""

    def __init__(self, users: Users | None = None) -> None:
        self._users = users
        self._shown: OrderedDict[str, list[Shown]] = OrderedDict()
        self._lock = Lock()

    def over(self, users: Users) -> Ledger:
        """Return a ledger over newly opened records that goes on with the conversations of this one."""
        other = Ledger(users)
        with self._lock:
            other._shown.update({name: list(kept) for name, kept in self._shown.items()})
        return other

    def of(self, conversation: str | None, user: str | None) -> tuple[Shown, ...]:
        """Return what was shown in a conversation and to a person today."""
        with self._lock:
            found = list(self._shown.get(conversation, ())) if conversation is not None else []
        if user is not None and self._users is not None:
            kept = self._users.shown(user, dt.date.today(), _KEPT_AS)
            found += [_read(one) for _, figures in kept for one in figures]
        return tuple(found)

    def remember(self, conversation: str | None, user: str | None, shown: Shown) -> None:
        """Keep what a query showed."""
        if conversation is not None:
            with self._lock:
                kept = self._shown.setdefault(conversation, [])
                kept.append(shown)
                del kept[:-_QUERIES]
                self._shown.move_to_end(conversation)
                while len(self._shown) > _NAMES:
                    self._shown.popitem(last=False)
        if user is not None and self._users is not None:
            self._users.note_shown(user, dt.date.today(), _KEPT_AS, [_written(shown)])


@dataclass(frozen=True)
class Kept:
    """The part of a ledger that counts for one asker: a conversation, and a person's day."""

    ledger: Ledger
    conversation: str | None = None
    user: str | None = None

    @property
    def followed(self) -> bool:
        """Whether anything is remembered of this asker at all."""
        return self.conversation is not None or self.user is not None

    def of(self) -> tuple[Shown, ...]:
        """Return what the asker was shown."""
        return self.ledger.of(self.conversation, self.user)

    def remember(self, shown: Shown) -> None:
        """Keep what the asker is shown."""
        self.ledger.remember(self.conversation, self.user, shown)


def telling_rows(sql: str, read: Read, counted: Sequence[Counted], minimum: int, before: Iterable[Shown]) -> set[int]:
    """Return the rows of a result that, beside what was shown before, tell a number of persons below ``minimum``."""
    found: set[int] = set()
    for shown in before:
        if sql != shown.sql and overlap(read, shown.read):
            for about, value, rows in _figures(counted):
                if shown.near(about, value, minimum):
                    found |= rows
    return found


def shown_by(sql: str, read: Read, counted: Sequence[Counted], *, told: bool) -> Shown:
    """Return what a query shows, the sums of its rows included."""
    return Shown(sql, read, tuple((about, value) for about, value, _ in _figures(counted)), told)


def _figures(counted: Sequence[Counted]) -> Iterator[tuple[frozenset[str], float, set[int]]]:
    """Yield the counts of a result and their sums: all together, and by each cell that rows share."""
    sums: dict[tuple[frozenset[str], int], list[tuple[float, int]]] = defaultdict(list)
    for one in counted:
        for place, value in enumerate(one.values):
            if value is None:
                continue
            yield one.about, value, {one.row}
            for about in {frozenset[str](), *(frozenset({cell}) for cell in one.about)}:
                sums[about, place].append((value, one.row))
    for (about, _), parts in sums.items():
        if len(parts) > 1:
            yield about, sum(value for value, _ in parts), {row for _, row in parts}


def _parts(about: frozenset[str]) -> Iterator[frozenset[str]]:
    cells = sorted(about)[:_MOST_SPLITS]
    for size in range(len(cells) + 1):
        yield from map(frozenset, combinations(cells, size))
    if len(about) > _MOST_SPLITS:
        yield about


def _written(shown: Shown) -> Any:
    figures = [[sorted(about), value] for about, value in shown.figures]
    return [shown.sql, [list(one) for one in shown.read], figures, shown.told]


def _read(kept: Any) -> Shown:
    sql, read, figures, told = kept
    return Shown(
        sql,
        tuple((one[0], one[1], one[2]) for one in read),
        tuple((frozenset(cells), value) for cells, value in figures),
        told,
    )
