"""A process that is killed between two questions loses nothing that it showed."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def test_what_was_shown_is_on_disk(demo_catalog_dir: Path, home: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "ask", "--stdin", "--json", "--catalog", str(demo_catalog_dir)]
    with subprocess.Popen(
        command, env=os.environ | {"DUIDING_HOME": str(home)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps({"id": "q", "question": "Hoeveel inwoners had Voorbeeldstad in 2024?"}) + "\n")
        program.stdin.flush()
        shown = json.loads(program.stdout.readline())
        program.kill()
    with sqlite3.connect(home / "records.db") as database:
        kept = [json.loads(row[0]) for row in database.execute("SELECT answer FROM answers")]
    database.close()
    assert kept == [shown]
