"""An index over all phrases of a catalogue: found by surface, by lemma, glued together, or by the words they hold."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Self

from assistant.linking.packing import unpack
from assistant.linking.tables import fill
from assistant.linking.targets import Entry, Target
from assistant.linking.topics import Topic
from assistant.linking.words import is_generic, is_glue, parts_of, split, stem

__all__ = ["Phrase", "PhraseIndex", "is_generic", "is_glue", "split", "stem"]

#: Phrases looked at per word when only a part of a phrase is said; the shortest ones hold it for the largest part.
_MOST_PER_WORD = 200
_FOUND = """
SELECT k.key, p.id, p.phrase, p.words, p.bag, p.rank, p.name, t.target FROM json_each(?) AS asked
CROSS JOIN keys AS k ON k.key = asked.value JOIN phrases AS p ON p.id = k.phrase JOIN targets AS t ON t.id = p.target
"""
_HOLDING = """
SELECT w.word, p.id, p.phrase, p.words, p.bag, p.rank, p.name, t.target FROM words AS w
JOIN phrases AS p ON p.id = w.phrase JOIN targets AS t ON t.id = p.target WHERE w.word = ? ORDER BY w.size LIMIT ?
"""
_WORDS = "SELECT value FROM json_each(?) AS asked WHERE EXISTS (SELECT 1 FROM words WHERE word = asked.value)"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the catalogue as it was filed: its words, its content words with compounds in parts, its target.

    ``name``: only the data know it, as the name of a member.
    """

    phrase: str
    words: tuple[str, ...]
    bag: frozenset[str]
    rank: int
    target: Target
    name: bool = False


class PhraseIndex:
    """Reads the tables of :mod:`assistant.linking.tables`; may be shared between threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()
        self.longest = int(self._rows("SELECT value FROM meta WHERE name = 'longest'")[0][0])
        self._parts = lru_cache(maxsize=16384)(lambda word: parts_of(word, self.is_part))
        self.is_part = lru_cache(maxsize=65536)(self._is_part)

    @classmethod
    def build(cls, entries: Iterable[Entry], topics: Iterable[Topic] = ()) -> Self:
        """Index ``entries`` and ``topics`` in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        fill(database, entries, topics)
        return cls(database)

    def find(self, keys: Iterable[str]) -> dict[str, list[Phrase]]:
        """Return the phrases that are filed under each of ``keys``."""
        found: dict[str, list[Phrase]] = {}
        for key, phrase in self._phrases(_FOUND, (json.dumps(list(dict.fromkeys(keys))),)):
            found.setdefault(key, []).append(phrase)
        return found

    def holding(self, word: str) -> list[Phrase]:
        """Return the phrases that have ``word`` (a stem) among their content words, the shortest ones first."""
        return [phrase for _, phrase in self._phrases(_HOLDING, (word, _MOST_PER_WORD))]

    def known(self, words: Iterable[str]) -> frozenset[str]:
        """Return those of ``words`` (stems) that are a content word of some phrase."""
        return frozenset(row[0] for row in self._rows(_WORDS, (json.dumps(list(words)),)))

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the words that a compound is made of, when the catalogue uses all of them."""
        return self._parts(word)

    def spelled(self, head: str, low: int, high: int) -> list[tuple[str, str]]:
        """Return the words of phrases (folded, as written) that begin with ``head``, from ``low`` to ``high`` long."""
        sql = "SELECT word, shown FROM spelled WHERE head = ? AND length BETWEEN ? AND ?"
        return [(word, shown) for word, shown in self._rows(sql, (head, low, high))]

    def about(self, word: str) -> list[tuple[str, float]]:
        """Return the metrics whose documentation has ``word`` (a stem), with how much it says of each."""
        sql = "SELECT metric, weight FROM about WHERE word = ? ORDER BY weight DESC, metric LIMIT ?"
        return [(metric, weight) for metric, weight in self._rows(sql, (word, _MOST_PER_WORD))]

    def beginning(self, head: str) -> list[tuple[str, float]]:
        """Return the same for the words that begin with ``head``."""
        sql = "SELECT metric, MAX(weight) FROM about WHERE word >= ? AND word < ? GROUP BY metric LIMIT ?"
        return [(metric, weight) for metric, weight in self._rows(sql, (head, head + "\U0010ffff", _MOST_PER_WORD))]

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _is_part(self, word: str) -> bool:
        return bool(self._rows("SELECT 1 FROM parts WHERE word = ?", (word,)))

    def _phrases(self, sql: str, values: tuple[object, ...]) -> Iterator[tuple[str, Phrase]]:
        read: dict[int, Phrase] = {}
        for key, number, phrase, words, bag, rank, name, target in self._rows(sql, values):
            if number not in read:
                read[number] = Phrase(
                    phrase, tuple(words.split()), frozenset(bag.split()), rank, unpack(target), bool(name)
                )
            yield key, read[number]

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()
