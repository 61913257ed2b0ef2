"""The text of a description, from a file or from an address on the web that was given in so many words."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import httpx

from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.cbs.yaml_files import parse

#: A description is written for people; what is larger is something else.
_LARGEST = 50_000_000
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)


def text_of(source: str) -> tuple[str, str]:
    """Return the text of a description and the name it goes by."""
    if urlsplit(source).scheme in ("http", "https"):
        return _decoded(_from_web(source), source), PurePosixPath(urlsplit(source).path).name or source
    path = Path(source)
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError(f"{source} is larger than {_LARGEST // 1_000_000} MB; that is no description")
        return _decoded(path.read_bytes(), source), path.name
    except OSError as error:
        raise SourceError(f"{source} cannot be read: {error.strerror}") from error


def _from_web(address: str) -> bytes:
    body = bytearray()
    try:
        with httpx.stream("GET", address, timeout=_TIMEOUT, follow_redirects=True) as response:
            if response.status_code != httpx.codes.OK:
                raise SourceError(f"{address} answered {response.status_code}", hint="nothing was changed")
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > _LARGEST:
                    raise SourceError(f"{address} sends more than {_LARGEST // 1_000_000} MB; that is no description")
    except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError, httpx.InvalidURL) as error:
        raise SourceError(
            f"{address} cannot be read: {str(error) or type(error).__name__}", hint="try again later"
        ) from error
    return bytes(body)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{name}:{line}: this is not UTF-8 text", hint="save it as UTF-8") from error


def document_of(text: str, name: str) -> Document:
    """Return a YAML or JSON description as plain values."""
    found: Any
    if PurePosixPath(name).suffix.lower() in (".json", ".jsonld"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{name} is no readable JSON: {error}") from error
    else:
        found = parse(text, name)
    if not isinstance(found, dict):
        raise SourceError(f"{name} holds no keys", hint="a description is a list of key: value")
    return found
