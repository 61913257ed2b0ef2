"""Passwords of local users, and who is logged in with which browser."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from assistant.records.failures import operator_errors
from assistant.records.secret import digest_of
from assistant.records.tables import LoginSession, Password

#: Seen again within this time is not written down again: a page of twenty requests is one write.
_NOTICED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Whose session it is, and under which name they are shown."""

    user: str
    shown_as: str


class Logins:
    """The passwords and sessions of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def set_password(self, name: str, hashed: str) -> None:
        """Keep the hash of a password, instead of the one before; every session with the old one ends."""
        with operator_errors(self._url), self._writing() as session:
            session.merge(Password(user_name=name, hash=hashed, set_at=datetime.now(UTC)))
            session.execute(delete(LoginSession).where(LoginSession.user_name == name))
            session.commit()

    def rehash(self, name: str, hashed: str) -> None:
        """Keep the same password under a stronger hash; who is logged in stays so."""
        with operator_errors(self._url), self._writing() as session:
            session.merge(Password(user_name=name, hash=hashed, set_at=datetime.now(UTC)))
            session.commit()

    def password(self, name: str) -> str | None:
        """Return the hash of somebody's password; None for who has none."""
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.get(Password, name)
            return None if found is None else found.hash

    def with_password(self) -> frozenset[str]:
        """Return who has a password."""
        with operator_errors(self._url), Session(self._engine) as session:
            return frozenset(session.scalars(select(Password.user_name)))

    def begin(self, name: str, shown_as: str, now: datetime, lasts: timedelta) -> str:
        """Log somebody in; return what their browser shows from now on. Sessions that ended are cleared away."""
        secret = secrets.token_urlsafe(32)
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.ends_at <= now))
            session.add(
                LoginSession(
                    digest=digest_of(secret), user_name=name, shown_as=shown_as, seen_at=now, ends_at=now + lasts
                )
            )
            session.commit()
        return secret

    def whose(self, secret: str, now: datetime, idle: timedelta, notice: bool = True) -> LoggedIn | None:
        """Return whose session this is; None when it ended, was idle for too long, or never was.

        With ``notice`` it counts as used now.
        """
        digest = digest_of(secret)
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.get(LoginSession, digest)
            if found is None or found.ends_at <= now or found.seen_at + idle <= now:
                return None
            told, seen = LoggedIn(found.user_name, found.shown_as), found.seen_at
        if notice and seen + _NOTICED <= now:
            self._notice(digest, now)
        return told

    def end(self, secret: str) -> None:
        """Log out one browser; it never comes back to life."""
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.digest == digest_of(secret)))
            session.commit()

    def end_all(self, name: str) -> None:
        """Log somebody out everywhere."""
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.user_name == name))
            session.commit()

    def _notice(self, digest: str, now: datetime) -> None:
        with operator_errors(self._url), self._writing() as session:
            # Asked again under the lock: who logged out meanwhile stays out.
            found = session.get(LoginSession, digest)
            if found is not None:
                found.seen_at = now
                session.commit()

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(write=True))
