"""A small server on loopback: as much of the OpenAI protocol as a chat model needs, and every kind of misbehaviour."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What one request gets: writes to the handler, given how many came before it.
Behaviour = Callable[["Handler", int], None]


@dataclass
class Wire:
    """The server: its address, how it behaves, what it was sent. ``leave`` lets everything go that still hangs."""

    behaviour: Behaviour
    requests: list[dict[str, Any]] = field(default_factory=list)
    leave: threading.Event = field(default_factory=threading.Event)
    address: str = ""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    wire: Wire

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        before = len(self.wire.requests)
        self.wire.requests.append(body | {"key": self.headers.get("Authorization")})
        self.wire.behaviour(self, before)

    def status(self, code: int, text: str = "{}") -> None:
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def piece(self, text: str, **delta: Any) -> bool:
        """Send a piece of a reply; False when the other side went away."""
        chunk = {
            "id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m",
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": text} | delta, "finish_reason": None}],
        }  # fmt: skip
        return self._send(f"data: {json.dumps(chunk)}\n\n")

    def end(self, told: int = 900, heard: int = 60) -> None:
        usage = {"prompt_tokens": told, "completion_tokens": heard, "total_tokens": told + heard}
        last = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [], "usage": usage}
        self._send(f"data: {json.dumps(last)}\n\ndata: [DONE]\n\n")

    def _send(self, text: str) -> bool:
        try:
            self.wfile.write(text.encode())
            self.wfile.flush()
        except OSError:
            return False
        return True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def says(text: str) -> Behaviour:
    """Behave well: say ``text``, in pieces."""

    def behave(handler: Handler, before: int) -> None:
        handler.begin()
        for at in range(0, len(text), 40):
            handler.piece(text[at : at + 40])
        handler.end()

    return behave


def fails(code: int) -> Behaviour:
    """Answer every request with a status."""
    return lambda handler, before: handler.status(code, json.dumps({"error": {"message": "no"}}))


def first_fails(code: int, times: int, text: str) -> Behaviour:
    """Fail a number of times, then behave."""

    def behave(handler: Handler, before: int) -> None:
        (fails(code) if before < times else says(text))(handler, before)

    return behave


def hangs(handler: Handler, before: int) -> None:
    """Take the request and say nothing."""
    handler.wire.leave.wait(30)


def drips(handler: Handler, before: int) -> None:
    """Say a letter now and then, for ever: no read takes long, and it never ends."""
    handler.begin()
    while handler.piece(" ") and not handler.wire.leave.wait(0.05):
        pass


def floods(handler: Handler, before: int) -> None:
    """Say more than anybody could read, as fast as it goes."""
    handler.begin()
    while handler.piece("x" * 2_000) and not handler.wire.leave.is_set():
        pass


def calls_a_tool(handler: Handler, before: int) -> None:
    """Call a tool that was never offered."""
    handler.begin()
    call = {"index": 0, "id": "t", "type": "function", "function": {"name": "run_sql", "arguments": '{"sql": "DROP"}'}}
    handler.piece("", tool_calls=[call])
    handler.end()


def calls(name: str, text: str, *, each: bool = False) -> Behaviour:
    """Answer by calling the tool ``name`` with ``text`` as its arguments, in pieces; ``each`` says the name again."""

    def behave(handler: Handler, before: int) -> None:
        handler.begin()
        for at in range(0, len(text), 40):
            head = {"id": "t", "type": "function"} if at == 0 else {}
            function = ({"name": name} if each or at == 0 else {}) | {"arguments": text[at : at + 40]}
            handler.piece("", tool_calls=[{"index": 0, "function": function} | head])
        handler.end()

    return behave


def dies(text: str) -> Behaviour:
    """Say the first half of ``text`` and break the line."""

    def behave(handler: Handler, before: int) -> None:
        handler.begin()
        handler.piece(text[: len(text) // 2])
        handler.connection.shutdown(socket.SHUT_RDWR)

    return behave


def garbles(handler: Handler, before: int) -> None:
    """Send a stream whose pieces are no JSON."""
    handler.begin()
    handler.wfile.write(b"data: {not json\n\n")


def takes(*shapes: str, text: str, code: int = 400) -> Behaviour:
    """Take requests in these shapes of reply only, and say ``text``; fail with ``code`` on every other."""

    def behave(handler: Handler, before: int) -> None:
        shape = shape_of(handler.wire.requests[-1])
        if shape not in shapes:
            fails(code)(handler, before)
        elif shape == "tool":
            calls("proposal", text)(handler, before)
        else:
            says(text)(handler, before)

    return behave


def shape_of(request: dict[str, Any]) -> str:
    """Return in which shape a request asks its reply."""
    if "tools" in request:
        return "tool"
    return request["response_format"]["type"] if "response_format" in request else "words"


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Wire]:
    """Serve on a free port of this machine until the end of the block."""
    wire = Wire(behaviour)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {"wire": wire}))
    server.daemon_threads = True
    wire.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire.leave.set()
        server.shutdown()
        server.server_close()
