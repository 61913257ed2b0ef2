"""What goes along with every answer, and how a refusal is said."""

from __future__ import annotations

import json
import math
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

from assistant.entrance import Barred

#: For what is no page of ours: a browser that opens it may load nothing.
CLOSED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_HEADERS = {
    "Content-Security-Policy": CLOSED,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
_YEAR = "max-age=31536000"


def with_headers(send: Send, scope: Scope) -> Send:
    """Put the headers on whatever is answered; no other site is ever allowed to read it."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if scope.get("scheme") == "https":
                headers.setdefault("Strict-Transport-Security", _YEAR)
        await send(message)

    return sending


async def refuse(scope: Scope, send: Send, barred: Barred) -> None:
    """Say why not: to a reader with the page to log in or a sentence, to a program as JSON; a socket is closed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + barred.status})
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    reading = "text/html" in headers.get("accept", "")
    if reading and barred.key == "unknown" and scope["method"] in ("GET", "HEAD"):
        await _reply(scope, send, 303, "", {"location": f"/login?{urlencode({'next': _place(scope)})}"})
        return
    more = {"www-authenticate": "Bearer"} if barred.status == 401 else {}
    if barred.wait:
        more["retry-after"] = str(math.ceil(barred.wait))
    if reading:
        dutch = not headers.get("accept-language", "nl").strip().casefold().startswith("en")
        await _reply(scope, send, barred.status, barred.said("nl" if dutch else "en"), more, "text/plain")
    else:
        await _reply(scope, send, barred.status, json.dumps({"error": str(barred)}), more, "application/json")


def _place(scope: Scope) -> str:
    query: str = scope.get("query_string", b"").decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


async def _reply(
    scope: Scope, send: Send, status: int, text: str, headers: dict[str, str], kind: str = "text/plain"
) -> None:
    body = text.encode()
    told = {"content-type": f"{kind}; charset=utf-8", "content-length": str(len(body))} | headers
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in told.items()]
    sending = with_headers(send, scope)
    await sending({"type": "http.response.start", "status": status, "headers": raw})
    await sending({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
