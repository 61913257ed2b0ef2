"""A PostgreSQL server of this run: Debian's own programs, a temporary folder, an ordinary user, this machine only."""

from __future__ import annotations

import itertools
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

_PROGRAMS = Path("/usr/lib/postgresql")
_USER = "duiding"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL on this machine, where Debian puts it; None when there is none."""
    found = [folder for folder in _PROGRAMS.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


class Server:
    """A server that can be stopped and started; it makes empty databases."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._password, self._port = secrets.token_hex(16), _free_port()
        self._numbers = itertools.count()

    def make(self) -> None:
        """Make the server's files; nothing runs yet."""
        (self._folder / "password").write_text(self._password)
        _hand_over(self._folder)
        self._run(
            "initdb", "--pgdata=data", "--username", _USER, "--pwfile=password", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        listening = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "--pgdata=data", "--wait", "--silent", "--log=log", "-o", listening, "start")

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self._run("pg_ctl", "--pgdata=data", "--wait", "--silent", "--mode=immediate", "stop")

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the URL of a new database, which is dropped afterwards, whoever is connected."""
        name = f"records{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}")
        yield self._url(name)
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _url(self, database: str) -> str:
        url = URL.create("postgresql", _USER, self._password, "127.0.0.1", self._port, database)
        return url.render_as_string(hide_password=False)

    def _run(self, program: str, *arguments: str) -> None:
        # The server that pg_ctl leaves behind would keep a pipe open, so what is said goes to a file.
        with (self._folder / "said").open("w+") as said:
            command = [*_as_ordinary_user(), str(self._programs / program), *arguments]
            ended = subprocess.run(command, cwd=self._folder, stdout=said, stderr=said, check=False)
            said.seek(0)
            assert ended.returncode == 0, f"{program}: {said.read()[-2000:]}"


@contextmanager
def running(programs: Path) -> Iterator[Server]:
    """Give a server that runs until the end of the block."""
    # Not among pytest's own folders: those are closed to the ordinary user that root becomes here.
    folder = Path(tempfile.mkdtemp(prefix="duiding-postgres-"))
    server = Server(programs, folder)
    try:
        server.make()
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder)


def _as_ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--"]


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, "nobody")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
