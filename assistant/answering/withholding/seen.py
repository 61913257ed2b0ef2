"""What was shown before, in one conversation or to one person on one day: which sums of counts."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

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

    def of(self, conversation: str | None) -> tuple[Seen, ...]:
        """Return what was shown in a conversation; nothing outside one."""
        with self._lock:
            return tuple(self._seen.get(conversation, ())) if conversation is not None else ()

    def remember(self, conversation: str | None, shown: tuple[Seen, ...]) -> None:
        """Keep what an answer showed."""
        if conversation is None or not shown:
            return
        with self._lock:
            kept = self._seen.setdefault(conversation, {})
            kept.update(dict.fromkeys(shown))
            for one in list(kept)[: max(0, len(kept) - _SUMS)]:
                del kept[one]
            self._seen.move_to_end(conversation)
            while len(self._seen) > _CONVERSATIONS:
                self._seen.popitem(last=False)


class Reader:
    """Who asks: a role, and what was shown before in the same conversation.

    What an answer shows is noted while it is made and kept once the answer is kept, for only then it is shown.
    """

    def __init__(self, role: str, conversation: str | None = None, memory: SeenBefore | None = None) -> None:
        self.role = role
        self._conversation = conversation
        self._memory = memory
        self._noted: tuple[Seen, ...] = ()

    def before(self) -> tuple[Seen, ...]:
        """Return what was shown before."""
        return self._memory.of(self._conversation) if self._memory is not None else ()

    def note(self, shown: tuple[Seen, ...]) -> None:
        """Take down what the answer in the making will show."""
        self._noted += shown

    def keep(self) -> None:
        """Remember what was taken down."""
        if self._memory is not None:
            self._memory.remember(self._conversation, self._noted)
        self._noted = ()
