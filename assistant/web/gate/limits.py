"""How much may be sent, and how slowly."""

from __future__ import annotations

import asyncio

from starlette.types import Message, Receive

from assistant.entrance import Asked, Barred

#: Bytes that a request may hold: the longest question in the widest characters, with much to spare for a query.
MOST_BYTES = 256_000
#: Seconds in which all of it must be there.
PATIENCE = 30


def stop_long(asked: Asked) -> None:
    """Raise :class:`Barred` for what says of itself that it is too long, or does not say how long it is."""
    length = asked.headers.get("content-length", "0")
    if not length.isdecimal() or len(length) > 12 or int(length) > MOST_BYTES:
        raise Barred("long")


async def whole(receive: Receive) -> Receive:
    """Return all that was sent, read; raises :class:`Barred` as soon as it is too long, whatever was promised."""
    found = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                found += message.get("body", b"")
                if len(found) > MOST_BYTES:
                    raise Barred("long")
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return _once(bytes(found), receive)
    except TimeoutError:
        raise Barred("slow") from None


def _once(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
