"""The page on which somebody logs in, and the cookie that they leave it with."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from assistant.entrance import Barred, Entrance, loopback
from assistant.entrance.asked import Known
from assistant.entrance.sessions import COOKIE, LASTS, SECURE_COOKIE
from assistant.web.person import asked_of
from assistant.web.rendering import html, language_of


def login_page(
    request: Request, entrance: Entrance, place: str, barred: Barred | None = None, name: str = ""
) -> Response:
    """Return the page, with why somebody was not let in."""
    language = language_of(request)
    response = html(
        "login.html.jinja",
        language,
        request,
        barred.status if barred else 200,
        place=place,
        said=barred.said(language) if barred else "",
        name=name,
        service=entrance.service is not None,
        # Not when something went wrong: asking the login service once more would only take time.
        out=entrance.service.out("/login") if entrance.service is not None and barred is None else None,
    )
    if barred and barred.wait:
        response.headers["Retry-After"] = str(int(barred.wait) + 1)
    return response


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
