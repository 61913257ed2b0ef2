"""The CBS OData v4 service over HTTP: entities, code lists and pages; what goes wrong is one clear line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, NoReturn
from urllib.parse import quote, urljoin, urlsplit

import httpx

from assistant.errors import SourceError

#: Where Statistics Netherlands publishes its tables.
DEFAULT_BASE_URL = "https://datasets.cbs.nl/odata/v1/CBS"

_ATTEMPTS = 3
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
_MAX_BYTES = 512 * 1024 * 1024
_MAX_PAGES = 100_000
_TRY_LATER = {408, 425, 429, 500, 502, 503, 504}

Record = dict[str, Any]


class Service:
    """Reads one table of the service. Use it as a context manager; ``pause`` waits between attempts."""

    def __init__(
        self, base_url: str, table: str, *, pause: Callable[[float], None] = time.sleep, attempts: int = _ATTEMPTS
    ) -> None:
        if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).hostname:
            raise SourceError(f"{base_url!r} is no address of a service", hint="give an http or https address")
        self._root = f"{base_url.rstrip('/')}/{quote(table, safe='')}"
        self._table = table
        self._pause = pause
        self._attempts = attempts
        self._client = httpx.Client(timeout=_TIMEOUT, follow_redirects=True, headers={"Accept": "application/json"})

    def __enter__(self) -> Service:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._client.close()

    def entity(self, name: str) -> Record:
        """Return one record, such as ``Properties``."""
        found = self._json(f"{self._root}/{name}")
        if found is None:
            raise SourceError(
                f"the service at {self._root} does not know the table {self._table}",
                hint="check the table number, in capitals and small letters as CBS writes it",
            )
        return found

    def values(self, name: str) -> list[Record]:
        """Return a whole code list, all pages."""
        found = self.optional_values(name)
        if found is None:
            raise SourceError(f"the table {self._table} has no {name} at {self._root}")
        return found

    def optional_values(self, name: str) -> list[Record] | None:
        """Return a whole code list, or None when the service does not have it."""
        pages = self.pages(name)
        first = next(pages, None)
        return None if first is None else first + [record for page in pages for record in page]

    def pages(self, name: str, where: str | None = None) -> Iterator[list[Record]]:
        """Yield the records of ``name`` page by page, following the service's links; nothing when it is absent."""
        query = "" if where is None else "?$filter=" + quote(where, safe="(),'/:")
        address: str | None = f"{self._root}/{name}{query}"
        visited: set[str] = set()
        while address is not None:
            if address in visited or len(visited) >= _MAX_PAGES:
                raise SourceError(f"the service keeps linking the same pages of {name}; stopped at {address}")
            visited.add(address)
            found = self._json(address)
            if found is None:
                if len(visited) > 1:
                    raise SourceError(f"the service links a page of {name} that it does not have: {address}")
                return
            yield _records(found, address)
            address = self._next(found, address)

    def _next(self, found: Record, address: str) -> str | None:
        link = found.get("@odata.nextLink")
        if link is None:
            return None
        if not isinstance(link, str):
            raise SourceError(f"the service links no readable next page after {address}")
        following = urljoin(address, link)
        # A page that points to another machine is not followed: what is imported comes from one service.
        if urlsplit(following).hostname != urlsplit(address).hostname:
            raise SourceError(f"the service links its next page to another host: {following}")
        return following

    def _json(self, address: str) -> Record | None:
        for attempt in range(1, self._attempts + 1):
            try:
                status, body = self._get(address)
            except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
                if attempt == self._attempts:
                    raise SourceError(
                        f"the service broke off while reading {address}: {str(error) or type(error).__name__}",
                        hint="try again later; nothing was changed",
                    ) from error
            except httpx.InvalidURL as error:
                raise SourceError(f"{address!r} is no address: {error}") from error
            else:
                if status == httpx.codes.NOT_FOUND:
                    return None
                if status == httpx.codes.OK:
                    return _parse(body, address)
                if status not in _TRY_LATER or attempt == self._attempts:
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


def _refused(status: int, body: bytes, address: str) -> NoReturn:
    said = " ".join(body[:300].decode("utf-8", "replace").split())
    hint = "check --where, an OData $filter" if status == httpx.codes.BAD_REQUEST else "nothing was changed"
    raise SourceError(f"the service answered {status} to {address}" + (f": {said}" if said else ""), hint=hint)


def _parse(body: bytes, address: str) -> Record:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the service sent no readable JSON at {address}: {error}") from error
    if not isinstance(found, dict):
        raise SourceError(f"the service sent something else than a record or a list at {address}")
    return found


def _records(found: Record, address: str) -> list[Record]:
    records = found.get("value")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise SourceError(f'the service sent no list of records ("value") at {address}')
    return records
