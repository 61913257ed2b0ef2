"""The gate: every request passes here first, and is somebody's before anything reads it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.entrance import Asked, Barred, Entrance, Person
from assistant.errors import DuidingError
from assistant.web.gate.answering import refuse, with_headers
from assistant.web.gate.arriving import arrived
from assistant.web.gate.limits import stop_long, whole
from assistant.web.gate.origin import stop_strangers
from assistant.web.gate.sockets import watched

#: Under these names the gate leaves in the request who asks, and what told so.
PERSON, ASKED = "duiding.person", "duiding.asked"
#: Which cookie an application behind the gate wants to see for somebody: its name and what it holds.
Stamp = Callable[[Person], tuple[str, str]]

_log = logging.getLogger("duiding.web")
#: Open to all: to log in, to see that the program runs, and how programs ask.
_OPEN = ("/login", "/health", "/ready", "/style.css", "/api/openapi.json")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Stands before an application. Who may not come in is told so here, and the application never hears of it."""

    def __init__(self, app: ASGIApp, entrance: Entrance, stamp: Stamp | None = None) -> None:
        self._app, self._entrance, self._stamp = app, entrance, stamp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope, asked = arrived(scope, self._entrance.policy)
        try:
            receive = await self._checked(scope, asked, receive, send)
        except Barred as barred:
            await refuse(scope, send, barred)
            return
        except DuidingError as error:
            _log.error("nobody can be let in: %s", error)
            await refuse(scope, send, Barred("away"))
            return
        await self._app(scope, receive, with_headers(send, scope))

    async def _checked(self, scope: Scope, asked: Asked, receive: Receive, send: Send) -> Receive:
        stop_strangers(scope, asked, self._entrance)
        scope[ASKED] = asked
        if not _open(scope["path"]):
            person = await asyncio.to_thread(self._entrance.person, asked)
            if _counts(scope) and person.user is not None:
                self._entrance.may_ask(person)
            self._let_in(scope, asked, person)
        if scope["type"] == "websocket":
            return watched(receive, send, self._entrance, asked, scope[PERSON].id)
        stop_long(asked)
        return await whole(receive)

    def _let_in(self, scope: Scope, asked: Asked, person: Person) -> None:
        """Leave the person in the request, with the cookie of what is behind the gate in the place of any that came."""
        scope[PERSON] = person
        if self._stamp is not None:
            name, value = self._stamp(person)
            rest = [(header, held) for header, held in scope["headers"] if header != b"cookie"]
            scope["headers"] = [*rest, (b"cookie", f"{name}={value}".encode("latin-1"))]


def _open(path: str) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in _OPEN)


def _counts(scope: Scope) -> bool:
    """Whether this is something somebody does, and no part of a page that a browser fetches by itself."""
    path = scope["path"]
    return (
        scope["type"] == "http"
        and not path.startswith("/ws/")
        and (path.startswith("/api/") or scope["method"] not in _SAFE)
    )
