"""A real server with two people who log in with a password, and what an attacker has: a browser's cookie and time."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import socketio

from assistant.entrance.passwords import set_password
from assistant.records import Records
from assistant.settings import Settings

PASSWORD = "vier blauwe fietsen"
#: Seconds in which an answer must have come; only a server that hangs reaches it.
PATIENCE = 60


@dataclass
class Browser:
    """The open connection of one page, and everything that came over it."""

    client: socketio.AsyncClient
    session: str
    events: list[tuple[str, Any]] = field(default_factory=list)

    async def ask(self, text: Any, **more: Any) -> str:
        """Send a question as the page does, with whatever else is said about it; return its id."""
        number = str(uuid.uuid4())
        message = {"id": number, "type": "user_message", "name": "x", "output": text, "createdAt": None} | more
        await self.client.emit("client_message", {"message": message, "fileReferences": None})
        return number

    async def until(self, event: str, count: int = 1) -> list[Any]:
        """Wait until an event came so many times; return what came with it."""
        async with asyncio.timeout(PATIENCE):
            while len(found := [data for name, data in self.events if name == event]) < count:
                await asyncio.sleep(0.02)
        return found

    def moment(self, event: str) -> int:
        """Return when something came first, as its place among all that came."""
        return [name for name, _ in self.events].index(event)


@dataclass
class Served:
    """A server that runs, and the way to its records."""

    address: str
    database: str
    program: subprocess.Popen[str]

    def login(self, name: str, password: str = PASSWORD) -> httpx.Client:
        """Return somebody's browser, logged in."""
        client = httpx.Client(base_url=self.address, headers={"origin": self.address}, timeout=PATIENCE)
        said = client.post("/login", data={"name": name, "password": password})
        assert said.status_code == 303, said.text
        return client

    @asynccontextmanager
    async def page(
        self, of: httpx.Client | None, origin: str | None = None, *, greets: bool = True, shows: str = "/", **auth: Any
    ) -> AsyncIterator[Browser]:
        """Open the chat's connection with the cookies of somebody; a page that greets asks for its conversation."""
        async with (
            aiohttp.ClientSession() as http,
            self._opened(http, of, origin or self.address, auth, shows) as browser,
        ):
            if greets:
                await browser.client.emit("connection_successful")
            yield browser

    @asynccontextmanager
    async def _opened(
        self, http: aiohttp.ClientSession, of: httpx.Client | None, origin: str, auth: dict[str, Any], shows: str
    ) -> AsyncIterator[Browser]:
        client = socketio.AsyncClient(reconnection=False, http_session=http)
        browser = Browser(client, str(uuid.uuid4()))
        client.on("*", lambda event, data=None: browser.events.append((event, data)))
        shown = "; ".join(f"{name}={value}" for name, value in (of.cookies.items() if of else ()))
        told = {"sessionId": browser.session, "clientType": "webapp", "threadId": "", "userEnv": "{}"} | auth
        browser.session = told["sessionId"]
        await client.connect(
            self.address,
            headers={"Cookie": shown, "Origin": origin, "Referer": f"{self.address}{shows}"},
            auth=told,
            socketio_path="/ws/socket.io",
            transports=["websocket"],
        )
        try:
            yield browser
        finally:
            await client.disconnect()


@pytest.fixture(scope="module")
def served(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("attacked-home")
    settings = Settings(home=home)
    with Records.open(settings.database_url) as records:
        for name, role in (("kim", "analyst"), ("lou", "manager")):
            records.users.set_roles(name, [role])
            set_password(records.logins, name, PASSWORD)
    started = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "chat", "--port", "0", "--catalog", str(demo_catalog_dir)],
        cwd=home,
        env=os.environ | {"PYTHONPATH": str(root), "DUIDING_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stderr is not None
    try:
        said = started.stderr.readline()
        ready = re.search(r"ready on (http://\S+)", said)
        assert ready, said + started.stderr.read()
        yield Served(ready[1], settings.database_url, started)
    finally:
        started.terminate()
        started.communicate(timeout=60)


@pytest.fixture
def kim(served: Served) -> Iterator[httpx.Client]:
    with closing(served.login("kim")) as client:
        yield client


@pytest.fixture
def lou(served: Served) -> Iterator[httpx.Client]:
    with closing(served.login("lou")) as client:
        yield client
