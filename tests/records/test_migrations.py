"""The migrations make the tables that the code uses, and a database from another version is met honestly."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assistant.errors import OperatorError
from assistant.records import Records, migrating
from assistant.records.database import make_engine, parse_url
from assistant.records.tables import Base
from tests.records.answers import make_answer


def test_migrating_an_empty_database_gives_the_tables_of_the_code(url: str) -> None:
    Records.open(url).close()
    engine = make_engine(parse_url(url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": migrating.VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrating._SCRIPTS)).get_heads() == [migrating.HEAD]


def test_opening_again_changes_nothing(url: str) -> None:
    with Records.open(url) as records:
        records.save(make_answer())
    for _ in range(2):
        with Records.open(url) as records:
            assert records.get("a1") == make_answer()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    with Records.open(url) as records:
        records.save(make_answer())
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {migrating.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(OperatorError, match="newer version"):
        Records.open(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT COUNT(*) FROM answers")) == 1
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_half_done(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of that name is in the way of the second statement: the first one is undone as well."""
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE answers (something_else TEXT)"))
    with pytest.raises(OperatorError, match="already exists"):
        Records.open(url)
    tables = inspect(engine).get_table_names()
    engine.dispose()
    assert tables == ["answers"]
