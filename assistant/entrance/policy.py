"""How people log in here, read once from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from assistant.entrance.place import Network
from assistant.entrance.provider.policy import OidcPolicy, protected
from assistant.errors import OperatorError
from assistant.settings import secret


class Login(StrEnum):
    """The kinds of login; one at a time. Programs may show a token with each of them, but for ``LOCAL``."""

    LOCAL = "local"
    PASSWORD = "password"
    PROXY = "proxy"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Policy:
    """What whoever runs the program says about logging in.

    ``login`` is None when nothing is said: then it follows from who there is and who can connect. ``url`` is the
    address that people type, when it is another than the one that is listened on. ``proxies`` are the servers in front;
    what they say about where a request came from is believed. ``default_role`` is for whom the proxy or the login
    service knows and our own table does not.
    """

    login: Login | None = None
    url: str | None = None
    proxies: tuple[Network, ...] = ()
    proxy_secret: str | None = None
    user_header: str = "x-remote-user"
    name_header: str = "x-remote-name"
    default_role: str | None = None
    oidc: OidcPolicy | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Policy:
        """Read it; raises :class:`OperatorError` for what cannot be read, or lacks a part."""
        found = cls(
            login=_login(environ.get("DUIDING_LOGIN")),
            url=_url(environ.get("DUIDING_URL")),
            proxies=_networks(environ.get("DUIDING_PROXIES", "")),
            proxy_secret=secret(environ, "DUIDING_PROXY_SECRET"),
            user_header=environ.get("DUIDING_PROXY_USER_HEADER", "x-remote-user").casefold(),
            name_header=environ.get("DUIDING_PROXY_NAME_HEADER", "x-remote-name").casefold(),
            default_role=environ.get("DUIDING_DEFAULT_ROLE") or None,
            oidc=OidcPolicy.from_environment(environ),
        )
        if found.login is Login.PROXY and not (found.proxies and found.proxy_secret):
            raise OperatorError(
                "a proxy can only say who somebody is when it can be recognised",
                hint="set DUIDING_PROXIES to its address and DUIDING_PROXY_SECRET to a secret that you share with it",
            )
        if found.login is Login.OIDC and not (found.oidc and found.url and protected(found.url)):
            raise OperatorError(
                "a login service can only send people back when it is known, and so are we",
                hint="set DUIDING_OIDC_ISSUER, DUIDING_OIDC_CLIENT and DUIDING_URL (https) to what is agreed with it",
            )
        return found


def _login(text: str | None) -> Login | None:
    if not text:
        return None
    try:
        return Login(text)
    except ValueError:
        raise OperatorError(f"DUIDING_LOGIN is {text[:40]!r}", hint=f"it is one of {', '.join(Login)}") from None


def _url(text: str | None) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise OperatorError(
            f"DUIDING_URL is {text[:80]!r}", hint="give the address without a path, such as https://duiding.example.nl"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(one) for one in text.replace(",", " ").split())
    except ValueError as error:
        raise OperatorError(f"DUIDING_PROXIES: {error}", hint="give addresses, such as 10.0.0.5 10.1.0.0/16") from None
