"""Who is asking, and what they may: one :class:`Entrance` for chat, pages and programs."""

from assistant.entrance.asked import Asked
from assistant.entrance.barred import Barred
from assistant.entrance.entrance import Entrance
from assistant.entrance.opening import entrance_for
from assistant.entrance.person import ADMIN, ANALYST, LOCAL, MAINTAINER, MANAGER, ROLES, Person
from assistant.entrance.place import loopback
from assistant.entrance.policy import Login, Policy

__all__ = [
    "ADMIN",
    "ANALYST",
    "LOCAL",
    "MAINTAINER",
    "MANAGER",
    "ROLES",
    "Asked",
    "Barred",
    "Entrance",
    "Login",
    "Person",
    "Policy",
    "entrance_for",
    "loopback",
]
