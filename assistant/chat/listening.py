"""What every server on this machine begins and ends with: a socket, and a way to be stopped."""

from __future__ import annotations

import socket
from typing import NoReturn

from assistant.errors import InputError


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises :class:`InputError` when the host or the port cannot be had."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise InputError(
            f"cannot listen on {host}, port {port}: {error}", hint="choose another port with --port"
        ) from error


def stop(number: int, frame: object) -> NoReturn:
    """Leave through the front door when a signal comes, so that folders are cleared and the data is closed."""
    raise SystemExit(0)
