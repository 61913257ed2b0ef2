"""Starts the chat on this machine."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.chat import brain
from assistant.chat.listening import listening, loopback, stop
from assistant.chat.origins import origins
from assistant.chat.root import laid_out
from assistant.errors import InputError
from assistant.settings import Settings

#: What makes an application over a lent assistant.
Make = Callable[[Callable[[], AbstractContextManager[Assistant]]], Any]
Beside = Mapping[str, Make]


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000, beside: Beside | None = None) -> None:
    """Serve the chat until it is stopped; port 0 takes any free one. Without a login only this machine may reach it.

    ``beside`` are applications to serve beside it, by the path under which each begins; each is made over the same
    assistant.
    """
    if not loopback(host):
        raise InputError(
            f"the chat has no login yet, so it does not listen on {host}",
            hint="leave --host out, or use 127.0.0.1",
        )
    signal.signal(signal.SIGTERM, stop)
    # Port and catalogue first: whatever is wrong with them is said before the slow part. Who connects meanwhile waits.
    with listening(host, port) as listener, brain.opened(settings), laid_out(settings) as root:
        os.environ["CHAINLIT_APP_ROOT"] = str(root)
        with suppress(KeyboardInterrupt):
            _run(listener, host, beside or {})


def _run(listener: socket.socket, host: str, beside: Beside) -> None:
    """Run Chainlit's application on our own server: with its own start-up it would end the process under our hands."""
    # Only now: importing Chainlit fixes its folder and reads its settings from it.
    import uvicorn
    from chainlit.config import config, load_module
    from chainlit.server import app, sio
    from starlette.routing import Mount

    port = listener.getsockname()[1]
    logging.getLogger("chainlit").setLevel(logging.ERROR)
    config.run.host, config.run.port = host, port
    config.run.module_name = str(Path(__file__).with_name("handlers.py"))
    load_module(config.run.module_name)
    # Before Chainlit's own routes, whose last one takes every address.
    app.router.routes[:0] = [Mount(path, app=make(brain.using)) for path, make in beside.items()]
    # Another web page, open in the same browser, may not talk to the chat.
    sio.eio.cors_allowed_origins = origins(host, port)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", loop="asyncio", log_level="error"))
    print(f"Duiding is ready on {origins(host, port)[0]} (stop with Ctrl+C)", file=sys.stderr, flush=True)
    server.run(sockets=[listener])
