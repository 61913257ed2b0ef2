"""A chat on a free port, and a browser to use it with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def chat(chromium: Path, demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """The address of a chat over the demo catalogue, started as a person starts it."""
    home, elsewhere = tmp_path_factory.mktemp("chat-home"), tmp_path_factory.mktemp("elsewhere")
    log = tmp_path_factory.mktemp("chat-log") / "stderr"
    with log.open("w") as written:
        started = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "chat", "--port", "0", "--catalog", str(demo_catalog_dir)],
            cwd=elsewhere,
            env=os.environ | {"PYTHONPATH": str(root), "DUIDING_HOME": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=written,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert started.stderr is not None
    said = ""
    try:
        for line in started.stderr:
            said += line
            if found := re.search(r"ready on (http://\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail(f"the chat did not start:\n{said}", pytrace=False)
    finally:
        started.terminate()
        rest = started.communicate(timeout=60)[1]
    assert "Traceback" not in said + rest, said + rest
    assert not list(elsewhere.iterdir()), "the chat wrote into the folder it was started from"
    assert not list((home / "chat").iterdir()), "the chat left its folder behind"
