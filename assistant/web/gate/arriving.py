"""A request as it arrived: from which machine, over what, with which cookies."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from assistant.entrance import Asked, Policy
from assistant.entrance.place import within
from assistant.entrance.proxy import SECRET_HEADER


def arrived(scope: Scope, policy: Policy) -> tuple[Scope, Asked]:
    """Return the request as the person sent it, also when a server in between passed it on, and what tells who it is.

    What a header says of where it came from is believed from the servers in ``policy.proxies`` only.
    """
    headers = Headers(scope=scope)
    connected = scope["client"][0] if scope.get("client") else ""
    peer, scheme = connected, scope.get("scheme", "http")
    if within(connected, policy.proxies):
        peer = _first_stranger(headers.get("x-forwarded-for", ""), policy) or connected
        scheme = _scheme(headers.get("x-forwarded-proto", ""), scheme)
    passive = scope["path"].startswith("/ws/")
    asked = Asked(peer, dict(headers.items()), cookies_of(headers), connected, passive)
    kept = [(name, value) for name, value in scope["headers"] if name != SECRET_HEADER.encode()]
    return dict(scope) | {"client": (peer, 0), "scheme": scheme, "headers": kept}, asked


def cookies_of(headers: Headers) -> dict[str, str]:
    """Return the cookies that came along."""
    return cookie_parser("; ".join(headers.getlist("cookie")))


def _first_stranger(forwarded: str, policy: Policy) -> str | None:
    """Return the machine before the last of our own servers: who came before it can have written anything."""
    for one in reversed([part.strip() for part in forwarded.split(",")]):
        try:
            ip_address(one)
        except ValueError:
            return None
        if not within(one, policy.proxies):
            return one
    return None


def _scheme(said: str, now: str) -> str:
    if said not in ("http", "https"):
        return now
    return said.replace("http", "ws") if now in ("ws", "wss") else said
