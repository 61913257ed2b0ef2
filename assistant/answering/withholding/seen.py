"""What was shown before, in one conversation or to one person on one day: which sums of counts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from assistant.answering.withholding.ledger import Kept, Shown
from assistant.plan import Filter, Split
from assistant.validation.disclosure import Key

#: Conversations that are remembered at once; the one that was silent longest is forgotten first.
_CONVERSATIONS = 1000
#: Sums that are remembered of one conversation.
_SUMS = 20_000


@dataclass(frozen=True, slots=True)
class Seen:
    """One figure that was shown: the count, the alternative and the period it is of, and the cells it adds up.

    ``value`` is what it came to, where it is of one period; it is kept to compare filters on numbers and dates.
    """

    component: str
    slice: Key
    period: str
    splits: tuple[Split, ...]
    universe: tuple[Filter, ...]
    cells: frozenset[Key]
    value: int | None = None


class SeenBefore:
    """The figures shown in each conversation, in memory; safe to use from several threads."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, dict[Seen, None]] = OrderedDict()
        self._lock = Lock()

    def of(self, name: str) -> tuple[Seen, ...]:
        """Return what was shown in a conversation."""
        with self._lock:
            return tuple(self._seen.get(name, ()))

    def restore(self, name: str, shown: Callable[[], Iterable[Seen]]) -> None:
        """Begin a conversation that is not remembered with what was shown in it before."""
        with self._lock:
            if name in self._seen:
                return
        found = dict.fromkeys(shown())
        with self._lock:
            self._seen.setdefault(name, {}).update(found)

    def remember(self, name: str, shown: tuple[Seen, ...]) -> None:
        """Keep what an answer showed."""
        if not shown:
            return
        with self._lock:
            kept = self._seen.setdefault(name, {})
            kept.update(dict.fromkeys(shown))
            for one in list(kept)[: max(0, len(kept) - _SUMS)]:
                del kept[one]
            self._seen.move_to_end(name)
            while len(self._seen) > _CONVERSATIONS:
                self._seen.popitem(last=False)


class Book(Protocol):
    """Where what was shown is remembered under a name: a conversation, or a person for a day."""

    def of(self, name: str) -> tuple[Seen, ...]:
        """Return what was shown under a name."""
        ...

    def remember(self, name: str, shown: tuple[Seen, ...]) -> None:
        """Keep what an answer showed."""
        ...


class Reader:
    """Who asks: a role, and what was shown before in the same conversation, or to the same person on this day.

    What an answer shows is noted while it is made and kept once the answer is kept, for only then it is shown.
    """

    def __init__(self, role: str, *books: tuple[Book, str | None], kept: Kept | None = None) -> None:
        self.role = role
        self._books = tuple((book, name) for book, name in books if name is not None)
        self._kept = kept if kept is not None and kept.followed else None
        self._noted: tuple[Seen, ...] = ()
        self._values: tuple[Shown, ...] = ()

    @property
    def followed(self) -> bool:
        """Whether anything is remembered of who asks."""
        return bool(self._books)

    def values(self) -> tuple[Shown, ...]:
        """Return the values that were shown before."""
        return (*(self._kept.of() if self._kept is not None else ()), *self._values)

    def note_values(self, shown: Shown) -> None:
        """Take down the values that the answer in the making will show."""
        self._values += (shown,)

    def before(self) -> tuple[Seen, ...]:
        """Return what was shown before, also by what stands earlier in the answer in the making."""
        kept = (one for book, name in self._books for one in book.of(name))
        return tuple(dict.fromkeys((*kept, *self._noted)))

    @property
    def noted(self) -> tuple[Seen, ...]:
        """What the answer in the making will show, as far as it was taken down."""
        return self._noted

    def note(self, shown: tuple[Seen, ...]) -> None:
        """Take down what the answer in the making will show."""
        self._noted += shown

    def keep(self) -> None:
        """Remember what was taken down."""
        for book, name in self._books:
            book.remember(name, self._noted)
        if self._kept is not None:
            for shown in self._values:
                self._kept.remember(shown)
        self._noted, self._values = (), ()
