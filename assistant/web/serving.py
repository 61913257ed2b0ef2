"""Runs the server until it is stopped."""

from __future__ import annotations

import ipaddress
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

import uvicorn

from assistant.answering.live import LiveAssistant
from assistant.errors import InputError
from assistant.records import Records
from assistant.settings import Settings
from assistant.web.app import application


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve until stopped; port 0 takes any free one. Answers that are under way are finished first."""
    login = needs_login(settings, host)
    signal.signal(signal.SIGTERM, _stop)
    with _listening(host, port) as listener:
        live = LiveAssistant(settings)
        try:
            app = application(live.using, login=login)
            config = uvicorn.Config(
                app, lifespan="off", log_level="error", server_header=False, timeout_graceful_shutdown=30
            )
            name = f"[{host}]" if ":" in host else host
            how = "a token is asked" if login else "no login: only this machine is answered"
            said = f"Duiding is ready on http://{name}:{listener.getsockname()[1]}/api ({how}; stop with Ctrl+C)"
            print(said, file=sys.stderr, flush=True)
            with suppress(KeyboardInterrupt):
                uvicorn.Server(config).run(sockets=[listener])
        finally:
            live.close()


def needs_login(settings: Settings, host: str) -> bool:
    """Whether a token is asked: always when somebody has one, and never not when other machines can connect.

    Raises :class:`InputError` for a host that others reach while nobody has a token.
    """
    settings.ensure_home()
    with Records.open(settings.database_url) as records:
        if records.users.tokens():
            return True
    if not loopback(host):
        raise InputError(
            f"nobody can log in yet, so the server does not listen on {host or 'every address'}",
            hint="add a user and a token first: duiding users add NAME, then duiding users token NAME",
        )
    return False


def loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise InputError(
            f"cannot listen on {host}, port {port}: {error}", hint="choose another port with --port"
        ) from error


def _stop(number: int, frame: object) -> NoReturn:
    """Leave through the front door, so that the data is closed."""
    raise SystemExit(0)
