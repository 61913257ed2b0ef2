"""Logging in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.entrance import Barred, Entrance, Login
from assistant.entrance.sessions import COOKIE, SECURE_COOKIE
from assistant.web.login_page import entered, login_page, safe, within_site
from assistant.web.pages import Using, style
from assistant.web.person import asked_of
from assistant.web.service_login import START, service_login

_Place = Annotated[str | None, Query(alias="next", max_length=2000)]
_Name = Annotated[str, Form(max_length=200)]


def entering(using: Using, entrance: Entrance) -> APIRouter:
    """Return the routes."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/style.css", style(using), methods=["GET"])
    if entrance.service is not None:
        router.include_router(service_login(entrance, entrance.service))

    @router.get("/login")
    def page(request: Request, place: _Place = None) -> Response:
        if entrance.login not in (Login.PASSWORD, Login.OIDC):
            return RedirectResponse("/", 303)
        if entrance.service is not None and place is not None:
            # Who wants a page goes to the login service at once; who just logged out stays here.
            return RedirectResponse(f"{START}?{urlencode({'next': within_site(place)})}", 303)
        return login_page(request, entrance, within_site(place or "/"))

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
            return login_page(request, entrance, within_site(place), barred, name)
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
