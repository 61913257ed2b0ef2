"""How long records are kept, and how somebody is erased from them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from assistant.records import ageing
from assistant.records.failures import operator_errors
from assistant.records.forgetting import Forgotten, forget
from assistant.records.letting_go import Gone
from assistant.records.users import close_account


class Retention:
    """Erases from a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def forget(
        self,
        person: str,
        stand_in: str,
        *,
        names: Collection[str] = (),
        texts: bool = False,
        dry_run: bool = False,
    ) -> Forgotten:
        """Erase somebody, all at once or not at all; what they said for others stays under ``stand_in``.

        ``person`` is what they are kept under and ``names`` how others know them. With ``texts`` what they wrote for
        others goes as well. A ``dry_run`` changes nothing and returns what would be done.
        """
        with operator_errors(self._url), self._writing() as session:
            done = forget(session, person, names, stand_in, texts=texts, close=lambda: close_account(session, person))
            if dry_run:
                session.rollback()
            else:
                session.commit()
        self._settle()
        return done

    def prune(self, days: int, *, dry_run: bool = False, now: datetime | None = None) -> Gone:
        """Let go what is older than ``days`` days; an answer that others have stays, and is nobody's.

        Other programs go on meanwhile. A ``dry_run`` changes nothing and returns what would be let go.
        """
        before = (now or datetime.now(UTC)) - timedelta(days=days)
        gone = Gone()
        with operator_errors(self._url):
            if dry_run:
                with Session(self._engine) as session:
                    return ageing.count(session, before)
            while True:
                with self._writing() as session:
                    some = ageing.prune_some(session, before)
                    session.commit()
                if some == Gone():
                    break
                gone += some
            with self._writing() as session:
                ageing.take_names_away(session, before)
                session.commit()
        self._settle()
        return gone

    def _settle(self) -> None:
        """Empty SQLite's log of changes, in which what was erased would stand until it is used again.

        Where somebody else reads just then, the log is emptied a next time.
        """
        if self._engine.dialect.name == "sqlite":
            with operator_errors(self._url), self._engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(write=True))
