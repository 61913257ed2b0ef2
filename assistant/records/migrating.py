"""Bringing the records database to the tables this version knows, also when two processes open it at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from assistant.errors import OperatorError

#: The newest migration; a test compares it with the files in ``migrations/versions``.
HEAD = "0010"
#: Its own name, so that a database shared with another program keeps the two apart.
VERSION_TABLE = "duiding_records_version"

_SCRIPTS = Path(__file__).resolve().parent / "migrations"

#: How a database makes a second migrating process wait until the first one commits. SQLite takes its write lock
#: when the transaction begins. A database that is not listed is migrated by starting one process first.
_LOCKS = {
    "postgresql": "SELECT pg_advisory_xact_lock(7237419)",
    "mssql": "EXEC sp_getapplock @Resource = 'duiding_records', @LockMode = 'Exclusive'",
}


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing; return at once when there are none."""
    with engine.connect() as connection:
        if current_version(connection) == HEAD:
            return
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        if lock := _LOCKS.get(engine.dialect.name):
            connection.execute(text(lock))
        # Asked again under the lock: another process may have been first.
        found = current_version(connection)
        if found != HEAD:
            _upgrade(connection, found)


def current_version(connection: Connection) -> str | None:
    """Return the migration that the database is at; None for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return version


def _upgrade(connection: Connection, found: str | None) -> None:
    # Imported here: alembic is needed once per database, and takes a tenth of a second to load.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise OperatorError(
            f"the records database was written by a newer version of Duiding (tables {found}, known here {HEAD})",
            hint="install that version, or use another records database",
        )
    command.upgrade(config, HEAD)
