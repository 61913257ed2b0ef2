"""Everything that is served besides the chat, as one application."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import Response

from assistant.web.api import asking, kept
from assistant.web.api.door import Door, Doorway
from assistant.web.api.said import Wrong, replied, say_errors
from assistant.web.pages import Using, pages
from assistant.web.wall import Wall

_ERRORS = {400: "the request is not right", 401: "no token, or not a good one", 403: "not permitted"}
_ERRORS |= {404: "not there, or not for you", 422: "the request is not right", 429: "too many requests"}


def application(using: Using, *, login: bool) -> FastAPI:
    """Return the application; with ``login`` nobody is answered without a token.

    The pages know no login yet, so they are there only where nobody needs one.
    """
    app = FastAPI(
        title="Duiding",
        description="Checked figures of a municipality with their caveats, the same as on the command line.",
        openapi_url="/api/openapi.json",
        # These pages would fetch their scripts from another company's server.
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Wrong, "description": said} for status, said in _ERRORS.items()},
    )
    app.state.door = Door(using, login)
    app.include_router(asking.router)
    app.include_router(kept.router)
    app.add_api_route("/health", _health, methods=["GET"], tags=["running"], summary="Whether the program runs")
    app.add_api_route("/ready", _ready, methods=["GET"], tags=["running"], summary="Whether it can answer")
    if not login:
        app.mount("/answers", pages(using))
    say_errors(app)
    app.add_middleware(Wall, own_machine=not login)
    return app


def _health() -> Response:
    """Say that the program runs; nothing else is looked at."""
    return replied({"status": "ok"})


def _ready(door: Doorway) -> Response:
    """Say that catalogue and records can be read; 503 when they cannot."""
    with door.using() as assistant:
        assistant.records.users.all()
    return replied({"status": "ok"})
