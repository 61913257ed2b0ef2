"""What can be wrong with a database, said in one line to whoever runs the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, StatementError

from assistant.errors import InternalError, OperatorError

#: SQLite's own error names (their beginning) → what is the matter, and how to mend it.
_SQLITE = {
    "SQLITE_FULL": ("the disk is full", "make room and ask again"),
    "SQLITE_READONLY": ("it cannot be written", "give the program write access, or set DUIDING_HOME elsewhere"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "give the program write access, or set DUIDING_HOME elsewhere"),
    "SQLITE_PERM": ("it cannot be opened", "give the program write access, or set DUIDING_HOME elsewhere"),
    "SQLITE_BUSY": ("another program keeps it locked", "close that program and ask again"),
    "SQLITE_LOCKED": ("another program keeps it locked", "close that program and ask again"),
    "SQLITE_NOTADB": ("it is not a SQLite database", "move the file away; a new one is made"),
    "SQLITE_CORRUPT": ("it is damaged", "put a backup back, or move the file away; a new one is made"),
    "SQLITE_IOERR": ("the disk fails or refuses", "check the disk and its quota"),
}

#: The codes of the SQL standard, as other databases say them (their beginning) → the same.
_SQLSTATE = {
    "53100": ("the disk is full", "make room and ask again"),
    "53": ("the server is out of connections or memory", "give it more, or close what else uses it"),
    "57P": ("the server stopped or is just starting", "start it and ask again"),
    "08": ("the server does not answer", "see that it runs and that this machine reaches it, and ask again"),
    "28": ("the server does not let us in", "see the user and the password in DUIDING_RECORDS_URL"),
    "3D000": ("there is no such database", "make it first; Duiding makes the tables"),
    "42501": ("it cannot be written", "make the user of DUIDING_RECORDS_URL the owner of the database"),
    "25006": ("it cannot be written", "give the address of the server that takes writes"),
    "55P03": ("another program keeps it locked", "close that program and ask again"),
}


@contextmanager
def operator_errors(url: URL) -> Iterator[None]:
    """Turn whatever the database says inside the block into one :class:`OperatorError`, without the password."""
    try:
        yield
    except SQLAlchemyError as error:
        if isinstance(error, StatementError) and not isinstance(error, DBAPIError):
            # The value never reached the database: NaN in JSON, or a type that JSON lacks.
            raise InternalError(f"a record cannot be written as it is: {error.orig}") from error
        cause, hint = _explain(error)
        place = url.render_as_string(hide_password=True)
        raise OperatorError(f"the records database {place} cannot be used: {cause}", hint=hint) from error


def _explain(error: SQLAlchemyError) -> tuple[str, str | None]:
    original = error.orig if isinstance(error, DBAPIError) else None
    # Errors that a driver itself raises (a closed connection) carry neither a name nor a code.
    named = isinstance(original, sqlite3.Error)
    code = str(getattr(original, "sqlite_errorname" if named else "sqlstate", None) or "")
    for beginning, explained in (_SQLITE if named else _SQLSTATE).items():
        if code.startswith(beginning):
            return explained
    said = " ".join(str(original or error).split())
    if isinstance(error, OperationalError) and not named and not code:
        # Not let in, no such database and no server at all have no code of their own while connecting.
        return f"the server does not answer or does not let us in ({said})", "see that it runs and who may use it"
    return said, None
