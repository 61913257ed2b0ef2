"""What the login service answers to this server itself."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx

from assistant.entrance.barred import Barred

#: Bytes; the keys of a large organisation are a tenth of it.
_MOST = 1_000_000
_log = logging.getLogger("duiding.entrance")


def client() -> httpx.Client:
    """Return what reaches the login service; it goes where it was sent and nowhere else."""
    return httpx.Client(timeout=10, follow_redirects=False, headers={"Accept": "application/json"})


def fetched(http: httpx.Client, method: str, address: str, **more: Any) -> dict[str, Any]:
    """Return the JSON object at an address of the login service.

    Raises :class:`Barred`: ``provider`` when it said no, ``provider_away`` when it said nothing that can be used.
    """
    try:
        with http.stream(method, address, **more) as response:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > _MOST:
                    raise _away(address, "too long an answer")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _away(address, type(error).__name__) from error
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    if 400 <= response.status_code < 500 and method == "POST":
        # Whoever runs the program reads why: a code that was used before, or a secret that is not right.
        why = str(told.get("error", ""))[:60] if isinstance(told, dict) else ""
        _log.warning("the login service let nobody in: status %s %r", response.status_code, why)
        raise Barred("provider")
    if response.status_code != httpx.codes.OK or not isinstance(told, dict):
        raise _away(address, f"status {response.status_code} without an answer that can be used")
    return told


def _away(address: str, why: str) -> Barred:
    _log.error("the login service cannot be used: %s at %s", why, address)
    return Barred("provider_away")
