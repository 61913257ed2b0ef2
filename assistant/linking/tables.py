"""The tables of the index, and how phrases are filed in them. SQLite: small in memory, quick to open, safe to read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from assistant.language import plain
from assistant.linking.keys import bag_keys, spoken_keys
from assistant.linking.packing import pack
from assistant.linking.targets import Entry, MemberTarget
from assistant.linking.words import WORD, parts_of, split, stem

#: Raised whenever the same phrases would be filed differently: an index kept in a file is then made anew.
INDEX_FORMAT = 2
_LONGEST_PHRASE = 12
_SHORTEST_SPELLED = 4
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE targets (id INTEGER PRIMARY KEY, target TEXT);
CREATE TABLE phrases (id INTEGER PRIMARY KEY, phrase TEXT, words TEXT, bag TEXT, target INTEGER, rank INTEGER,
  name INTEGER);
CREATE TABLE keys (key TEXT, phrase INTEGER, PRIMARY KEY (key, phrase)) WITHOUT ROWID;
CREATE TABLE words (word TEXT, size INTEGER, phrase INTEGER, PRIMARY KEY (word, size, phrase)) WITHOUT ROWID;
CREATE TABLE parts (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spelled (head TEXT, length INTEGER, word TEXT, shown TEXT, PRIMARY KEY (head, length, word)) WITHOUT ROWID;
"""

Filed = tuple[Entry, tuple[str, ...]]


def fill(database: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Create the tables and file ``entries`` in them."""
    database.executescript(_TABLES)
    kept = [(entry, words) for entry in entries if (words := split(entry.phrase))]
    known = {stem(word) for entry, words in kept if not entry.name for word in words}
    parts = _parts(known)
    with database:
        _phrases(database, kept, parts)
        database.executemany("INSERT OR IGNORE INTO parts VALUES (?)", ((word,) for word in _part_words(kept, parts)))
        database.executemany("INSERT OR IGNORE INTO spelled VALUES (?, ?, ?, ?)", _spelled(kept))
        longest = max((len(words) for _, words in kept), default=1)
        database.execute("INSERT INTO meta VALUES ('longest', ?)", (str(min(longest, _LONGEST_PHRASE)),))


def _parts(known: set[str]) -> Callable[[str], tuple[str, ...]]:
    @lru_cache(maxsize=65536)
    def parts(word: str) -> tuple[str, ...]:
        return parts_of(word, known.__contains__)

    return parts


def _phrases(database: sqlite3.Connection, kept: list[Filed], parts: Callable[[str], tuple[str, ...]]) -> None:
    targets: dict[str, int] = {}
    seen: dict[tuple[str, int], int] = {}
    phrases: list[tuple[int, str, str, str, int, int, bool]] = []
    keys: set[tuple[str, int]] = set()
    words_of: set[tuple[str, int, int]] = set()
    for entry, words in kept:
        target = targets.setdefault(pack(entry.target), len(targets))
        spoken = " ".join(words)
        if (spoken, target) in seen:
            continue
        number = seen[spoken, target] = len(phrases)
        bags = list(bag_keys(words, parts))
        # Names are not inflected: "meer" is no "Meren".
        keys.update((key, number) for key in spoken_keys(words, inflected=not entry.name))
        # One content word of a name says too little to stand for the name whatever else is said.
        single = isinstance(entry.target, MemberTarget)
        keys.update((key, number) for key, bag in bags if not single or len(bag) > 1)
        own = max((bag for _, bag in bags), key=len, default=frozenset[str]())
        words_of.update((word, len(own), number) for _, bag in bags for word in bag)
        phrases.append((number, entry.phrase, spoken, " ".join(sorted(own)), target, entry.rank, entry.name))
    database.executemany("INSERT INTO targets VALUES (?, ?)", ((at, text) for text, at in targets.items()))
    database.executemany("INSERT INTO phrases VALUES (?, ?, ?, ?, ?, ?, ?)", phrases)
    # Sorted rows are appended; rows in any order would each be searched a place for.
    database.executemany("INSERT INTO keys VALUES (?, ?)", sorted(keys))
    database.executemany("INSERT INTO words VALUES (?, ?, ?)", sorted(words_of))


def _part_words(kept: list[Filed], parts: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    """Yield the words that compounds of a question may be made of: those of phrases, not of names in the data."""
    for entry, words in kept:
        if not entry.name:
            for word in words:
                yield stem(word)
                yield from map(stem, parts(word))


def _spelled(kept: list[Filed]) -> Iterator[tuple[str, int, str, str]]:
    """Yield the words that another may be a misspelling of, by their first letter and length."""
    for entry, _ in kept:
        for shown in WORD.findall(plain(entry.phrase).replace("'", "")):
            for word in split(shown):
                if word.isalpha() and len(word) >= _SHORTEST_SPELLED:
                    yield word[0], len(word), word, shown
