"""What the login service says of itself: its addresses and its keys."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from assistant.entrance.barred import Barred
from assistant.entrance.provider.fetching import fetched
from assistant.entrance.provider.policy import protected

#: Seconds for which addresses and keys are believed, and between two looks for a key that was not there.
_KEPT, _AGAIN = 3600.0, 30.0
#: Seconds for which a service that did not answer is left alone: nobody waits for it in a row.
_REST = 5.0
_WELL_KNOWN = "/.well-known/openid-configuration"
_log = logging.getLogger("duiding.entrance")


class Service:
    """The login service of ``issuer``; asked when somebody logs in, so that the program starts without it."""

    def __init__(self, issuer: str, http: httpx.Client, now: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._http, self._now = issuer, http, now
        self._lock = threading.Lock()
        self._said: dict[str, Any] = {}
        self._keys: list[Any] = []
        self._said_at = self._keys_at = self._away_at = -_KEPT

    def place(self, name: str) -> str:
        """Return an address of the service, such as ``token_endpoint``; raises :class:`Barred` when there is none."""
        found = self.says(name)
        if not isinstance(found, str) or not protected(found):
            _log.error("the login service gives no address to be used as %s", name)
            raise Barred("provider_away")
        return found

    def says(self, name: str) -> Any:
        """Return what the service says of itself under a name; None when it says nothing."""
        with self._lock:
            if self._now() - self._said_at >= _KEPT:
                told = self._fetched(self._issuer.rstrip("/") + _WELL_KNOWN)
                if told.get("issuer") != self._issuer:
                    _log.error("the login service calls itself %r: set DUIDING_OIDC_ISSUER to that", told.get("issuer"))
                    raise Barred("provider_away")
                self._said, self._said_at = told, self._now()
            return self._said.get(name)

    def key(self, kid: object, algorithm: str) -> PyJWK:
        """Return the key with which something was signed; keys that changed are fetched again, though not endlessly."""
        address = self.place("jwks_uri")
        with self._lock:
            found = self._among(kid, algorithm)
            age = self._now() - self._keys_at
            if age >= _KEPT or (found is None and age >= _AGAIN):
                told = self._fetched(address).get("keys")
                self._keys, self._keys_at = told if isinstance(told, list) else [], self._now()
                found = self._among(kid, algorithm)
        if found is None:
            _log.warning("the login service signed with a key that it does not show")
            raise Barred("provider")
        return found

    def _fetched(self, address: str) -> dict[str, Any]:
        if self._now() - self._away_at < _REST:
            raise Barred("provider_away")
        try:
            return fetched(self._http, "GET", address)
        except Barred:
            self._away_at = self._now()
            raise

    def _among(self, kid: object, algorithm: str) -> PyJWK | None:
        fit = [key for raw in self._keys if (key := _key(raw, kid, algorithm)) is not None]
        # Without a name of the key there must be no choice.
        return fit[0] if len(fit) == 1 or (fit and kid is not None) else None


def _key(raw: Any, kid: object, algorithm: str) -> PyJWK | None:
    if not isinstance(raw, dict) or raw.get("use", "sig") != "sig" or raw.get("alg", algorithm) != algorithm:
        return None
    if kid is not None and raw.get("kid") != kid:
        return None
    try:
        return PyJWK(raw, algorithm=algorithm)
    except PyJWTError:
        return None
