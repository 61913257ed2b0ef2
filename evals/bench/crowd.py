"""People who use the chat all at once, over the connection that its page opens: for the benchmarks of the server.

Each has an account and a browser's session, thinks, asks, and looks whether what came is the answer to what they asked.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import socketio
import yaml

from assistant.answering import Assistant
from assistant.catalog.catalog import MetricRef
from assistant.entrance.asked import Known
from assistant.entrance.sessions import COOKIE, Sessions
from assistant.records import Records
from assistant.settings import Settings, demo_catalog
from assistant.validation.disclosure.rules import metric_rule
from assistant.workbench.bundled import ready_catalog

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "evals" / "cases" / "demo"
#: Seconds after which an answer counts as lost.
LOST = 60.0
#: Seconds that a server has to start.
_START = 180.0


def questions(settings: Settings, most: int = 60, *, single: bool = False) -> tuple[str, ...]:
    """Return questions of the evaluation cases that are answered with figures, whoever asked what before.

    Left out are small counts: what is withheld of them hangs on what the same person was shown earlier that day. With
    ``single`` only those that one figure answers, without a chart and without comparing it with others.
    """
    asked = [
        case["question"]
        for file in sorted(CASES.glob("*.yaml"))
        for case in (yaml.safe_load(file.read_text("utf-8")) or {}).get("cases", ())
        if "question" in case and not {"before", "role", "as_of", "repeat"} & set(case)
    ]
    random.Random(7).shuffle(asked)
    found: list[str] = []
    with Assistant.open(settings) as assistant:
        for question in asked:
            answer = assistant.ask(question)
            metrics = (answer.interpretation or {}).get("metrics") or ()
            rules = [metric_rule(assistant.catalog, MetricRef.parse(one)) for one in metrics]
            fits = not single or (len(answer.rows or ()) == 1 and answer.standing is None)
            if answer.outcome == "answer" and answer.rows and metrics and fits and not any(rules):
                found.append(question)
            if len(found) == most:
                break
    return tuple(found)


@dataclass
class Server:
    """A server of the chat in a process of its own, that can be killed and started again."""

    settings: Settings
    address: str = ""
    program: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start it; return the seconds until it said that it is ready."""
        began = time.perf_counter()
        port = self.address.rpartition(":")[2] or "0"
        command = [
            sys.executable,
            "-m",
            "assistant.cli",
            "serve",
            "--port",
            port,
            "--catalog",
            str(self.settings.catalog),
        ]
        self.program = subprocess.Popen(
            command,
            cwd=self.settings.home,
            env=os.environ | {"PYTHONPATH": str(ROOT), "DUIDING_HOME": str(self.settings.home)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.program.stderr is not None
        said = self.program.stderr.readline()
        ready = re.search(r"ready on (http://[^/\s]+)", said)
        if not ready:
            raise SystemExit(f"the server did not start: {said}{self.program.stderr.read()}")
        self.address = ready[1]
        return time.perf_counter() - began

    def kill(self) -> None:
        """Kill it, as a machine does that loses its power."""
        assert self.program is not None
        self.program.kill()
        self.program.communicate()

    def stop(self) -> None:
        """Ask it to stop."""
        assert self.program is not None
        self.program.terminate()
        self.program.communicate(timeout=_START)


@contextmanager
def prepared(home: Path) -> Iterator[Settings]:
    """Give settings over a copy of the demo with its data built, and a state folder of its own."""
    ready = ready_catalog(Settings(catalog=demo_catalog(), home=home / "home"))
    yield Settings(catalog=ready, home=home / "home")


def people(settings: Settings, many: int) -> list[str]:
    """Add people; return the cookie of each one's browser."""
    with Records.open(settings.database_url) as records:
        sessions = Sessions(records.logins)
        for number in range(many):
            records.users.set_roles(f"person{number}", ["manager"])
        # A server lets everybody log in as soon as one has a token.
        records.users.new_token("person0")
        return [f"{COOKIE}={sessions.begin(Known(f'person{number}', f'person{number}'))}" for number in range(many)]


@dataclass
class Seen:
    """What one person saw: each answer by its name, and how long it took; what went wrong, by kind."""

    conversation: str = ""
    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    crossed: int = 0
    questions: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


class Page:
    """The open connection of one page."""

    def __init__(self, client: socketio.AsyncClient) -> None:
        self.client = client
        self.came: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        client.on("*", lambda event, data=None: self.came.put_nowait((event, data)))

    async def ask(self, question: str, seen: Seen) -> Mapping[str, Any] | None:
        """Ask, and return the card that came; None when none came in time."""
        number = str(uuid.uuid4())
        message = {"id": number, "type": "user_message", "name": "x", "output": question, "createdAt": None}
        began = time.perf_counter()
        await self.client.emit("client_message", {"message": message, "fileReferences": None})
        card: Mapping[str, Any] | None = None
        try:
            async with asyncio.timeout(LOST):
                while True:
                    event, data = await self.came.get()
                    if event == "first_interaction":
                        seen.conversation = data["thread_id"]
                    if event == "element" and card is None:
                        card = data["props"]
                        seen.seconds.append(time.perf_counter() - began)
                        # A card bears the name of the message that it answers.
                        seen.crossed += card["id"] != number
                    if event == "task_end" and card is not None:
                        return card
        except TimeoutError:
            return card


@asynccontextmanager
async def page(address: str, cookie: str) -> AsyncIterator[Page]:
    """Open the chat as a browser with this cookie does."""
    async with aiohttp.ClientSession() as http:
        client = socketio.AsyncClient(reconnection=False, http_session=http)
        opened = Page(client)
        told = {"sessionId": str(uuid.uuid4()), "clientType": "webapp", "threadId": "", "userEnv": "{}"}
        await client.connect(
            address,
            headers={"Cookie": cookie, "Origin": address},
            auth=told,
            socketio_path="/ws/socket.io",
            transports=["websocket"],
            wait_timeout=int(LOST),
        )
        try:
            await client.emit("connection_successful")
            yield opened
        finally:
            await client.disconnect()


async def use(
    address: str, cookie: str, asking: Sequence[str], seen: Seen, *, seconds: float, think: float, chance: random.Random
) -> None:
    """Ask for so many seconds, thinking so long between two questions (half as long to half as long again)."""
    ends = time.perf_counter() + seconds
    try:
        async with page(address, cookie) as opened:
            await asyncio.sleep(chance.uniform(0, think))
            while time.perf_counter() < ends:
                question = chance.choice(asking)
                seen.asked.append(question)
                card = await opened.ask(question, seen)
                if card is None:
                    seen.lost += 1
                else:
                    seen.answers[card["kept"]] = card
                    seen.questions[card["kept"]] = question
                await asyncio.sleep(chance.uniform(think / 2, think * 1.5))
    except (socketio.exceptions.SocketIOError, aiohttp.ClientError, ConnectionError):
        # The server is gone: what was seen until then is what counts.
        return


def crossed(database: str, seen: Sequence[Seen]) -> int:
    """Return how many answers somebody got that were to another question or of another person, by the records."""
    wrong = 0
    with Records.open(database) as records:
        for number, one in enumerate(seen):
            for name, question in one.questions.items():
                record = records.get(name)
                wrong += record is None or (record.question, record.asker) != (question, f"person{number}")
    return wrong + sum(one.crossed for one in seen)
