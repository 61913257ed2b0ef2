"""The tables of the index, and how phrases are filed in them. SQLite: small in memory, quick to open, safe to read."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import log

from assistant.language import is_stop, pieces, plain
from assistant.linking.keys import bag_keys, spoken_keys
from assistant.linking.packing import pack
from assistant.linking.targets import Entry, MemberTarget
from assistant.linking.topics import Topic
from assistant.linking.words import WORD, is_generic, is_glue, parts_of, split, stem

#: Raised whenever the same phrases would be filed differently: an index kept in a file is then made anew.
INDEX_FORMAT = 2
_LONGEST_PHRASE = 12
_SHORTEST_SPELLED = 4
#: What a part of a compound says of what the whole says.
_PART = 0.6
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE targets (id INTEGER PRIMARY KEY, target TEXT);
CREATE TABLE phrases (id INTEGER PRIMARY KEY, phrase TEXT, words TEXT, bag TEXT, target INTEGER, rank INTEGER,
  name INTEGER);
CREATE TABLE keys (key TEXT, phrase INTEGER, PRIMARY KEY (key, phrase)) WITHOUT ROWID;
CREATE TABLE words (word TEXT, size INTEGER, phrase INTEGER, PRIMARY KEY (word, size, phrase)) WITHOUT ROWID;
CREATE TABLE parts (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spelled (head TEXT, length INTEGER, word TEXT, shown TEXT, PRIMARY KEY (head, length, word)) WITHOUT ROWID;
CREATE TABLE about (word TEXT, metric TEXT, weight REAL, PRIMARY KEY (word, metric)) WITHOUT ROWID;
"""

Filed = tuple[Entry, tuple[str, ...]]


def fill(database: sqlite3.Connection, entries: Iterable[Entry], topics: Iterable[Topic] = ()) -> None:
    """Create the tables and file ``entries`` in them, and what the metrics are about."""
    database.executescript(_TABLES)
    kept = [(entry, words) for entry in entries if (words := split(entry.phrase))]
    known = {stem(word) for entry, words in kept if not entry.name for word in words}
    parts = _parts(known)
    with database:
        _phrases(database, kept, parts)
        database.executemany("INSERT OR IGNORE INTO parts VALUES (?)", ((word,) for word in _part_words(kept, parts)))
        database.executemany("INSERT OR IGNORE INTO spelled VALUES (?, ?, ?, ?)", _spelled(kept))
        database.executemany("INSERT INTO about VALUES (?, ?, ?)", _about(topics))
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


def _about(topics: Iterable[Topic]) -> list[tuple[str, str, float]]:
    """Return how much each word says about each metric: more in a name, less when it is said of many metrics."""
    said: dict[tuple[str, str], float] = {}
    for topic in topics:
        metric = str(topic.metric)
        for word, share in _words_of(topic.text):
            said[word, metric] = max(said.get((word, metric), 0.0), topic.weight * share)
    metrics = Counter(word for word, _ in said)
    return sorted((word, metric, weight / (1 + log(metrics[word]))) for (word, metric), weight in said.items())


@lru_cache(maxsize=65536)
def _words_of(text: str) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for word in split(text):
        if len(word) < 3 or word.isdigit() or is_glue(word) or is_generic(word) or is_stop(word):
            continue
        found[stem(word)] = 1.0
        for part in pieces(word):
            if not is_generic(part):
                found.setdefault(stem(part), _PART)
    return tuple(found.items())
