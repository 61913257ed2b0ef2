"""A copy of the records in SQLite: made while others write, and put back whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import InputError, OperatorError
from assistant.records.database import parse_url
from assistant.records.migrating import HEAD, VERSION_TABLE

#: Pages that are copied before others may write again, and seconds to wait for one that does.
_PAGES, _PATIENCE = 1_000, 10


def back_up(url: str, target: Path) -> Path:
    """Write a copy of the records to ``target``, readable by nobody else; what is asked meanwhile is in it or is not.

    Raises :class:`InputError` when there is something there already, or the records are not in SQLite.
    """
    source = _file(url)
    if target.exists():
        raise InputError(f"{target} is there already", hint="give another name, such as one with the date")
    if not source.is_file():
        raise InputError(f"there are no records in {source} yet")
    with _said(target):
        handle, part = tempfile.mkstemp(dir=target.resolve().parent, prefix=f".{target.name}.")
        os.close(handle)
        try:
            _copy(source, Path(part))
            os.replace(part, target)
        finally:
            Path(part).unlink(missing_ok=True)
    return target


def restore(url: str, source: Path) -> int:
    """Put a copy in the place of the records; return how many answers are in it.

    Raises :class:`InputError` for what is no whole copy, or is of a newer version: then nothing is changed.
    """
    target = _file(url)
    if not source.is_file():
        raise InputError(f"there is no file {source}")
    answers = _looked_at(source)
    with _said(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        # Page by page into the database that is there: its log of changes goes along, which a copied file would not do.
        _copy(source, target)
    return answers


def _file(url: str) -> Path:
    parsed = parse_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise InputError(
            "the records are not in SQLite", hint="use the server's own programs: pg_dump and pg_restore for PostgreSQL"
        )
    return Path(parsed.database)


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as one, closing(sqlite3.connect(target, timeout=_PATIENCE)) as other:
        one.backup(other, pages=_PAGES, sleep=0.05)
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _looked_at(source: Path) -> int:
    """Return how many answers a copy holds, having seen that it is whole."""
    try:
        with closing(_opened(source)) as copy:
            (sound,) = copy.execute("PRAGMA integrity_check").fetchone()
            (version,) = copy.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()
            (answers,) = copy.execute("SELECT COUNT(*) FROM answers").fetchone()
    except sqlite3.Error as error:
        raise InputError(f"{source} is no copy of the records: {error}") from error
    if sound != "ok":
        raise InputError(f"{source} is damaged: {sound}", hint="take another copy")
    if version > HEAD:
        raise InputError(f"{source} was written by a newer version of Duiding", hint="install that version first")
    return int(answers)


def _opened(file: Path) -> sqlite3.Connection:
    """Open for reading only: a copy is never changed by looking at it."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)


@contextmanager
def _said(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        cause = error.strerror if isinstance(error, OSError) else error
        raise OperatorError(f"{target} cannot be written: {cause}", hint="stop what uses it, or make room") from error
