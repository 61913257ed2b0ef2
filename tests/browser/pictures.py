"""Pictures of answers for the documentation: ``python -m tests.browser.pictures`` draws those of docs/answers anew.

What is asked, and how wide and in which colours, stands in ``docs/answers/answers.yaml``. The chat runs over the demo
with records of its own, in which one note and one agreement were made before.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.answering import Assistant
from assistant.answering.adding import add_agreement, add_note
from assistant.settings import Settings
from tests.browser.conftest import FLAGS, NARROW, PATIENCE, WIDE, Chat, ask

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "answers"
#: Tall enough for a whole card; of a longer one the beginning is kept.
_TALL, _MOST = 4000, 1150
_CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Start the chat, ask, and keep a picture of each last card."""
    cases = yaml.safe_load((FOLDER / "answers.yaml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as elsewhere:
        _noted(Path(kept), cases["before"])
        chat = Chat(ROOT / "catalog", ROOT, Path(kept), Path(elsewhere))
        chat.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=FLAGS)
                for case in cases["pictures"]:
                    _drawn(browser, chat.address, case)
                    print(case["name"], file=sys.stderr)
                browser.close()
        finally:
            chat.stop()


def _noted(home: Path, before: dict[str, Any]) -> None:
    with Assistant.open(Settings(catalog=ROOT / "catalog", home=home)) as assistant:
        kept = str(assistant.ask(before["question"]).kept)
        add_note(assistant, kept, before["note"], before["author"])
        add_agreement(assistant, kept, **before["agreement"], author=before["author"])


def _drawn(browser: Browser, address: str, case: dict[str, Any]) -> None:
    size = NARROW if case.get("narrow") else WIDE
    context = browser.new_context(
        locale=case.get("locale", "nl-NL"),
        viewport={"width": size["width"], "height": _TALL},
        color_scheme="dark" if case.get("dark") else "light",
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#chat-input")).to_be_visible(timeout=PATIENCE)
    card = ask(page, case["question"])
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    box = card.bounding_box()
    assert box is not None
    clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": min(box["height"], _MOST)}
    page.screenshot(path=FOLDER / f"{case['name']}.png", clip=clip)  # type: ignore[arg-type]
    context.close()


if __name__ == "__main__":
    main()
