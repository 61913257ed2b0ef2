"""The back-up and restore of docs/beheer.md, command by command, on a machine that lost everything but the copies."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from assistant.answering import Assistant
from assistant.records import Records
from assistant.settings import Settings
from tests import postgres
from tests.records.answers import make_answer

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "Hoeveel inwoners had Voorbeeldstad in 2024?"


def section(title: str) -> str:
    text = (ROOT / "docs" / "beheer.md").read_text("utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def shown(title: str) -> list[list[str]]:
    """Return the commands that a section shows behind a ``$``."""
    return [shlex.split(line) for line in re.findall(r"^\$ (.+)$", section(title), re.M)]


def run(command: list[str], folder: Path) -> str:
    program = [sys.executable, "-m", "assistant.cli"] if command[0] == "duiding" else [command[0]]
    ended = subprocess.run(
        [*program, *command[1:]],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_from_copies_alone_everything_is_there_again(home: Path, demo_catalog_dir: Path, tmp_path: Path) -> None:
    catalog = Path(shutil.copytree(demo_catalog_dir, tmp_path / "catalog"))
    settings = Settings(catalog=catalog)
    with Assistant.open(settings) as assistant:
        before = assistant.ask(QUESTION)
        (make,) = shown("Back-up")
        # The program runs, and others ask on.
        run(make, tmp_path)
        assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2023?")
    shutil.copytree(catalog, tmp_path / "copy")
    shutil.rmtree(home)
    shutil.rmtree(catalog)

    (put_back,) = shown("Restore")
    shutil.copytree(tmp_path / "copy", catalog)
    run(put_back, tmp_path)
    with Assistant.open(settings) as assistant:
        kept = assistant.records.get(str(before.kept))
        assert kept is not None
        assert kept.answer["answer"] == before.text
        # Serving database, indexes and dictionaries were built again.
        assert assistant.ask(QUESTION).rows == before.rows


def _server_command(beginning: str, title: str) -> list[str]:
    found = re.search(rf"`({beginning} [^`]+)`", section(title))
    assert found
    return shlex.split(found[1])


@pytest.mark.heavy
def test_on_postgresql_its_own_programs_do_it(
    postgres_server: postgres.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_server.database() as old, postgres_server.database() as new:
        with Records.open(old) as records:
            records.save(make_answer("a1"))
            make = _server_command("pg_dump", "Back-up")
            run([*make, f"--dbname={old}"], tmp_path)
        put_back = [one for one in _server_command("pg_restore", "Restore") if not one.startswith("--dbname")]
        name = make_url(new).database
        run([*put_back, f"--dbname={new}"], tmp_path)
        assert name
        with Records.open(new) as records:
            assert records.get("a1") == make_answer("a1")
