"""Who is asking: the owner of the token that came along, or on one's own machine whoever is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.answering import Assistant
from assistant.entrance.bucket import Buckets
from assistant.validation import DEFAULT_ROLE
from assistant.web.api.said import Barred
from assistant.web.pages import Using

_bearer = HTTPBearer(auto_error=False, description="A token of `duiding users token NAME`.")


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, with the roles that are theirs now; nameless on one's own machine, where nobody logs in."""

    name: str | None = None
    roles: tuple[str, ...] = ()

    def acting(self, wanted: str | None) -> str:
        """Return the role they act in; raises :class:`Barred` when the wanted one is not theirs."""
        if self.name is None:
            return wanted or DEFAULT_ROLE
        if wanted is None:
            return self.roles[0]
        if wanted not in self.roles:
            raise Barred(403, f"the role {wanted[:40]!r} is not one of yours")
        return wanted


@dataclass(frozen=True, slots=True)
class Door:
    """Lets people in. ``login`` is whether they must say who they are; ``using`` lends the assistant of now."""

    using: Using
    login: bool
    asked: Buckets = field(default_factory=lambda: Buckets(100, 10))
    missed: Buckets = field(default_factory=lambda: Buckets(20, 1))

    def person(self, assistant: Assistant, token: str | None, peer: str) -> Person:
        """Return who this is, read from the records each time, so that what was taken back ends at once."""
        if not self.login:
            return Person()
        users = assistant.records.users
        name = users.of_token(token) if token else None
        roles = users.roles(name) if name else ()
        if name is None or not roles:
            wait = self.missed.take(peer)
            if wait:
                raise Barred(429, "too many tokens that are not known; wait a little", wait)
            said = "this token is not known, or was taken back" if token else "say who you are with a token"
            raise Barred(401, f"{said} (Authorization: Bearer …)")
        wait = self.asked.take(name)
        if wait:
            raise Barred(429, "too many requests at once; wait a little", wait)
        return Person(name, roles)


def door_of(request: Request) -> Door:
    """Return the door of the application that was asked."""
    door: Door = request.app.state.door
    return door


def current_person(
    request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None
) -> Person:
    """Return who sent this request; raises :class:`Barred` for who may not come in."""
    door = door_of(request)
    with door.using() as assistant:
        return door.person(assistant, sent.credentials if sent else None, request.client.host if request.client else "")


Who = Annotated[Person, Depends(current_person)]
Doorway = Annotated[Door, Depends(door_of)]
