"""What holds for every page: nothing from elsewhere, nothing sent from another site, nothing endless."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response

#: Bytes that a form may hold: the longest note in the widest characters, with room for its other fields.
MOST_BYTES = 64_000
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE = frozenset({"GET", "HEAD"})


async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse what another site sends and what is too long; put the headers on whatever is answered."""
    refused = None if request.method in _SAFE else _refusal(request)
    response = refused or await go_on(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _refusal(request: Request) -> Response | None:
    if not _own(request):
        return PlainTextResponse("This was sent from another site.", 403)
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        return PlainTextResponse("How long this is must be said.", 411)
    if int(length) > MOST_BYTES:
        return PlainTextResponse("This is too long.", 413)
    return None


def _own(request: Request) -> bool:
    """Whether a form was sent from a page of ours; a browser always says where it was sent from."""
    sent = request.headers.get("origin") or request.headers.get("referer")
    return sent is not None and urlsplit(sent).netloc == request.headers.get("host")
