"""A login service with a script: it does what it is told, checks what it must, and can be made to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER, CLIENT, SECRET, URL = "https://login.example.nl", "duiding", "s3cret", "http://127.0.0.1"
WELL_KNOWN = "/.well-known/openid-configuration"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


KEY = new_key()


@dataclass
class LoginService:
    """``claims`` are about who logs in; ``lies`` replace what the token says, None leaves it out.

    A timedelta is a moment that long from now.
    """

    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "k-1", "name": "Kim de Vries"})
    lies: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = KEY
    kid: str = "one"
    away: bool = False
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def visit(self, address: str) -> dict[str, str]:
        """Log in as a person does, sent here by ``address``; return what is brought back."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (said["response_type"], said["client_id"], said["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert said["redirect_uri"] == f"{URL}/login/back"
        assert "openid" in said["scope"].split()
        code = f"code-{len(self._codes)}"
        self._codes[code] = said
        return {"code": code, "state": said["state"]}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.away:
            raise httpx.ConnectError("nobody there")
        if request.url.path == WELL_KNOWN:
            return httpx.Response(200, json=self._said() | self.about)
        if request.url.path == "/keys":
            shown = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
            return httpx.Response(200, json={"keys": [shown | {"kid": self.kid, "use": "sig"}]})
        if request.url.path == "/me":
            return httpx.Response(200, json={"sub": self.claims["sub"]} | self.more)
        return self._token(request)

    def _said(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
            "userinfo_endpoint": f"{ISSUER}/me",
            "end_session_endpoint": f"{ISSUER}/out",
        }

    def _token(self, request: httpx.Request) -> httpx.Response:
        sent = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        begun = self._codes.pop(sent["code"], None)
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        solved = begun and base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == begun["code_challenge"]
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        shown = request.headers.get("authorization") == f"Basic {basic}" or sent.get("client_secret") == SECRET
        if begun is None or not solved or not shown or sent["redirect_uri"] != begun["redirect_uri"]:
            return httpx.Response(400, json={"error": "invalid_grant"})
        return httpx.Response(200, json={"id_token": self._signed(begun["nonce"]), "access_token": "a"})

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        told = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce} | self.claims | self.lies
        timed = {name: now + value.total_seconds() for name, value in told.items() if isinstance(value, timedelta)}
        kept = {name: value for name, value in (told | timed).items() if value is not None}
        return jwt.encode(kept, self.key, "RS256", {"kid": self.kid})
