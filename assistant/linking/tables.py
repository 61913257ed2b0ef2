"""The tables of the index, and how phrases are filed in them. SQLite: small in memory, quick to open, safe to read."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import log

from assistant.language import is_stop, pieces
from assistant.linking.filing import Filing, Parts
from assistant.linking.targets import Entry
from assistant.linking.topics import Topic
from assistant.linking.words import is_generic, is_glue, parts_of, split, stem

#: Raised whenever the same phrases would be filed differently: an index kept in a file is then made anew.
INDEX_FORMAT = 4
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
    with database:
        filing = Filing(database)
        documented: list[Filed] = []
        for entry in entries:
            if words := split(entry.phrase):
                # Names need no other words to be filed, and there may be very many of them.
                filing.add(entry, words, None) if entry.name else documented.append((entry, words))
        parts = _parts({stem(word) for _, words in documented for word in words})
        for entry, words in documented:
            filing.add(entry, words, parts)
        filing.finish()
        words_in = {form for _, words in documented for word in words for form in _part_words(word, parts)}
        database.executemany("INSERT INTO parts VALUES (?)", ((word,) for word in sorted(words_in)))
        database.executemany("INSERT INTO about VALUES (?, ?, ?)", _about(topics))


def _parts(known: set[str]) -> Parts:
    @lru_cache(maxsize=65536)
    def parts(word: str) -> tuple[str, ...]:
        return parts_of(word, known.__contains__)

    return parts


def _part_words(word: str, parts: Parts) -> Iterator[str]:
    """Yield the words that compounds of a question may be made of: those of phrases, not of names in the data."""
    yield stem(word)
    yield from map(stem, parts(word))


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
