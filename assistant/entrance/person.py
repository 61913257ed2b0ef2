"""A person who asks, and the roles that open doors."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.entrance.barred import Barred
from assistant.validation import DEFAULT_ROLE

#: Who sits at their own machine, where nobody logs in. No user can be called so: a name never begins with "@".
LOCAL = "@local"

MANAGER, ANALYST, MAINTAINER, ADMIN = "manager", "analyst", "maintainer", "admin"
#: The roles this program knows; a catalogue may name others, which open datasets and no doors.
ROLES = (MANAGER, ANALYST, MAINTAINER, ADMIN)


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``id`` is what things are kept under, ``name`` what others see; the first role is acted in."""

    id: str
    name: str
    roles: tuple[str, ...]

    @property
    def user(self) -> str | None:
        """The name under which what they were shown is counted together; None where nobody logs in."""
        return None if self.id == LOCAL else self.id

    def acting(self, wanted: str | None = None) -> str:
        """Return the role they act in; raises :class:`Barred` when the wanted one is not theirs."""
        if self.id == LOCAL:
            return wanted or DEFAULT_ROLE
        if wanted is None:
            return self.roles[0]
        if wanted not in self.roles:
            raise Barred("role", role=wanted[:40])
        return wanted

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is theirs."""
        return any(role in self.roles for role in roles)

    def needs(self, *roles: str) -> None:
        """Raise :class:`Barred` unless one of these roles is theirs."""
        if not self.has(*roles):
            raise Barred("needs", roles=", ".join(roles))


def local_person(name: str) -> Person:
    """Return the person at this machine: the data are theirs, so every role is."""
    return Person(LOCAL, name, ROLES)
