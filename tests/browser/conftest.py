"""A chat on a free port, and a browser to use it with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect, sync_playwright

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
#: How long a page may take in milliseconds: a busy machine is slow, and no test is about speed.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
Open = Callable[..., Page]
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


@dataclass
class Chat:
    """A chat as a person starts it, over the demo catalogue; it can be stopped and started again on its port."""

    catalog: Path
    root: Path
    home: Path
    elsewhere: Path
    address: str = ""
    _program: subprocess.Popen[str] | None = None
    _said: str = ""

    def start(self) -> None:
        port = self.address.rpartition(":")[2] or "0"
        self._program = subprocess.Popen(
            [sys.executable, "-m", "assistant.cli", "chat", "--port", port, "--catalog", str(self.catalog)],
            cwd=self.elsewhere,
            env=os.environ | {"PYTHONPATH": str(self.root), "DUIDING_HOME": str(self.home), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._program.stderr is not None
        self._said = ""
        for line in self._program.stderr:
            self._said += line
            if found := re.search(r"ready on (http://\S+)", line):
                self.address = found[1]
                return
        pytest.fail(f"the chat did not start:\n{self._said}", pytrace=False)

    def kill(self) -> None:
        """End it as a power cut does."""
        assert self._program is not None
        self._program.kill()
        self._program.communicate(timeout=60)

    def stop(self) -> None:
        """End it as a person does, and look at what it said meanwhile."""
        if self._program is None:
            return
        self._program.terminate()
        said = self._said + self._program.communicate(timeout=60)[1]
        assert "Traceback" not in said, said
        self._program = None
        assert not list(self.elsewhere.iterdir()), "the chat wrote into the folder it was started from"


@pytest.fixture(scope="module")
def program(
    chromium: Path, demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> Iterator[Chat]:
    """A running chat that a test may end and start again."""
    home, elsewhere = tmp_path_factory.mktemp("chat-home"), tmp_path_factory.mktemp("elsewhere")
    made = Chat(demo_catalog_dir, root, home, elsewhere)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def chat(program: Chat) -> Iterator[str]:
    """The address of a chat over the demo catalogue, started as a person starts it."""
    yield program.address
    program.stop()
    assert not list((program.home / "chat").iterdir()), "the chat left its folder behind"


@pytest.fixture
def visit(browser: Browser, chat: str) -> Iterator[Open]:
    """Open the chat; afterwards nothing may have gone wrong in the page or gone out to another address."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(locale: str = "nl-NL", viewport: ViewportSize = WIDE, scheme: str = "light") -> Page:
        settings: dict[str, Any] = {"locale": locale, "viewport": viewport, "color_scheme": scheme}
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda sent: None if _inside(sent.url, chat) else wrong.append(f"asked for {sent.url}"))
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.goto(chat)
        expect(page.locator("#chat-input")).to_be_visible(timeout=PATIENCE)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def _inside(url: str, chat: str) -> bool:
    return url.startswith((chat, chat.replace("http", "ws", 1), "data:", "blob:"))


def ask(page: Page, question: str) -> Locator:
    """Type a question and return its card."""
    cards = page.get_by_test_id("answer-card")
    before = cards.count()
    page.locator("#chat-input").press_sequentially(question)
    page.locator("#chat-submit").click()
    expect(cards).to_have_count(before + 1, timeout=PATIENCE)
    return cards.last
