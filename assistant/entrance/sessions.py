"""Who logged in stays so for a while: the browser shows a cookie, what it stands for is in the records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from assistant.entrance.asked import Asked, Known
from assistant.records import Logins

#: A working day; after that somebody logs in again.
LASTS = timedelta(hours=12)
#: Nothing asked for this long: somebody else may sit at that screen by now.
IDLE = timedelta(hours=2)
#: A browser keeps a cookie of this name only when it came over https, from this very host and for all its pages.
SECURE_COOKIE = "__Host-duiding"
#: For one's own machine, which has no https.
COOKIE = "duiding"


class Sessions:
    """The sessions of the records, by the cookie that a browser shows."""

    def __init__(self, logins: Logins, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._logins, self._now = logins, now

    def known(self, asked: Asked) -> Known | None:
        """Return whose session the cookie is of; None without one, or when it ended."""
        for name in (SECURE_COOKIE, COOKIE):
            if secret := asked.cookies.get(name):
                found = self._logins.whose(secret, self._now(), IDLE, notice=not asked.passive)
                if found is not None:
                    return Known(found.user, found.shown_as)
        return None

    def begin(self, known: Known) -> str:
        """Log somebody in; return what the cookie holds."""
        return self._logins.begin(known.id, known.shown_as, self._now(), LASTS)

    def end(self, asked: Asked) -> None:
        """Log out the browser that asks."""
        for name in (SECURE_COOKIE, COOKIE):
            if secret := asked.cookies.get(name):
                self._logins.end(secret)
