"""People who log in: which roles each has, and which figures each was shown today."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import InputError
from assistant.records.failures import operator_errors
from assistant.records.letting_go import changed
from assistant.records.secret import digest_of
from assistant.records.tables import LoginSession, Password, ShownFigures, Token, User


class Users:
    """The users of a records database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = engine.url

    def set_roles(self, name: str, roles: Sequence[str]) -> None:
        """Give somebody these roles, the one they act in first; who is not known yet is added."""
        if not name or not roles:
            raise ValueError("a user has a name and at least one role")
        with operator_errors(self._url), self._writing() as session:
            user = session.get(User, name)
            if user is None:
                session.add(User(name=name, roles=list(roles), added_at=datetime.now(UTC)))
            else:
                user.roles = list(roles)
            session.commit()

    def roles(self, name: str) -> tuple[str, ...]:
        """Return the roles of somebody, the one they act in first; none for who is not known."""
        with operator_errors(self._url), Session(self._engine) as session:
            user = session.get(User, name)
            return () if user is None else tuple(user.roles)

    def all(self) -> dict[str, tuple[str, ...]]:
        """Return everybody with their roles, by name."""
        with operator_errors(self._url), Session(self._engine) as session:
            return {user.name: tuple(user.roles) for user in session.scalars(select(User).order_by(User.name))}

    def remove(self, name: str) -> None:
        """Forget somebody: tokens, password, where they are logged in, and what they were shown."""
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(ShownFigures).where(ShownFigures.user_name == name))
            close_account(session, name)
            session.commit()

    def shut_out(self, name: str) -> None:
        """Take back every role, token and session of somebody; what they were shown goes on counting."""
        with operator_errors(self._url), self._writing() as session:
            close_account(session, name)
            session.commit()

    def new_token(self, name: str) -> str:
        """Return a new token of somebody. It is shown this once: only its digest is kept."""
        token = f"duiding_{secrets.token_urlsafe(32)}"
        with operator_errors(self._url), self._writing() as session:
            if session.get(User, name) is None:
                raise InputError(f"there is no user {name!r}", hint="add them first with: duiding users add")
            session.add(Token(digest=digest_of(token), user_name=name, made_at=datetime.now(UTC)))
            session.commit()
        return token

    def of_token(self, token: str) -> str | None:
        """Return whose token this is; None when it is nobody's.

        A digest is looked up, so that how long it takes says nothing about which tokens there are.
        """
        with operator_errors(self._url), Session(self._engine) as session:
            found = session.get(Token, digest_of(token))
            return None if found is None else found.user_name

    def revoke_tokens(self, name: str) -> None:
        """Take every token of somebody back."""
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(Token).where(Token.user_name == name))
            session.commit()

    def tokens(self) -> dict[str, int]:
        """Return how many tokens each person has who has one."""
        counted = select(Token.user_name, func.count()).group_by(Token.user_name).order_by(Token.user_name)
        with operator_errors(self._url), Session(self._engine) as session:
            return {row[0]: row[1] for row in session.execute(counted)}

    def note_shown(self, name: str, day: date, digest: str, figures: Any) -> None:
        """Keep what somebody was shown on a day; what anybody was shown before that day is forgotten."""
        with operator_errors(self._url), self._writing() as session:
            session.execute(delete(ShownFigures).where(ShownFigures.day < day))
            session.add(ShownFigures(user_name=name, day=day, catalog_digest=digest, figures=figures))
            session.commit()

    def shown(self, name: str, day: date, digest: str, after: int = 0) -> list[tuple[int, Any]]:
        """Return what somebody was shown on a day of this data, numbered in order, from behind number ``after``."""
        wanted = (
            select(ShownFigures)
            .where(
                ShownFigures.user_name == name,
                ShownFigures.day == day,
                ShownFigures.catalog_digest == digest,
                ShownFigures.number > after,
            )
            .order_by(ShownFigures.number)
        )
        with operator_errors(self._url), Session(self._engine) as session:
            return [(row.number, row.figures) for row in session.scalars(wanted)]

    def _writing(self) -> Session:
        return Session(self._engine.execution_options(write=True))


def close_account(session: Session, name: str) -> int:
    """Take back every role, token, password and session of somebody, in the caller's transaction; return how many."""
    ended = sum(
        changed(session, delete(table).where(table.user_name == name)) for table in (Token, LoginSession, Password)
    )
    return ended + changed(session, delete(User).where(User.name == name))
