"""Opening the database: any SQLAlchemy URL, and what SQLite needs to lose nothing."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from assistant.errors import OperatorError

#: Seconds that SQLite waits for another process to finish its write, and others for a server that does not answer.
_PATIENCE = 10


def parse_url(url: str) -> URL:
    """Read a database URL; raise :class:`OperatorError` when it is none."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        # The text is not repeated: a mistyped URL may still hold a password.
        raise OperatorError(
            "the URL of the records database cannot be read", hint="for example sqlite:////path/to/records.db"
        ) from error
    # One driver for PostgreSQL, whichever of its two names the URL was written with.
    postgres = found.drivername in ("postgres", "postgresql")
    return found.set(drivername="postgresql+psycopg") if postgres else found


def make_engine(url: URL) -> Engine:
    """Return an engine for ``url``; nothing is opened yet, but the folder of a SQLite file is made.

    Parameters stay out of what it says of an error: these are questions, and errors are logged.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    try:
        return create_engine(url, pool_pre_ping=True, connect_args=_connecting(url), hide_parameters=True)
    except (NoSuchModuleError, ImportError) as error:
        raise OperatorError(
            f"no driver for the records database ({url.drivername})",
            hint="install its SQLAlchemy driver beside Duiding",
        ) from error


def _connecting(url: URL) -> dict[str, Any]:
    """Give up on a server that does not answer while somebody waits."""
    return {"connect_timeout": _PATIENCE} if url.get_backend_name() == "postgresql" else {}


def _sqlite_engine(url: URL) -> Engine:
    in_memory = not url.database or url.database == ":memory:"
    if not in_memory and url.database and not url.database.startswith("file:"):
        _make_folder(Path(url.database).parent)
    # A database in memory lives in one connection, so every thread shares that one.
    shared: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    connecting = {"timeout": _PATIENCE, "check_same_thread": False}
    engine = create_engine(url, connect_args=connecting, hide_parameters=True, **shared)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"cannot make the folder {folder} for the records database: {error.strerror}",
            hint="set DUIDING_HOME to a folder that you may write",
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Set up one SQLite connection.

    WAL lets readers and one writer work side by side. ``synchronous=FULL`` flushes the log to disk at each commit: an
    answer that was shown survives not only a killed process but also a power cut. It costs one flush an answer.
    """
    connection.isolation_level = None  # we begin transactions ourselves, see below
    with ExitStack() as on_failure, closing(connection.cursor()) as cursor:
        # A connection that cannot be prepared never reaches the pool, so nobody else would close it.
        on_failure.callback(connection.close)
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: the words of who was forgotten are not to be found in the file.
        cursor.execute("PRAGMA secure_delete = ON").fetchone()
        # SQLite's own knows A to Z only, so that a search for "één" would not find "Eén".
        connection.create_function("lower", 1, _lower, deterministic=True)
        on_failure.pop_all()


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _use_wal(cursor: Any) -> None:
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] in {"wal", "memory"}:
        return
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # The switch needs the file for itself and does not wait: when another process is just opening the same new
        # file, that one switches it, and this connection follows.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def _begin_sqlite(connection: Connection) -> None:
    """Begin reading, or (execution option ``write``) take the write lock at once, so that a write cannot deadlock."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")
