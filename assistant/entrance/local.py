"""Nobody logs in on their own machine."""

from __future__ import annotations

import getpass

from assistant.entrance.asked import Asked, Known
from assistant.entrance.barred import Barred
from assistant.entrance.person import LOCAL
from assistant.entrance.place import loopback

#: A server in between adds one of these: then somebody else may be asking than who sits at this machine.
_PASSED_ON = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")


class LocalWho:
    """Whoever asks from this machine itself; nobody who asks from elsewhere."""

    def known(self, asked: Asked) -> Known | None:
        """Return the person at this machine; raises :class:`Barred` for a request that came from elsewhere."""
        if not loopback(asked.peer) or any(name in asked.headers for name in _PASSED_ON):
            raise Barred("through_proxy")
        return Known(LOCAL, own_name())


def own_name() -> str:
    """Return the name under which somebody uses this machine; empty when the machine does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
