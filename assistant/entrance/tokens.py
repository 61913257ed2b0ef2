"""A program shows a token of somebody."""

from __future__ import annotations

from assistant.entrance.asked import Asked, Known
from assistant.entrance.barred import Barred
from assistant.entrance.bucket import Buckets
from assistant.records import Users


class TokenWho:
    """The owner of the token that came along."""

    def __init__(self, users: Users, missed: Buckets | None = None) -> None:
        self._users = users
        self._missed = missed or Buckets(20, 1)

    def known(self, asked: Asked) -> Known | None:
        """Return whose token it is; raises :class:`Barred` for a token that is nobody's."""
        if asked.token is None:
            return None
        name = self._users.of_token(asked.token)
        if name is None:
            wait = self._missed.take(asked.peer)
            raise Barred("too_many", wait=wait) if wait else Barred("token")
        return Known(name, name)
