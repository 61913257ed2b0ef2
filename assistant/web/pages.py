"""The pages as one application, to be mounted beside the chat or served alone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from assistant.answering import Assistant
from assistant.entrance import Barred
from assistant.errors import DuidingError, InputError
from assistant.records import UnknownEntry
from assistant.web.added import added
from assistant.web.answers import answers
from assistant.web.rendering import language_of, stylesheet, told

#: Lends the assistant of now for as long as one page is made.
Using = Callable[[], AbstractContextManager[Assistant]]


def pages(using: Using) -> FastAPI:
    """Return the application. Its routes are relative: mount it where the addresses of answers shall begin."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_api_route("/style.css", style(using), methods=["GET"])
    app.include_router(added(using))
    app.include_router(answers(using))
    errors_as_pages(app)
    return app


def errors_as_pages(app: FastAPI) -> None:
    """Say what went wrong on a page, for people."""
    app.add_exception_handler(DuidingError, _failed)
    app.add_exception_handler(404, _absent)
    app.add_exception_handler(RequestValidationError, _unreadable)


def style(using: Using) -> Callable[[], Response]:
    """Return the route of the style sheet."""

    def route() -> Response:
        with using() as assistant:
            css = stylesheet(assistant.look)
        return PlainTextResponse(css, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    return route


async def _failed(request: Request, error: Exception) -> HTMLResponse:
    """Say what the reader can mend; our own trouble is in the log and never on the page."""
    if isinstance(error, UnknownEntry):
        return told("absent", 404, request)
    if isinstance(error, Barred):
        return told("barred", error.status, request, why=error.said(language_of(request)))
    if isinstance(error, InputError):
        return told("refused", 400, request, why=str(error))
    return told("failed", 500, request)


async def _absent(request: Request, error: Exception) -> HTMLResponse:
    return told("absent", 404, request)


async def _unreadable(request: Request, error: Exception) -> HTMLResponse:
    """A form that no page of ours sent so."""
    return told("refused", 400, request)
