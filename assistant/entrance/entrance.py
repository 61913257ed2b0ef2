"""The entrance of a server: every request is somebody's before anything reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.entrance.asked import Asked, Known
from assistant.entrance.barred import Barred
from assistant.entrance.bucket import Buckets
from assistant.entrance.passwords import PasswordWho
from assistant.entrance.person import LOCAL, Person, local_person
from assistant.entrance.policy import Login, Policy
from assistant.entrance.provider import Came, OidcWho
from assistant.entrance.sessions import Sessions
from assistant.entrance.who import Who
from assistant.records import Users


@dataclass(frozen=True, slots=True)
class Entrance:
    """Lets people in by ``login``. ``whos`` are asked in order; roles are read from the records each time.

    What was taken back ends at once: a session, a token, a role, a person.
    """

    login: Login
    policy: Policy
    users: Users
    sessions: Sessions
    passwords: PasswordWho | None
    service: OidcWho | None
    whos: tuple[Who, ...]
    asks: Buckets = field(default_factory=lambda: Buckets(100, 10))

    @property
    def open_door(self) -> bool:
        """Whether nobody logs in, because only this machine is answered."""
        return self.login is Login.LOCAL

    def person(self, asked: Asked) -> Person:
        """Return who this is; raises :class:`Barred` for who may not come in."""
        for who in self.whos:
            known = who.known(asked)
            if known is not None:
                return self.with_roles(known)
        raise Barred("unknown")

    def with_roles(self, known: Known) -> Person:
        """Return somebody with the roles they have now; raises :class:`Barred` when there are none."""
        if known.id == LOCAL:
            return local_person(known.shown_as)
        roles = self.users.roles(known.id)
        if not roles and self.login is not Login.PASSWORD and self.policy.default_role:
            roles = (self.policy.default_role,)
        if not roles:
            raise Barred("no_role", name=known.shown_as)
        return Person(known.id, known.shown_as, roles)

    def came(self, came: Came) -> Known:
        """Take over the roles that the login service gives somebody who logged in there; who has none left is out."""
        before = self.users.roles(came.known.id)
        if came.roles and came.roles != before:
            self.users.set_roles(came.known.id, came.roles)
        elif came.roles == () and before:
            self.users.shut_out(came.known.id)
        self.with_roles(came.known)
        return came.known

    def may_ask(self, person: Person) -> None:
        """Count one request of somebody; raises :class:`Barred` when these are too many at once."""
        wait = self.asks.take(person.id)
        if wait:
            raise Barred("too_fast", wait=wait)
