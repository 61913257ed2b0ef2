"""One read from a service: retried a little, bounded in size, and what goes wrong is one clear line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

import httpx

from assistant.errors import SourceError

_ATTEMPTS = 3
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
_MAX_BYTES = 512 * 1024 * 1024
_TRY_LATER = {408, 425, 429, 500, 502, 503, 504}

Record = dict[str, Any]


class BrokenOff(SourceError):
    """The service stopped before all was read, or is not to be reached; what was read is sound and may be kept."""

    def __init__(self, message: str) -> None:
        super().__init__(message, hint="run it again later; nothing was changed, and it goes on where it stopped")


class Reader:
    """Reads JSON and plain text over HTTP. Use it as a context manager; ``pause`` waits between attempts."""

    def __init__(self, base_url: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).hostname:
            raise SourceError(f"{base_url!r} is no address of a service", hint="give an http or https address")
        self._pause = pause
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers={"Accept": "application/json"})

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._client.close()

    def json(self, address: str) -> Record | None:
        """Return the record at an address; None when the service does not have it."""
        body = self.body(address)
        return None if body is None else _parse(body, address)

    def body(self, address: str) -> bytes | None:
        """Return what stands at an address; None when the service does not have it."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                status, body = self._get(address)
            except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
                if attempt == _ATTEMPTS:
                    raise BrokenOff(
                        f"the service broke off while reading {address}: {str(error) or type(error).__name__}"
                    ) from error
            except httpx.InvalidURL as error:
                raise SourceError(f"{address!r} is no address: {error}") from error
            else:
                if status == httpx.codes.NOT_FOUND:
                    return None
                if status == httpx.codes.OK:
                    return body
                if status not in _TRY_LATER or attempt == _ATTEMPTS:
                    _refused(status, body, address)
            self._pause(0.5 * 2**attempt)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _get(self, address: str) -> tuple[int, bytes]:
        with self._client.stream("GET", address) as response:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _MAX_BYTES:
                    raise SourceError(f"the service sends a page of more than {_MAX_BYTES:,} bytes: {address}")
            return response.status_code, bytes(body)


def records_of(found: Record, address: str) -> list[Record]:
    """Return the list that a response holds."""
    records = found.get("value")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise SourceError(f'the service sent no list of records ("value") at {address}')
    return records


def next_address(found: Record, key: str, address: str) -> str | None:
    """Return the address of the next page, which ``key`` links; None after the last.

    A link to another machine is an error: what is imported comes from one service.
    """
    link = found.get(key)
    if link is None:
        return None
    if not isinstance(link, str):
        raise SourceError(f"the service links no readable next page after {address}")
    following = urljoin(address, link)
    if urlsplit(following).hostname != urlsplit(address).hostname:
        raise SourceError(f"the service links its next page to another host: {following}")
    return following


def _refused(status: int, body: bytes, address: str) -> NoReturn:
    said = " ".join(body[:300].decode("utf-8", "replace").split())
    told = f"the service answered {status} to {address}" + (f": {said}" if said else "")
    if status in _TRY_LATER:
        raise BrokenOff(told)
    hint = "check --where, an OData $filter" if status == httpx.codes.BAD_REQUEST else "nothing was changed"
    raise SourceError(told, hint=hint)


def _parse(body: bytes, address: str) -> Record:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the service sent no readable JSON at {address}: {error}") from error
    if not isinstance(found, dict):
        raise SourceError(f"the service sent something else than a record or a list at {address}")
    return found
