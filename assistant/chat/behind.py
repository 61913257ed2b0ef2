"""Chainlit's application behind our gate: only the routes that the chat uses, and the person that the gate let in.

What is closed here can be used on Chainlit's own server to write in somebody else's conversation: changing a card,
giving an answer a thumb, sending files, opening a server of tools.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.entrance import Person

_ID = r"[0-9A-Za-z_-]{1,64}"
#: Method and address of everything that the chat's own page asks for.
_ALLOWED = tuple(
    (method, re.compile(address))
    for method, address in (
        ("GET", r"/"),
        ("GET", rf"/thread/{_ID}"),
        ("GET", r"/(assets|public)/.+"),
        ("GET", r"/(favicon|logo|user|auth/config)"),
        ("GET", r"/avatars/.+"),
        ("GET", r"/project/(settings|translations)"),
        ("GET", rf"/project/thread/{_ID}(/element/{_ID})?"),
        ("POST", r"/project/(threads|action)"),
        ("PUT", r"/project/thread"),
        ("DELETE", r"/project/thread"),
        ("GET", r"/ws/socket\.io/"),
        ("POST", r"/ws/socket\.io/"),
    )
)


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat as one application, and the cookie by which it knows somebody."""

    app: ASGIApp
    stamp: Callable[[Person], tuple[str, str]]


def behind(root: Path) -> Chat:
    """Return Chainlit's application with our handlers, living in the folder ``root``."""
    os.environ["CHAINLIT_APP_ROOT"] = str(root)
    # Somebody is always known, because the gate says who; what it says is of no use after this run.
    os.environ["CHAINLIT_CUSTOM_AUTH"] = "true"
    os.environ["CHAINLIT_AUTH_SECRET"] = secrets.token_urlsafe(48)
    # Only now: importing Chainlit fixes its folder and reads its settings from it.
    import chainlit as cl
    from chainlit.auth import create_jwt
    from chainlit.config import config, load_module
    from chainlit.server import app, get_html_template, sio

    from assistant.chat.sockets import only_ours

    config.run.module_name = str(Path(__file__).with_name("handlers.py"))
    load_module(config.run.module_name)
    only_ours(sio)

    def stamp(person: Person) -> tuple[str, str]:
        user = cl.User(identifier=person.id, display_name=person.name or None)
        return "access_token", create_jwt(user)

    page = str(get_html_template(""))  # type: ignore[no-untyped-call]
    return Chat(_Allowed(app, _policy(page)), stamp)


class _Allowed:
    """Passes on what the chat's page needs, and says of everything else that it is not there."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app, self._policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "websocket":
            if path == "/ws/socket.io/":
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 4404})
            return
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if not any(method == one and address.fullmatch(path) for one, address in _ALLOWED):
            await _absent(send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers(path)]
            await send(message)

        await self._app(scope, receive, sending)

    def _headers(self, path: str) -> list[tuple[bytes, bytes]]:
        told = {"content-security-policy": self._policy}
        if path.startswith("/assets/"):
            # Their names change with what is in them.
            told["cache-control"] = "private, max-age=31536000, immutable"
        elif path.startswith(("/public/", "/avatars/", "/logo", "/favicon")):
            told["cache-control"] = "private, max-age=300"
        return [(name.encode(), value.encode()) for name, value in told.items()]


def _policy(page: str) -> str:
    """Return what the chat's page may load and run: what this server gives it, and the script that stands in it.

    Chainlit draws the card from its source in the browser, which takes 'unsafe-eval'.
    """
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src 'self' 'unsafe-eval' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


async def _absent(send: Send) -> None:
    body = json.dumps({"error": "there is nothing at this address"}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})
