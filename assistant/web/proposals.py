"""The pages for maintainers: what analysts propose to change in the catalogue, seen with all it moves, then decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.answering import Assistant
from assistant.answering.approving import Disturbs
from assistant.answering.proposing import accept, decline, weighed
from assistant.entrance import ADMIN, MAINTAINER
from assistant.errors import InputError
from assistant.records import UnknownEntry, UnknownProposal
from assistant.web.pages import Using, errors_as_pages
from assistant.web.person import person_of
from assistant.web.rendering import html, language_of
from assistant.web.review.reader import author_of

_Sent = Annotated[str, Form(max_length=4000)]


def proposing(using: Using) -> FastAPI:
    """Return the application, to be mounted where the addresses of proposals begin."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(_maintainer)])
    app.include_router(_looking(using))
    app.include_router(_deciding(using))
    errors_as_pages(app)
    return app


def _maintainer(request: Request) -> None:
    """Let maintainers in; raises :class:`~assistant.entrance.Barred` for anybody else."""
    person_of(request).needs(MAINTAINER, ADMIN)


def _looking(using: Using) -> APIRouter:
    router = APIRouter()

    @router.get("/")
    def every(request: Request) -> Response:
        with using() as assistant:
            found = assistant.records.reviews.proposals.all(assistant.catalog.name)
        return html("proposals.html.jinja", language_of(request), request, proposals_made=found)

    @router.get("/{answer}/{number}")
    def one(request: Request, answer: str, number: int) -> Response:
        with using() as assistant:
            return _page(assistant, request, answer, number)

    return router


def _deciding(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/{number}/accept")
    def accepting(
        request: Request, answer: str, number: int, seen: _Sent = "", author: _Sent = "", instead_of: _Sent = ""
    ) -> Response:
        with using() as assistant:
            try:
                who = author_of(request, author)
                accept(assistant, answer, number, who, seen=seen, instead_of=instead_of.split())
            except UnknownProposal as error:
                raise UnknownEntry(str(error)) from error
            except Disturbs:
                return _page(assistant, request, answer, number, status=409)
            except InputError as error:
                return _page(assistant, request, answer, number, why=str(error), status=400)
        return _back(request)

    @router.post("/{answer}/{number}/decline")
    def declining(request: Request, answer: str, number: int, author: _Sent = "", reason: _Sent = "") -> Response:
        with using() as assistant:
            try:
                decline(assistant, answer, number, author_of(request, author), reason)
            except UnknownProposal as error:
                raise UnknownEntry(str(error)) from error
            except InputError as error:
                return _page(assistant, request, answer, number, why=str(error), status=400)
        return _back(request)

    return router


def _page(
    assistant: Assistant, request: Request, answer: str, number: int, *, why: str = "", status: int = 200
) -> Response:
    try:
        found = weighed(assistant, answer, number)
    except UnknownProposal as error:
        raise UnknownEntry(str(error)) from error
    local = person_of(request).user is None
    language = language_of(request)
    return html("proposal.html.jinja", language, request, status, one=found, why=why, local=local)


def _back(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/", status_code=303)
