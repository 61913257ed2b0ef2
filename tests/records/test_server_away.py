"""A database server that stops, comes back or does not let us in: one line that says so, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from assistant.errors import OperatorError
from assistant.records import Records
from tests import postgres
from tests.records.answers import make_answer

pytestmark = pytest.mark.heavy


@pytest.fixture
def database(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


def with_part(url: str, **part: str | int) -> str:
    return make_url(url).set(**part).render_as_string(hide_password=False)  # type: ignore[arg-type]


def test_a_server_that_goes_away_is_said_and_used_again_when_it_is_back(
    database: str, postgres_server: postgres.Server
) -> None:
    with Records.open(database) as records:
        records.save(make_answer("before"))
        postgres_server.stop()
        try:
            for _ in range(2):
                with pytest.raises(OperatorError, match=r"stopped|does not answer") as said:
                    records.save(make_answer("meanwhile"))
                assert "\n" not in str(said.value)
        finally:
            postgres_server.start()
        records.save(make_answer("after"))
        kept = [records.get(one) for one in ("before", "meanwhile", "after")]
    assert kept == [make_answer("before"), None, make_answer("after")]


def test_a_server_that_is_not_there_is_said(database: str) -> None:
    with pytest.raises(OperatorError, match="does not answer"):
        Records.open(with_part(database, port=9))


def test_a_wrong_password_is_said_and_not_shown(database: str) -> None:
    with pytest.raises(OperatorError, match="does not let us in") as said:
        Records.open(with_part(database, password="geheim"))
    assert "geheim" not in str(said.value)


def test_a_database_that_is_not_there_is_said(database: str) -> None:
    with pytest.raises(OperatorError, match="nergens"):
        Records.open(with_part(database, database="nergens"))


def test_a_database_that_may_only_be_read_is_said(database: str) -> None:
    with Records.open(database) as records:
        records.save(make_answer())
    with Records.open(f"{database}?options=-c%20default_transaction_read_only%3Don") as records:
        assert records.get("a1") == make_answer()
        with pytest.raises(OperatorError, match="cannot be written"):
            records.save(make_answer("a2"))


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_the_address_is_read(database: str, name: str) -> None:
    with Records.open(with_part(database, drivername=name)) as records:
        records.save(make_answer())
        assert records.get("a1") == make_answer()
