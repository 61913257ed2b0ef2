"""How long somebody waits for the first page: from process start, beside bare Chainlit, and from a warm server.

    python -m evals.bench.first_page

Both are started in turn, so that what else the machine does weighs on both. The first page is there when its HTML came
whole over HTTP; from a warm server it is there when the field to type in can be used in a real browser.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from evals.bench.crowd import ROOT, prepared

_BARE = """import chainlit as cl


@cl.on_message
async def answer(message: cl.Message) -> None:
    await cl.Message(content="ja").send()
"""
_PATIENCE = 180.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, prepared(Path(scratch)) as settings:
        settings.ensure_home()
        bare = Path(scratch) / "bare"
        bare.mkdir()
        (bare / "app.py").write_text(_BARE, "utf-8")
        ours = [sys.executable, "-m", "assistant.cli", "chat", "--catalog", str(settings.catalog), "--port"]
        theirs = [sys.executable, "-m", "chainlit", "run", "app.py", "--headless", "--port"]
        homes = {"DUIDING_HOME": str(settings.home), "PYTHONPATH": str(ROOT), "CHAINLIT_APP_ROOT": str(bare)}
        # The first start builds the serving database, the index and the dictionaries.
        first = _page(ours, settings.home, homes)
        pairs = [(_page(ours, settings.home, homes), _page(theirs, bare, homes)) for _ in range(wanted.times)]
        print(
            json.dumps(
                {
                    "first_start_ever": round(first, 1),
                    "duiding": _spread([one for one, _ in pairs]),
                    "chainlit": _spread([other for _, other in pairs]),
                    "over_chainlit": _spread([one - other for one, other in pairs]),
                    "warm_browser": _warm(ours, settings.home, homes, wanted.times),
                }
            )
        )


def _spread(seconds: list[float]) -> dict[str, float]:
    return {
        "least": round(min(seconds), 2),
        "median": round(statistics.median(seconds), 2),
        "most": round(max(seconds), 2),
    }


def _started(command: list[str], folder: Path, homes: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, str(port)], cwd=folder, env=os.environ | homes, stdout=quiet, stderr=quiet)


def _page(command: list[str], folder: Path, homes: dict[str, str]) -> float:
    port = _free_port()
    began = time.perf_counter()
    program = _started(command, folder, homes, port)
    try:
        _wait(port, program)
        return time.perf_counter() - began
    finally:
        program.terminate()
        program.wait(_PATIENCE)


def _wait(port: int, program: subprocess.Popen[bytes]) -> None:
    ends = time.perf_counter() + _PATIENCE
    while time.perf_counter() < ends and program.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=_PATIENCE) as got:
                if b"</html>" in got.read():
                    return
        except urllib.error.URLError:
            time.sleep(0.02)
    raise SystemExit("the server did not start")


def _warm(command: list[str], folder: Path, homes: dict[str, str], times: int) -> Any:
    """Time the page in a new browser window each time, until a question can be typed."""
    program = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if program is None:
        return "no chromium on this machine"
    from playwright.sync_api import sync_playwright

    port = _free_port()
    server = _started(command, folder, homes, port)
    try:
        _wait(port, server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            found = [_typed(browser, f"http://127.0.0.1:{port}/") for _ in range(times + 1)]
            browser.close()
        # The first window also starts the browser's own parts.
        return _spread(found[1:])
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _typed(browser: Any, address: str) -> float:
    with browser.new_context() as context:
        page = context.new_page()
        began = time.perf_counter()
        page.goto(address)
        page.locator("#chat-input").wait_for(state="visible", timeout=_PATIENCE * 1000)
        return time.perf_counter() - began


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    main()
