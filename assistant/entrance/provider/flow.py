"""A login by way of the login service: to it with a riddle that only this browser can solve, and back with a code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
import jwt

from assistant.entrance.asked import Known
from assistant.entrance.barred import Barred
from assistant.entrance.bucket import Buckets
from assistant.entrance.provider.fetching import client, fetched
from assistant.entrance.provider.idtoken import claims
from assistant.entrance.provider.people import claim, known, roles, wanted
from assistant.entrance.provider.policy import OidcPolicy
from assistant.entrance.provider.service import Service

#: Where the login service sends people back to, on our own address.
BACK = "/login/back"
#: Seconds in which somebody has logged in there.
LASTS = 600


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came back. ``roles`` is None when these are kept by hand; ``place`` is the page they came for."""

    known: Known
    roles: tuple[str, ...] | None
    place: str


class OidcWho:
    """Sends people to the login service and knows them when they come back. ``url`` is our own address."""

    def __init__(self, policy: OidcPolicy, url: str, http: httpx.Client | None = None) -> None:
        self._policy, self._url = policy, url
        self._http = http or client()
        self._service = Service(policy.issuer, self._http)
        self._by_peer = Buckets(50, 1)
        # A login that is under way when the program stops is begun again.
        self._seal = secrets.token_bytes(32)

    def begin(self, place: str, peer: str) -> tuple[str, str]:
        """Return the address of the login service for one login, and what this browser keeps meanwhile.

        Raises :class:`Barred` for a machine that begins too many.
        """
        if wait := self._by_peer.take(peer):
            raise Barred("too_many", wait=wait)
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        said = {
            "response_type": "code",
            "client_id": self._policy.client,
            "redirect_uri": self._url + BACK,
            "scope": self._policy.scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = self._service.place("authorization_endpoint")
        held = {"state": state, "nonce": nonce, "verifier": verifier, "place": place, "exp": int(time.time()) + LASTS}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}", jwt.encode(held, self._seal, "HS256")

    def finish(self, said: Mapping[str, str], held: str | None, peer: str) -> Came:
        """Return who came back with a code; raises :class:`Barred` unless it is this browser's own login."""
        ours = self._opened(held)
        if wait := self._by_peer.take(peer):
            raise Barred("too_many", wait=wait)
        if not hmac.compare_digest(said.get("state", "").encode(), str(ours["state"]).encode()):
            raise Barred("provider")
        # Another service could else pass on a code of its own.
        told = said.get("iss")
        must = self._service.says("authorization_response_iss_parameter_supported") is True
        if (told is not None or must) and told != self._policy.issuer:
            raise Barred("provider")
        if "error" in said or not said.get("code"):
            raise Barred("provider")
        tokens = self._tokens(said["code"], str(ours["verifier"]))
        found = claims(tokens.get("id_token"), str(ours["nonce"]), self._policy, self._service)
        found = self._completed(found, tokens.get("access_token"))
        return Came(known(found, self._policy), roles(found, self._policy), str(ours["place"]))

    def out(self, place: str) -> str | None:
        """Return where somebody also logs out of the login service; None when it has no such address."""
        try:
            address = self._service.place("end_session_endpoint")
        except Barred:
            return None
        said = {"client_id": self._policy.client, "post_logout_redirect_uri": self._url + place}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"

    def _opened(self, held: str | None) -> dict[str, Any]:
        try:
            return jwt.decode(held or "", self._seal, algorithms=["HS256"], options={"require": ["exp"]})
        except jwt.PyJWTError:
            raise Barred("provider") from None

    def _tokens(self, code: str, verifier: str) -> dict[str, Any]:
        """Change the code for what the service says of somebody."""
        sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._url + BACK}
        sent["code_verifier"] = verifier
        headers = {}
        ways = self._service.says("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._policy.secret is None:
            sent["client_id"] = self._policy.client
        elif "client_secret_basic" in ways:
            pair = f"{quote_plus(self._policy.client)}:{quote_plus(self._policy.secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            sent |= {"client_id": self._policy.client, "client_secret": self._policy.secret}
        return fetched(self._http, "POST", self._service.place("token_endpoint"), data=sent, headers=headers)

    def _completed(self, found: dict[str, Any], access: object) -> dict[str, Any]:
        """Ask the service for what it did not say in the token, if it tells that apart."""
        missing = any(claim(found, name) is None for name in wanted(self._policy))
        if not missing or not isinstance(access, str) or not self._service.says("userinfo_endpoint"):
            return found
        headers = {"Authorization": f"Bearer {access}"}
        more = fetched(self._http, "GET", self._service.place("userinfo_endpoint"), headers=headers)
        if more.get("sub") != found["sub"]:
            raise Barred("provider")
        return more | found
