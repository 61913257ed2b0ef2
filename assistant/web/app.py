"""Everything that is served besides the chat, as one application."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from assistant.chat.behind import Chat
from assistant.entrance import Entrance
from assistant.web.api import asking, kept
from assistant.web.api.door import BEARER, Door, Doorway
from assistant.web.api.said import Wrong, gives, replied, say_errors
from assistant.web.api.shapes.queries import State
from assistant.web.catalogue import catalogue
from assistant.web.entering import entering
from assistant.web.gate import Gate
from assistant.web.pages import Using, pages
from assistant.web.proposals import proposing
from assistant.web.review import reviewing

_ERRORS = {400: "the request is not right", 401: "no token, or not a good one", 403: "not permitted"}
_ERRORS |= {404: "not there, or not for you", 422: "the request is not right", 429: "too many requests"}


def application(using: Using, entrance: Entrance, chat: Chat | None = None) -> ASGIApp:
    """Return everything behind one gate: the API, the pages, the login, and the chat when one is given."""
    app = FastAPI(
        title="Duiding",
        description="Checked figures of a municipality with their caveats, the same as on the command line.",
        openapi_url="/api/openapi.json",
        # These pages would fetch their scripts from another company's server.
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Wrong, "description": said} for status, said in _ERRORS.items()},
    )
    app.state.door = Door(using)
    app.include_router(asking.router, dependencies=[BEARER])
    app.include_router(kept.router, dependencies=[BEARER])
    app.include_router(entering(using, entrance))
    app.include_router(catalogue(using))
    app.add_api_route(
        "/health",
        _health,
        methods=["GET"],
        tags=["running"],
        summary="Whether the program runs",
        responses=gives(State),
    )
    app.add_api_route(
        "/ready", _ready, methods=["GET"], tags=["running"], summary="Whether it can answer", responses=gives(State)
    )
    app.mount("/answers", pages(using))
    app.add_api_route("/review", _to_reviews, methods=["GET"], include_in_schema=False)
    app.mount("/review", reviewing(using))
    app.add_api_route("/proposals", _to_proposals, methods=["GET"], include_in_schema=False)
    app.mount("/proposals", proposing(using))
    say_errors(app)
    if chat is not None:
        # Last: it takes every address that is left.
        app.mount("/", chat.app)
    return Gate(app, entrance, chat.stamp if chat is not None else None)


def _to_reviews() -> Response:
    """Lead to the page of what waits."""
    return RedirectResponse("/review/", status_code=307)


def _to_proposals() -> Response:
    """Lead to the page of what analysts propose."""
    return RedirectResponse("/proposals/", status_code=307)


def _health() -> Response:
    """Say that the program runs; nothing else is looked at."""
    return replied({"status": "ok"})


def _ready(door: Doorway) -> Response:
    """Say that catalogue and records can be read; 503 when they cannot."""
    with door.using() as assistant:
        assistant.records.users.all()
    return replied({"status": "ok"})
