"""Runs the one server, chat and pages and API, until it is stopped."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from assistant.chat import brain
from assistant.chat.behind import behind
from assistant.chat.listening import listening, stop
from assistant.chat.root import laid_out
from assistant.entrance import Entrance, Login, Policy, entrance_for
from assistant.records import Records
from assistant.settings import Settings
from assistant.web.app import application
from assistant.web.tidying import tidying

_HOW = {
    Login.LOCAL: "no login: only this machine is answered",
    Login.PASSWORD: "people log in with a password, programs with a token",
    Login.PROXY: "people are known by the server in front, programs by a token",
    Login.OIDC: "people log in with their organisation, programs with a token",
}

#: Seconds in which answers that are under way must come to their end when the server is stopped.
_PATIENCE = 20


class _Server(uvicorn.Server):
    """Ends as uvicorn does, but not before the questions of the chat are answered: uvicorn knows of requests only."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, wait for the chat, then for everything else."""
        # Loaded by now: the chat runs.
        from assistant.chat.sockets import finish

        for one in (*self.servers, *(sockets or ())):
            one.close()
        await finish(_PATIENCE)
        await super().shutdown(sockets)


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000, path: str = "") -> None:
    """Serve until stopped; port 0 takes any free one. Answers that are under way are finished first.

    ``path`` is what is said to be ready: the chat, or the API. Raises :class:`assistant.errors.InputError` for a host
    that others reach while nobody can log in.
    """
    signal.signal(signal.SIGTERM, stop)
    logging.getLogger("chainlit").setLevel(logging.ERROR)
    policy = Policy.from_environment()
    settings.ensure_home()
    with ExitStack() as open_until_stopped:
        records = open_until_stopped.enter_context(Records.open(settings.database_url))
        entrance = entrance_for(policy, records, host)
        # Port and catalogue before the slow part: whatever is wrong with them is said at once. Who connects waits.
        listener = open_until_stopped.enter_context(listening(host, port))
        app = open_until_stopped.enter_context(served(settings, entrance))
        open_until_stopped.enter_context(tidying(records, settings.keep_days))
        # The gate itself looks at what servers in front say.
        config = uvicorn.Config(
            app,
            lifespan="off",
            loop="asyncio",
            log_level="error",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        place = policy.url or f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
        said = f"Duiding is ready on {place}{path} ({_HOW[entrance.login]}; stop with Ctrl+C)"
        print(said, file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):
            _Server(config).run(sockets=[listener])


@contextmanager
def served(settings: Settings, entrance: Entrance) -> Iterator[ASGIApp]:
    """Give everything that is served as one application, and close it afterwards."""
    with brain.opened(settings, entrance) as live, laid_out(settings) as root:
        yield application(live.using, entrance, behind(root))
