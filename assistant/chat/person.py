"""The person who is asking in the chat, with the roles they have now."""

from __future__ import annotations

import chainlit as cl
from chainlit.session import BaseSession

from assistant.chat import brain
from assistant.entrance import Barred, Person
from assistant.entrance.asked import Known
from assistant.validation import DEFAULT_ROLE


def person() -> Person:
    """Return who asks, in a handler of the chat; raises :class:`Barred` for who lost the last role meanwhile."""
    return person_in(cl.context.session)


def person_in(session: BaseSession) -> Person:
    """Return whose session this is; the gate said who when it was opened, roles are read now."""
    if session.user is None:
        raise Barred("unknown")
    return _with_roles(session.user)


def acting_role(user: cl.User | None) -> str:
    """Return the role of who opens the chat: that of a manager until it is known who they are."""
    if user is None:
        return DEFAULT_ROLE
    try:
        return _with_roles(user).acting()
    except Barred:
        return DEFAULT_ROLE


def _with_roles(user: cl.User) -> Person:
    return brain.entrance().with_roles(Known(user.identifier, user.display_name or user.identifier))


def signing(who: Person) -> str:
    """Return the name that somebody signs with: their own once they logged in, else the one that they fill in."""
    return who.name if who.user else ""


def may_ask(session: BaseSession) -> None:
    """Count one question of whose session this is; raises :class:`Barred` when these are too many at once."""
    found = person_in(session)
    if found.user is not None:
        brain.entrance().may_ask(found)
