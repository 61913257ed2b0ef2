"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.entrance import Barred, Entrance, Login, loopback
from assistant.entrance.asked import Known
from assistant.entrance.sessions import COOKIE, LASTS, SECURE_COOKIE
from assistant.web.pages import Using, style
from assistant.web.person import asked_of
from assistant.web.rendering import html, language_of

_Place = Annotated[str, Query(alias="next", max_length=2000)]
_Name = Annotated[str, Form(max_length=200)]


def entering(using: Using, entrance: Entrance) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False)

    router.add_api_route("/style.css", style(using), methods=["GET"])

    @router.get("/login")
    def page(request: Request, place: _Place = "/") -> Response:
        if entrance.login is not Login.PASSWORD:
            return RedirectResponse("/", 303)
        return _page(request, within_site(place))

    @router.post("/login")
    def log_in(
        request: Request, name: _Name, password: _Name, place: Annotated[str, Form(alias="next", max_length=2000)] = "/"
    ) -> Response:
        asked = asked_of(request)
        try:
            if entrance.passwords is None or not safe(request):
                raise Barred("unsafe")
            known = entrance.passwords.check(name.strip(), password, asked.peer)
            entrance.with_roles(known)
        except Barred as barred:
            return _page(request, within_site(place), barred, name)
        # A session that was open in this browser ends: nobody goes on in that of another.
        entrance.sessions.end(asked)
        return entered(request, entrance, known, within_site(place))

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        entrance.sessions.end(asked_of(request))
        reading = "text/html" in request.headers.get("accept", "")
        response: Response = RedirectResponse("/login", 303) if reading else JSONResponse({"success": True})
        for cookie in (COOKIE, SECURE_COOKIE):
            response.delete_cookie(cookie, secure=cookie == SECURE_COOKIE, httponly=True, samesite="lax")
        return response

    @router.post("/set-session-cookie")
    def sticky() -> Response:
        """Chainlit's page asks for a cookie by which several processes are told apart; there is one."""
        return JSONResponse({"message": "ok"})

    return router


def entered(request: Request, entrance: Entrance, known: Known, place: str) -> Response:
    """Send somebody who just logged in to the page they came for, with the cookie of a new session."""
    response = RedirectResponse(place, 303)
    secure = request.url.scheme == "https"
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE,
        entrance.sessions.begin(known),
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        # Not "strict": a link to an answer in a mail opens it for who is logged in.
        samesite="lax",
    )
    return response


def safe(request: Request) -> bool:
    """Whether nobody in between can read along: https, or this very machine."""
    asked = asked_of(request)
    return request.url.scheme == "https" or (loopback(asked.peer) and "x-forwarded-for" not in asked.headers)


def within_site(place: str) -> str:
    """Return where to go after logging in: a page of ours, whatever the address said."""
    ours = place.startswith("/") and not place.startswith(("//", "/\\", "/login")) and place.isprintable()
    return place if ours else "/"


def _page(request: Request, place: str, barred: Barred | None = None, name: str = "") -> Response:
    language = language_of(request)
    said = barred.said(language) if barred else ""
    response = html(
        "login.html.jinja", language, request, barred.status if barred else 200, place=place, said=said, name=name
    )
    if barred and barred.wait:
        response.headers["Retry-After"] = str(int(barred.wait) + 1)
    return response
