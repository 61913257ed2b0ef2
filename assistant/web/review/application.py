"""The pages for analysts as one application; every route asks for the role first."""

from __future__ import annotations

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response

from assistant.entrance import ADMIN, ANALYST
from assistant.web.pages import Using, errors_as_pages
from assistant.web.person import person_of
from assistant.web.review.acts import acts
from assistant.web.review.lists import lists
from assistant.web.review.one import items
from assistant.web.review.scripts import SCRIPT


def reviewing(using: Using) -> FastAPI:
    """Return the application, to be mounted where the addresses of reviews begin."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, dependencies=[Depends(_analyst)])
    app.add_api_route("/editor.js", _script, methods=["GET"])
    app.include_router(lists(using))
    app.include_router(acts(using))
    app.include_router(items(using))
    errors_as_pages(app)
    return app


def _analyst(request: Request) -> None:
    """Let analysts in; raises :class:`~assistant.entrance.Barred` for anybody else."""
    person_of(request).needs(ANALYST, ADMIN)


def _script() -> Response:
    return Response(SCRIPT, media_type="text/javascript")
