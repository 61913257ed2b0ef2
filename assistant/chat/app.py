"""Starts the chat on this machine."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path

from assistant.chat.root import prepare
from assistant.errors import InputError
from assistant.settings import Settings


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the chat until it is stopped. Without a login only this machine may reach it."""
    if not _loopback(host):
        raise InputError(
            f"the chat has no login yet, so it does not listen on {host}",
            hint="leave --host out, or use 127.0.0.1",
        )
    os.environ["CHAINLIT_APP_ROOT"] = str(prepare(settings))
    os.environ["CHAINLIT_HOST"] = host
    os.environ["CHAINLIT_PORT"] = str(port)
    os.environ["DUIDING_CATALOG"] = str(settings.catalog)
    os.environ["DUIDING_HOME"] = str(settings.home)
    # Only now: importing Chainlit fixes its folder.
    from chainlit.cli import run_chainlit
    from chainlit.config import config

    config.run.headless = True
    run_chainlit(str(Path(__file__).with_name("handlers.py")))


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
