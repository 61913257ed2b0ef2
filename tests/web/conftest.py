"""The pages over the demo catalogue, served on a free port and asked without a browser."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import httpx
import pytest
import uvicorn

from assistant.answering import Assistant
from assistant.entrance import Login, Policy, entrance_for
from assistant.settings import Settings
from assistant.web.app import application


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("web-home"))
    with Assistant.open(settings) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    app = application(lambda: nullcontext(assistant), entrance_for(Policy(Login.LOCAL), assistant.records, "127.0.0.1"))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        running.join()


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers={"origin": address}, timeout=30) as opened:
        yield opened


@pytest.fixture
def answer(assistant: Assistant) -> str:
    return str(assistant.ask("Hoeveel bijstandsuitkeringen waren er eind 2023?").kept)
