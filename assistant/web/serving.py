"""Runs the server until it is stopped."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress

import uvicorn

from assistant.answering.live import LiveAssistant
from assistant.chat.listening import listening, loopback, stop
from assistant.errors import InputError
from assistant.records import Records
from assistant.settings import Settings
from assistant.web.app import application


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve until stopped; port 0 takes any free one. Answers that are under way are finished first."""
    login = needs_login(settings, host)
    signal.signal(signal.SIGTERM, stop)
    with listening(host, port) as listener:
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
