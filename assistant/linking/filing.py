"""Files phrases in the tables of the index, a few thousand at a time: a catalogue may have very many names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.language import plain
from assistant.linking.keys import bag_keys, spoken_keys
from assistant.linking.packing import pack
from assistant.linking.targets import Entry, MemberTarget, Target
from assistant.linking.words import WORD, split

_SHORTEST_SPELLED = 4
_LONGEST_PHRASE = 12
_BATCH = 20_000
#: Rows are collected as they come and sorted by the database: it is quicker than looking for the place of each.
_COLLECTED = """
CREATE TEMP TABLE all_keys (key TEXT, phrase INTEGER);
CREATE TEMP TABLE all_words (word TEXT, size INTEGER, phrase INTEGER);
"""
_SORTED = """
INSERT INTO keys SELECT DISTINCT key, phrase FROM all_keys ORDER BY key, phrase;
INSERT INTO words SELECT DISTINCT word, size, phrase FROM all_words ORDER BY word, size, phrase;
"""
_INSERT = {
    "targets": "INSERT INTO targets VALUES (?, ?)",
    "phrases": "INSERT INTO phrases VALUES (?, ?, ?, ?, ?, ?, ?)",
    "all_keys": "INSERT INTO all_keys VALUES (?, ?)",
    "all_words": "INSERT INTO all_words VALUES (?, ?, ?)",
    "spelled": "INSERT OR IGNORE INTO spelled VALUES (?, ?, ?, ?)",
}

Parts = Callable[[str], tuple[str, ...]]


@dataclass
class Filing:
    """Phrases on their way into ``database``."""

    database: sqlite3.Connection
    _waiting: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: {table: [] for table in _INSERT})
    _targets: dict[Target, int] = field(default_factory=dict)
    _said: set[tuple[str, int]] = field(default_factory=set)
    _spelled: set[str] = field(default_factory=set)
    _last: tuple[Target | None, int, set[str]] = (None, -1, set())
    _count: int = 0
    _target_count: int = 0
    _longest: int = 1

    def __post_init__(self) -> None:
        for statement in _COLLECTED.split(";"):
            self.database.execute(statement)

    def add(self, entry: Entry, words: tuple[str, ...], parts: Parts | None) -> None:
        """File one phrase; the same phrase for the same target is filed once."""
        spoken = " ".join(words)
        target, is_new = self._target(entry, spoken)
        if not is_new:
            return
        number = self._count
        self._count += 1
        # A name is not taken apart, and one of a single word is found as it is written or not at all.
        bags = list(bag_keys(words, parts)) if not entry.name or len(words) > 1 else []
        # One content word of a name says too little to stand for the name whatever else is said.
        least = 2 if isinstance(entry.target, MemberTarget) else 1
        keys = self._waiting["all_keys"]
        # Names are not inflected: "meer" is no "Meren".
        keys += [(key, number) for key in spoken_keys(words, inflected=not entry.name)]
        keys += [(key, number) for key, bag in bags if len(bag) >= least]
        own = max((bag for _, bag in bags), key=len, default=frozenset[str]())
        self._waiting["all_words"] += [(word, len(own), number) for _, bag in bags for word in bag]
        row = (number, entry.phrase, spoken, " ".join(sorted(own)), target, entry.rank, entry.name)
        self._waiting["phrases"].append(row)
        self._spell(entry, words)
        self._longest = max(self._longest, len(words))
        if len(keys) > _BATCH:
            self._flush()

    def finish(self) -> None:
        """File what waits, in order."""
        self._flush()
        for statement in _SORTED.split(";"):
            self.database.execute(statement)
        self.database.execute("DROP TABLE all_keys")
        self.database.execute("DROP TABLE all_words")
        self.database.execute("INSERT INTO meta VALUES ('longest', ?)", (str(min(self._longest, _LONGEST_PHRASE)),))

    def _target(self, entry: Entry, spoken: str) -> tuple[int, bool]:
        """Return the number of the target, and whether the phrase is new for it; names of one member come together."""
        if entry.name:
            last, number, said = self._last
            if last != entry.target:
                number, said = self._new_target(entry.target), set()
                self._last = (entry.target, number, said)
            is_new = spoken not in said
            said.add(spoken)
            return number, is_new
        if entry.target not in self._targets:
            self._targets[entry.target] = self._new_target(entry.target)
        number = self._targets[entry.target]
        is_new = (spoken, number) not in self._said
        self._said.add((spoken, number))
        return number, is_new

    def _new_target(self, target: Target) -> int:
        self._waiting["targets"].append((self._target_count, pack(target)))
        self._target_count += 1
        return self._target_count - 1

    def _spell(self, entry: Entry, words: tuple[str, ...]) -> None:
        """Keep the words that another may be a misspelling of, by their first letter and length."""
        if self._spelled.issuperset(words):
            return
        shown = {} if entry.phrase.isascii() else _as_written(entry.phrase)
        for word in words:
            if word not in self._spelled and word.isalpha() and len(word) >= _SHORTEST_SPELLED:
                self._waiting["spelled"].append((word[0], len(word), word, shown.get(word, word)))
        self._spelled.update(words)

    def _flush(self) -> None:
        for table, rows in self._waiting.items():
            self.database.executemany(_INSERT[table], rows)
            rows.clear()


def _as_written(phrase: str) -> dict[str, str]:
    """Return the words of a phrase with their accents, by how they are filed."""
    return {word: shown for shown in WORD.findall(plain(phrase).replace("'", "")) for word in split(shown)}
