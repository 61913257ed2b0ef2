"""What every test may count on: its own state folder, no network, the demo catalogue, and honest skips."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from tests import postgres

# A slow machine is no failure: what takes how long is measured by the benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


def missing_system_part(reason: str) -> NoReturn:
    """Skip with a printed reason on somebody's own machine, fail where everything must be there (CI=true)."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"missing in CI: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine, so that no test comes to depend on one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if host is not None and host not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"a test tried to reach {address}: tests use no network")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point DUIDING_HOME at a folder of this run, for what is opened once for many tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIDING_HOME", str(tmp_path_factory.mktemp("session-home")))
        patch.delenv("DUIDING_RECORDS_URL", raising=False)
        patch.delenv("DUIDING_RECORDS_URL_FILE", raising=False)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a state folder of its own, and return it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DUIDING_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material that is not part of the project: $DUIDING_SHARED, or ``shared`` beside the checkout."""
    configured = os.environ.get("DUIDING_SHARED")
    folder = Path(configured) if configured else ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no reference material in {folder}: set DUIDING_SHARED to run this test")
    return folder


@pytest.fixture(scope="session")
def demo_catalog_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo catalogue with its data built, in a folder of this run."""
    from assistant.workbench import demo

    folder = tmp_path_factory.mktemp("demo") / "catalog"
    shutil.copytree(ROOT / "catalog", folder, ignore=shutil.ignore_patterns("data", "verified"))
    demo.build(folder / "data")
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL that runs during the tests that ask for it."""
    programs = postgres.programs()
    if programs is None:
        missing_system_part("no PostgreSQL: install it to test with it (Debian: apt install postgresql)")
    with postgres.running(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.heavy)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'records.db'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser that the chat tests drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    missing_system_part("no chromium: install it to run the browser tests (Debian: apt install chromium)")
