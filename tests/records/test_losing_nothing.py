"""Processes that die or come at once, a disk that is against us: what was shown is kept, or one line says why not."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from assistant.errors import OperatorError
from assistant.records import Records
from tests.records.answers import make_answer

Start = Callable[..., "subprocess.Popen[str]"]

SAVE_AND_SAY_SO = """
import sys
from assistant.records import Records
from tests.records.answers import make_answer
records = Records.open(sys.argv[1])
for number in range(100_000):
    records.save(make_answer(f"a{number}", conversation_id="c1"))
    print(f"a{number}", flush=True)
"""

OPEN_WHEN_TOLD = """
import sys
from assistant.records import Records
from tests.records.answers import make_answer
print("ready", flush=True)
sys.stdin.readline()
with Records.open(sys.argv[1]) as records:
    records.save(make_answer(sys.argv[2], conversation_id="c1"))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("shown", [1, 7])
def test_a_killed_process_loses_nothing_that_was_shown(url: str, start: Start, shown: int) -> None:
    program = start(SAVE_AND_SAY_SO, url)
    assert program.stdout is not None
    seen = [program.stdout.readline().strip() for _ in range(shown)]
    os.kill(program.pid, signal.SIGKILL)
    seen += program.communicate()[0].split()
    with Records.open(url) as records:
        kept = [answer.id for answer in records.conversation("c1")]
    assert seen, "the program never came to saving"
    assert kept[: len(seen)] == seen


def test_processes_that_open_a_new_database_at_once_all_find_it_ready(url: str, start: Start) -> None:
    programs = {name: start(OPEN_WHEN_TOLD, url, name) for name in ("p1", "p2", "p3", "p4")}
    for program in programs.values():
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs.values():
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs.values():
        _, complaint = program.communicate()
        assert (program.returncode, complaint) == (0, "")
    with Records.open(url) as records:
        assert {answer.id for answer in records.conversation("c1")} == set(programs)


@pytest.fixture
def on_connect() -> Iterator[Callable[[str], None]]:
    """Run a statement on each connection opened from now on, to put a limit on it that the machine does not have."""
    listening: list[Any] = []

    def arrange(statement: str) -> None:
        def run(connection: Any, _record: object) -> None:
            connection.execute(statement)

        event.listen(Engine, "connect", run)
        listening.append(run)

    yield arrange
    for run in listening:
        event.remove(Engine, "connect", run)


def test_a_full_disk_is_said_in_one_line_and_earlier_answers_stay(
    sqlite_url: str, on_connect: Callable[[str], None]
) -> None:
    with Records.open(sqlite_url) as records:
        records.save(make_answer("before"))
    on_connect("PRAGMA max_page_count = 1")
    with Records.open(sqlite_url) as records:
        with pytest.raises(OperatorError, match="the disk is full") as said:
            records.save(make_answer("too-much", answer={"text": "x" * 100_000}))
        assert records.get("before") == make_answer("before")
        assert records.get("too-much") is None
    assert "\n" not in str(said.value)


def test_a_file_that_may_not_be_written_is_said(tmp_path: Path, sqlite_url: str) -> None:
    Records.open(sqlite_url).close()
    with Records.open(f"sqlite:///file:{tmp_path / 'records.db'}?mode=ro&uri=true") as records:
        with pytest.raises(OperatorError, match="cannot be written"):
            records.save(make_answer())
        assert records.get("a1") is None


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user (root?) may write everywhere")
    with pytest.raises(OperatorError, match="cannot be opened"):
        Records.open(f"sqlite:///{folder / 'records.db'}")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OperatorError, match="cannot make the folder"):
        Records.open(f"sqlite:///{tmp_path / 'file' / 'records.db'}")


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path, sqlite_url: str) -> None:
    notes = "these are notes, no database; " * 100
    (tmp_path / "records.db").write_text(notes)
    with pytest.raises(OperatorError, match="not a SQLite database"):
        Records.open(sqlite_url)
    assert (tmp_path / "records.db").read_text() == notes


def test_a_database_that_stays_locked_is_said(sqlite_url: str, on_connect: Callable[[str], None]) -> None:
    on_connect("PRAGMA busy_timeout = 1")
    with Records.open(sqlite_url) as records, Records.open(sqlite_url) as other:
        with other._engine.execution_options(write=True).begin(), pytest.raises(OperatorError, match="keeps it locked"):
            records.save(make_answer())
        records.save(make_answer())
        assert other.get("a1") == make_answer()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("not a url", "cannot be read"),
        ("postgresql://someone:geheim@127.0.0.1:port/db", "cannot be read"),
        ("nodatabase://someone:geheim@host/db", "no driver"),
    ],
)
def test_a_url_that_cannot_be_used_is_said_without_its_password(url: str, message: str) -> None:
    with pytest.raises(OperatorError, match=message) as said:
        Records.open(url)
    assert "geheim" not in str(said.value)
