"""The index kept in a file, so that it is built once for what a catalogue says and its data hold."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable
from importlib import metadata, resources
from pathlib import Path

from assistant.linking.index import PhraseIndex
from assistant.linking.tables import INDEX_FORMAT, fill
from assistant.linking.targets import Entry
from assistant.linking.topics import Topic

_log = logging.getLogger(__name__)
_SUFFIX = ".index"
#: An index that nobody opened for this long may be deleted, and so may what a killed build left behind.
_KEEP_SECONDS, _ABANDONED_SECONDS = 14 * 24 * 3600, 24 * 3600
#: Word lists that decide how phrases are filed.
_LISTS = (
    "assistant.linking/words.yaml",
    "assistant.language/words/nl/lemmas.yaml",
    "assistant.language/words/en/lemmas.yaml",
    "assistant.language/words/nl/stop.yaml",
    "assistant.language/words/en/stop.yaml",
)


def open_index(
    folder: Path, digest: str, entries: Callable[[], Iterable[Entry]], topics: Callable[[], Iterable[Topic]]
) -> PhraseIndex:
    """Return the index for content ``digest``: as it is kept in ``folder``, else built from ``entries`` and kept.

    A folder that cannot be written, or a disk that is full halfway, costs time, not answers: the index is then built
    in memory, from the first entry on.
    """
    path = folder / f"{digest[:32]}-{_version()}{_SUFFIX}"
    if (kept := _opened(path)) is not None:
        return kept
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, entries(), topics())
    except (OSError, sqlite3.OperationalError) as error:
        _log.warning("the index cannot be kept in %s: %s", folder, error)
        return PhraseIndex.build(entries(), topics())
    _clean(folder, path)
    return _opened(path) or PhraseIndex.build(entries(), topics())


def _opened(path: Path) -> PhraseIndex | None:
    """Open a kept index read only; None when there is none, or it is not one."""
    if not path.is_file():
        return None
    try:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        index = PhraseIndex(database)
        os.utime(path)
    except (OSError, sqlite3.Error, LookupError):
        return None
    return index


def _write(path: Path, entries: Iterable[Entry], topics: Iterable[Topic]) -> None:
    """Build beside and swap whole, so that another process never reads half an index."""
    beside = path.with_name(f"{path.stem}.{uuid.uuid4().hex[:8]}.building")
    try:
        with contextlib.closing(sqlite3.connect(beside)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            fill(database, entries, topics)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _version() -> str:
    """Name everything but the phrases that decides what the index holds: its format, word lists and dictionaries."""
    digest = hashlib.sha256(f"{INDEX_FORMAT} {metadata.version('simplemma')}".encode())
    for name in _LISTS:
        package, _, path = name.partition("/")
        digest.update((resources.files(package) / path).read_bytes())
    return digest.hexdigest()[:12]


def _clean(folder: Path, current: Path) -> None:
    now = time.time()
    for path in folder.iterdir():
        try:
            age = now - path.stat().st_mtime
            old = path.suffix == _SUFFIX and path != current and age > _KEEP_SECONDS
            if old or (path.suffix == ".building" and age > _ABANDONED_SECONDS):
                path.unlink()
        except OSError:
            continue  # another process was first: the next build tries again
