"""The dictionaries of Dutch and English, kept as files that can be looked into: unpacking them takes half a second.

simplemma ships each dictionary packed, and reads all of it before the first word. A program that answers one question
looks up a few dozen words, so the unpacked dictionary is written once into the state folder, and only looked into from
then on.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from threading import Lock

from simplemma.strategies.dictionaries import DefaultDictionaryFactory, DictionaryFactory

_FORMAT = 1
_SUFFIX = ".words"


class Dictionaries(DictionaryFactory):
    """Gives simplemma its dictionaries: from the folder they are kept in, else unpacked in memory."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._open: dict[str, Mapping[str, str]] = {}
        self._lock = Lock()

    def keep_in(self, folder: Path) -> None:
        """Keep in ``folder`` what is not read yet; what the words mean does not depend on where they are kept."""
        self._folder = folder

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """Return the lemma of every form of ``lang``."""
        found = self._open.get(lang)
        if found is None:
            with self._lock:
                found = self._open.get(lang)
                if found is None:
                    found = self._open[lang] = _dictionary(lang, self._folder)
        return found


class KeptDictionary(Mapping[str, str]):
    """One dictionary in a file; only the words that are asked for are read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._count: int = database.execute("SELECT count FROM about").fetchone()[0]

    def __getitem__(self, form: str) -> str:
        row = self._database.execute("SELECT lemma FROM words WHERE form = ?", (form,)).fetchone()
        if row is None:
            raise KeyError(form)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        return (str(row[0]) for row in self._database.execute("SELECT form FROM words"))

    def __len__(self) -> int:
        return self._count


def _dictionary(language: str, folder: Path | None) -> Mapping[str, str]:
    if folder is None:
        return _unpacked(language)
    path = folder / f"{language}-{metadata.version('simplemma')}-{_FORMAT}{_SUFFIX}"
    if (kept := _opened(path)) is not None:
        return kept
    words = _unpacked(language)
    # A folder that cannot be written costs time at the next start, not answers.
    with contextlib.suppress(OSError, sqlite3.Error):
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, words)
        _clean(folder, language, path)
    return words


def _unpacked(language: str) -> Mapping[str, str]:
    return DefaultDictionaryFactory().get_dictionary(language)


def _opened(path: Path) -> KeptDictionary | None:
    """Open a kept dictionary read only; None when there is none, or it is not one."""
    if not path.is_file():
        return None
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return KeptDictionary(sqlite3.connect(address, uri=True, check_same_thread=False))
    except (OSError, sqlite3.Error, TypeError):
        return None


def _write(path: Path, words: Mapping[str, str]) -> None:
    """Build beside and swap whole, so that another process never reads half a dictionary."""
    beside = path.with_name(f"{path.stem}.{uuid.uuid4().hex[:8]}.building")
    try:
        with contextlib.closing(sqlite3.connect(beside)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
            database.execute("CREATE TABLE words (form TEXT PRIMARY KEY, lemma TEXT NOT NULL) WITHOUT ROWID")
            database.executemany("INSERT INTO words VALUES (?, ?)", sorted(words.items()))
            database.execute("CREATE TABLE about (count INTEGER NOT NULL)")
            database.execute("INSERT INTO about VALUES (?)", (len(words),))
            database.commit()
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _clean(folder: Path, language: str, current: Path) -> None:
    """Remove the dictionary of an earlier version."""
    for path in folder.glob(f"{language}-*{_SUFFIX}"):
        if path != current:
            path.unlink(missing_ok=True)
