"""A connection that stays open: who logged out meanwhile, or lost the last role, is not answered over it any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from starlette.types import Message, Receive, Send

from assistant.entrance import Asked, Barred, Entrance

#: Seconds after which it is asked again who this is.
_AGAIN = 5.0
#: How an event begins that somebody caused, in the words of engine.io and socket.io; the rest is the page's own.
_EVENT = "42"


def watched(
    receive: Receive,
    send: Send,
    entrance: Entrance,
    asked: Asked,
    person: str,
    now: Callable[[], float] = time.monotonic,
) -> Receive:
    """Return ``receive`` that asks again who this is before it hands something on, and hangs up on anybody else."""
    looked = now()

    async def receiving() -> Message:
        nonlocal looked
        message = await receive()
        if message["type"] != "websocket.receive" or now() - looked < _AGAIN:
            return message
        looked = now()
        acted = str(message.get("text") or "").startswith(_EVENT)
        try:
            found = await asyncio.to_thread(entrance.person, replace(asked, passive=not acted))
        except Barred:
            found = None
        if found is not None and found.id == person:
            return message
        await send({"type": "websocket.close", "code": 4401})
        return {"type": "websocket.disconnect", "code": 4401}

    return receiving
