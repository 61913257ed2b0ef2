"""One JSON object a line in, one a line out, in order: a line that is wrong gets an error and the run goes on."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

from assistant.cli.opening import as_json
from assistant.errors import DuidingError, InputError

log = logging.getLogger("duiding")

Handle = Callable[[dict[str, Any]], dict[str, Any]]
Failed = Callable[[Any, str], dict[str, Any]]


def each_line(handle: Handle, failed: Failed) -> int:
    """Answer every line of standard input, flushed line by line; return 0 when every line was answered."""
    for raw in sys.stdin.buffer:
        name: Any = None
        try:
            line = parsed(raw)
            name = line.get("id")
            reply = handle(line)
        except DuidingError as error:
            reply = failed(name, str(error))
        except Exception:
            # One line that nobody foresaw must not take the lines after it along.
            log.exception("a line of a batch failed")
            reply = failed(name, "something went wrong on our side")
        sys.stdout.write(as_json(reply) + "\n")
        sys.stdout.flush()
    return 0


def parsed(raw: bytes) -> dict[str, Any]:
    """Return the object of a line; raises :class:`InputError` when it is none."""
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(
            "this line is no JSON", hint='one object a line, such as {"id": "1", "question": "…"}'
        ) from None
    if not isinstance(value, dict):
        raise InputError("this line is no JSON object", hint='such as {"id": "1", "question": "…"}')
    return value


def text_of(line: dict[str, Any], key: str, default: str | None = None, *, among: tuple[str, ...] = ()) -> str | None:
    """Return a text of the line; raises :class:`InputError` when it is something else."""
    value = line.get(key, default)
    if value is not None and (not isinstance(value, str) or (among and value not in among)):
        wanted = " or ".join(among) if among else "a text"
        raise InputError(f"{key!r} must be {wanted}")
    return value
