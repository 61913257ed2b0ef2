"""Plans that were checked before: the same query tree, for the same role and engine, is not checked anew.

One question asks the data several things (which periods there are, which caveats hold), and the next question asks
most of them again. Only what was accepted is remembered: an engine that was away is asked again.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from weakref import ref

from assistant.catalog.dialect import Key
from assistant.validation.query import Binder, ValidatedQuery

#: How many checked plans a view keeps; the one that was not needed for longest goes first.
MOST = 1024


class Remembered:
    """The checked plans of one view. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[ref[Binder] | None, ValidatedQuery]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, binder: Binder | None) -> ValidatedQuery | None:
        """Return the query that was made of a tree with this binder's opinion."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or (found[0]() if found[0] is not None else None) is not binder:
                return None
            self._kept.move_to_end(key)
            return found[1]

    def keep(self, key: Key, binder: Binder | None, query: ValidatedQuery) -> None:
        """Keep an accepted query."""
        with self._lock:
            self._kept[key] = (ref(binder) if binder is not None else None, query)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
