"""Logging in with the organisation's own login service: there, and back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.entrance import Barred, Entrance
from assistant.entrance.provider import OidcWho
from assistant.entrance.provider.flow import BACK, LASTS
from assistant.web.login_page import entered, login_page, safe, within_site
from assistant.web.person import asked_of

#: What a browser keeps while it is at the login service.
_HELD, _SECURE_HELD = "duiding-login", "__Host-duiding-login"
START = "/login/start"


def service_login(entrance: Entrance, service: OidcWho) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False)

    @router.get(START)
    def start(request: Request, place: Annotated[str, Query(alias="next", max_length=2000)] = "/") -> Response:
        try:
            if not safe(request):
                raise Barred("unsafe")
            address, held = service.begin(within_site(place), asked_of(request).peer)
        except Barred as barred:
            return login_page(request, entrance, within_site(place), barred)
        response = RedirectResponse(address, 303)
        secure = request.url.scheme == "https"
        response.set_cookie(
            _SECURE_HELD if secure else _HELD,
            held,
            max_age=LASTS,
            path="/",
            secure=secure,
            httponly=True,
            # Not "strict": who comes back comes from another site.
            samesite="lax",
        )
        return response

    @router.get(BACK)
    def back(request: Request) -> Response:
        asked = asked_of(request)
        try:
            if not safe(request):
                raise Barred("unsafe")
            held = asked.cookies.get(_SECURE_HELD if request.url.scheme == "https" else _HELD)
            came = service.finish(request.query_params, held, asked.peer)
            known = entrance.came(came)
        except Barred as barred:
            return _spent(login_page(request, entrance, "/", barred))
        # A session that was open in this browser ends: nobody goes on in that of another.
        entrance.sessions.end(asked)
        return _spent(entered(request, entrance, known, within_site(came.place)))

    return router


def _spent(response: Response) -> Response:
    """Have the browser forget the login that ended, however it ended."""
    for cookie in (_HELD, _SECURE_HELD):
        response.delete_cookie(cookie, secure=cookie == _SECURE_HELD, httponly=True, samesite="lax")
    return response
