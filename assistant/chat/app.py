"""Starts the chat on this machine."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from assistant.chat import brain
from assistant.chat.root import laid_out
from assistant.errors import InputError
from assistant.settings import Settings


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the chat until it is stopped. Without a login only this machine may reach it."""
    if not _loopback(host):
        raise InputError(
            f"the chat has no login yet, so it does not listen on {host}",
            hint="leave --host out, or use 127.0.0.1",
        )
    signal.signal(signal.SIGTERM, _stop)
    # First the catalogue: whatever is wrong with it is said before anything listens.
    with brain.opened(settings), laid_out(settings) as root:
        os.environ["CHAINLIT_APP_ROOT"] = str(root)
        os.environ["CHAINLIT_HOST"] = host
        os.environ["CHAINLIT_PORT"] = str(port)
        # Only now: importing Chainlit fixes its folder and reads its settings from it.
        from chainlit.cli import run_chainlit
        from chainlit.config import config

        logging.getLogger("chainlit").setLevel(logging.ERROR)
        config.run.headless = True
        with suppress(KeyboardInterrupt):
            run_chainlit(str(Path(__file__).with_name("handlers.py")))


def _stop(number: int, frame: object) -> NoReturn:
    """Leave through the front door, so that folders are cleared and the data is closed."""
    raise SystemExit(0)


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
