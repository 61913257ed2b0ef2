"""To which name a request was sent, and from which page."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import Scope

from assistant.entrance import Asked, Barred, Entrance, loopback

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def stop_strangers(scope: Scope, asked: Asked, entrance: Entrance) -> None:
    """Raise :class:`Barred` for a name that is not ours, and for what a page of another site sent.

    A page elsewhere whose name is made to point at this machine would else read along where nobody logs in.
    """
    host = asked.headers.get("host", "")
    ours = urlsplit(entrance.policy.url).netloc if entrance.policy.url else None
    own_name = loopback(_name(host) or "")
    if (entrance.open_door or ours) and not own_name and host != ours:
        raise Barred("host")
    method = scope.get("method", "GET")
    sent = asked.headers.get("origin")
    if sent is None and method not in _SAFE:
        sent = asked.headers.get("referer")
    if sent is not None and urlsplit(sent).netloc not in (host, ours):
        raise Barred("origin")
    if method not in _SAFE and asked.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Barred("origin")


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
