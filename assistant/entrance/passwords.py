"""Local users with a password."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.entrance.asked import Known
from assistant.entrance.barred import Barred
from assistant.entrance.bucket import Buckets
from assistant.errors import InputError
from assistant.records import Logins

SHORTEST, LONGEST = 12, 200
#: One check takes 64 MB and a core for a moment: no more than this many at a time, whoever tries.
_AT_ONCE = threading.BoundedSemaphore(2)
_hasher = PasswordHasher()


class PasswordWho:
    """Checks name and password, and holds up who guesses."""

    def __init__(self, logins: Logins, by_name: Buckets | None = None, by_peer: Buckets | None = None) -> None:
        self._logins = logins
        self._by_name = by_name or Buckets(10, 1 / 30)
        self._by_peer = by_peer or Buckets(50, 1)
        # Who is not known is checked against this one, so that it takes as long as for who is.
        self._nobody = _hasher.hash("nobody has this password")

    def check(self, name: str, password: str, peer: str) -> Known:
        """Return who this is; raises :class:`Barred` for a wrong name or password, and for the wait after many."""
        # Taken before the check, not after: a hundred guesses at the same moment are a hundred guesses.
        wait = max(self._by_peer.take(peer), self._by_name.take(name))
        if wait:
            raise Barred("too_many", wait=wait)
        typed = name.isprintable() and password.isprintable() and len(name) <= LONGEST and len(password) <= LONGEST
        kept = self._logins.password(name) if typed else None
        right = self._is(kept or self._nobody, password if typed else "")
        if kept is None or not right:
            raise Barred("password")
        self._by_name.forget(name)
        if _hasher.check_needs_rehash(kept):
            self._logins.rehash(name, _hasher.hash(password))
        return Known(name, name)

    @staticmethod
    def _is(kept: str, password: str) -> bool:
        with _AT_ONCE:
            try:
                return _hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return False


def set_password(logins: Logins, name: str, password: str) -> None:
    """Give somebody a password; raises :class:`InputError` for one that is easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST} characters", hint="a few words make a good one")
    if not password.isprintable() or len(set(password)) < 5 or password.casefold() == name.casefold():
        raise InputError("this password is easily guessed", hint="a few words make a good one")
    logins.set_password(name, _hasher.hash(password))
