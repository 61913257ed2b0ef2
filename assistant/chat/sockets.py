"""What a browser may send over the chat's open connection: questions of its reader, and nothing else.

Chainlit's own handlers believe the browser: a message of "the assistant", a change to what was said before, settings
under any name.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeGuard, cast
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import socketio
from chainlit.context import init_ws_context
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession
from chainlit.socket import connect as chainlit_connect
from chainlit.socket import connection_successful, process_message, resume_thread
from chainlit.step import StepDict

from assistant.chat.person import may_ask
from assistant.entrance import Barred
from assistant.errors import DuidingError
from assistant.settings import MAX_QUESTION

_log = logging.getLogger("duiding.chat")
#: Events that stay with Chainlit as they are; every other of its events is taken away.
_THEIRS = frozenset({"clear_session", "disconnect", "stop"})
#: Bytes of one message: a text far too long arrives, so that the reader can be told that it is.
_MOST_BYTES = 6_000_000
#: Seconds that a question waits for its conversation to be shown again, for a connection that never says it is there.
_PATIENCE = 30.0
#: Seconds in which a question that is being answered may come to its end, before the next is refused.
_LAST_MOMENTS = 1.0

#: Whether the server is coming to its end.
_closing = False
#: Sessions whose page still gets the conversation that it shows; a question waits for that.
_arriving: WeakKeyDictionary[WebsocketSession, asyncio.Event] = WeakKeyDictionary()
#: The question of a session that is being answered. Chainlit's own task of a session may be that of opening it.
_answering: WeakKeyDictionary[WebsocketSession, asyncio.Task[None]] = WeakKeyDictionary()


def only_ours(sio: socketio.AsyncServer) -> None:
    """Keep of the server's events what a reader needs, in our own wording where Chainlit's believes the browser."""
    handlers = sio.handlers["/"]
    for event in set(handlers) - _THEIRS:
        del handlers[event]
    sio.on("connect", connected)
    sio.on("connection_successful", arrived)
    sio.on("client_message", asked)
    # Where a request came from was looked at by the gate; no other site is ever let in.
    sio.eio.cors_allowed_origins = []
    sio.eio.max_http_buffer_size = _MOST_BYTES


async def finish(seconds: float) -> None:
    """Let the questions that are being answered come to their end before the server does; no other is taken."""
    global _closing
    _closing = True
    if under_way := [question for question in _answering.values() if not question.done()]:
        await asyncio.wait(under_way, timeout=seconds)


async def connected(sid: str, environ: dict[str, Any], auth: Any) -> bool:
    """Open a session, new or of before; its names are ids and nothing else."""
    if not isinstance(auth, dict):
        raise ConnectionRefusedError("no session")
    session, thread = auth.get("sessionId"), auth.get("threadId") or _addressed(environ)
    if not _is_id(session) or not (thread is None or _is_id(thread)):
        raise ConnectionRefusedError("no session")
    known = {"sessionId": session, "clientType": "webapp", "threadId": thread, "userEnv": None, "chatProfile": None}
    let_in = bool(await chainlit_connect(sid, environ, known))
    if (opened := WebsocketSession.get(sid)) is not None:
        # A question that came over a connection which was lost at once waits for the next one.
        _arriving.setdefault(opened, asyncio.Event())
        _wanted(opened, thread)
    return let_in


def _addressed(environ: dict[str, Any]) -> str | None:
    """Return the conversation in the address of the page that connects.

    On a slow machine the page forgets to say which one it shows, and would wait for it for ever.
    """
    folder, _, thread = urlsplit(environ.get("HTTP_REFERER", "")).path.rpartition("/")
    return thread if folder == "/thread" and _is_id(thread) else None


def _wanted(session: WebsocketSession, thread: str | None) -> None:
    """Let a session in which nothing was asked yet show the conversation that its page asks for only now.

    A new tab on the address of a conversation connects before it knows which one it shows, and then once more;
    Chainlit hears of a conversation in the first connection of a session only. That it is theirs was looked at.
    """
    if thread is not None and thread != session.thread_id and not session.has_first_interaction:
        session.thread_id = thread


async def arrived(sid: str) -> None:
    """Give a page the conversation that it shows; from here on its questions are answered."""
    session = WebsocketSession.get(sid)
    if session is None:
        return
    again = session.restored and await _goes_on(session)
    try:
        await connection_successful(sid)
    finally:
        if session in _arriving:
            _arriving.pop(session).set()
    if (question := _under_way(session)) is not None:
        # It is the question that the button stops, and the page goes on waiting for it.
        session.current_task = question
        emitter = init_ws_context(session).emitter
        await emitter.task_start()  # type: ignore[no-untyped-call]
        await asyncio.wait([question])
        if again and session.socket_id == sid and (thread := await resume_thread(session)) is not None:
            # Part of the answer may have gone to the connection that was lost.
            await emitter.resume_thread(thread)


async def _goes_on(session: WebsocketSession) -> bool:
    """Whether a page that lost its connection is given its conversation again, with all that it missed.

    Chainlit gives it again to a session that it does not know only, and begins a new one in a session that was
    opened and lost before its page got anything.
    """
    layer = get_data_layer()  # type: ignore[no-untyped-call]
    if layer is None or session.user is None:
        return False
    if await layer.get_thread_author(session.thread_id) != session.user.identifier:
        return False
    session.thread_id_to_resume = session.thread_id
    session.restored = False
    return True


def _under_way(session: WebsocketSession) -> asyncio.Task[None] | None:
    question = _answering.get(session)
    return None if question is None or question.done() else question


async def asked(sid: str, payload: Any) -> None:
    """Take a question. Whatever else the browser says about it is left aside: who wrote it, when, and of what kind."""
    session = WebsocketSession.get(sid)
    message = payload.get("message") if isinstance(payload, dict) else None
    if session is None or not isinstance(message, dict):
        return
    text, number = message.get("output"), message.get("id")
    if not isinstance(text, str) or not _is_id(number):
        return
    try:
        await asyncio.to_thread(may_ask, session)
        if (question := _under_way(session)) is not None:
            # A page may ask on in the very moment that it hears of the end of an answer.
            await asyncio.wait([question], timeout=_LAST_MOMENTS)
        if _under_way(session) is not None:
            raise Barred("busy")
        if _closing:
            raise Barred("away")
    except DuidingError as error:
        await _told(sid, session, error)
        return
    # Chainlit keeps the task itself, to stop it.
    session.current_task = _answering[session] = asyncio.create_task(_answered(session, _known(session, number, text)))


async def _answered(session: WebsocketSession, question: StepDict) -> None:
    """Answer a question once its page is there.

    The page of a connection that was lost may send a question before it gets its conversation again, and forgets the
    question then: it is given back with the conversation, and the answer has something to stand under.
    """
    if (waiting := _arriving.get(session)) is not None:
        with suppress(TimeoutError):
            await asyncio.wait_for(waiting.wait(), _PATIENCE)
    await init_ws_context(session).emitter.send_step(question)
    await process_message(session, {"message": question, "fileReferences": None})


def _known(session: WebsocketSession, number: str, text: str) -> StepDict:
    name = (session.user.display_name or session.user.identifier) if session.user else ""
    moment = datetime.now(UTC).replace(tzinfo=None).isoformat() + "Z"
    known: dict[str, Any] = {"id": number, "type": "user_message", "createdAt": moment, "name": name, "metadata": {}}
    # One character more than a question may have, so that the reader is told that it was too long.
    return cast(StepDict, known | {"output": text[: MAX_QUESTION + 1]})


async def _told(sid: str, session: WebsocketSession, error: DuidingError) -> None:
    """Say beside the conversation why a question was not taken; what is no fault of the reader is in the log only."""
    if not isinstance(error, Barred):
        _log.error("a question was not taken: %s", error)
    barred = error if isinstance(error, Barred) else Barred("away")
    emitter = init_ws_context(session).emitter
    await emitter.send_toast(barred.said(session.language), "error")
    await emitter.task_end()  # type: ignore[no-untyped-call]


def _is_id(value: object) -> TypeGuard[str]:
    try:
        return isinstance(value, str) and len(value) <= 64 and uuid.UUID(value).version == 4
    except ValueError:
        return False
