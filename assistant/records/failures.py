"""What can be wrong with a database, said in one line to whoever runs the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError, StatementError

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
    if isinstance(original, sqlite3.Error):
        # Errors that Python itself raises (a closed connection) carry no name.
        name = getattr(original, "sqlite_errorname", "")
        for beginning, explained in _SQLITE.items():
            if name.startswith(beginning):
                return explained
    return " ".join(str(original or error).split()), None
