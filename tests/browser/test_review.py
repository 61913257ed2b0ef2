"""A check from the card to the badge: asked for, corrected, heard of, and no longer sure when the catalogue changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Chat, Open, ask

# Minutes: `make test-heavy` runs these.
pytestmark = [pytest.mark.browser, pytest.mark.heavy]
QUESTION = "Hoeveel uitkeringen waren er eind 2023?"


@pytest.fixture(scope="module")
def program(
    chromium: Path, demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory, root: Path
) -> Iterator[Chat]:
    """A running chat over a catalogue of its own: what is approved becomes a file of it."""
    folder = tmp_path_factory.mktemp("reviewed")
    catalog = Path(shutil.copytree(demo_catalog_dir, folder / "catalog"))
    made = Chat(catalog, root, tmp_path_factory.mktemp("review-home"), tmp_path_factory.mktemp("elsewhere"))
    made.start()
    try:
        yield made
    finally:
        made.stop()


def reviewed(page: Page, chat: str) -> None:
    """Correct what waits, as an analyst does: look at the difference, then keep it."""
    page.goto(f"{chat}/review")
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_text("Klopt dit jaar wel?").first).to_be_visible()
    form = page.locator("#correct-wording")
    form.locator("summary").click()
    form.get_by_label("Hoe had de vraag moeten luiden?").fill("Hoeveel bijstandsuitkeringen waren er eind 2022?")
    form.get_by_label("Uw naam").fill("Ana")
    form.get_by_role("button", name="Verschil bekijken").click()
    proposal = page.locator("#proposal")
    expect(proposal).to_contain_text("4.419")
    expect(proposal).to_contain_text("4.496")
    proposal.get_by_label("Wat was er mis?").fill("Het ging over 2022.")
    proposal.get_by_label("Uw naam").fill("Ana")
    proposal.get_by_role("button", name="Verbetering bewaren").click()
    expect(page.locator("#state")).to_contain_text("verbeterd")


def test_the_whole_way(visit: Open, program: Chat) -> None:
    manager = visit()
    card = ask(manager, QUESTION)
    expect(card.get_by_test_id("answer-text")).to_contain_text("4.419")
    card.get_by_test_id("do-review").click()
    card.get_by_label("Wat moet de analist weten?").fill("Klopt dit jaar wel?")
    card.get_by_label("Uw naam").fill("Kim")
    card.get_by_role("button", name="Vragen om controle").click()
    expect(card.get_by_text("Zodra een analist heeft gekeken")).to_be_visible()
    link = card.get_by_test_id("open").get_attribute("href")
    reviewed(visit(), program.address)
    # Heard in the chat, seen on the corrected answer and at the top of the link of the wrong one.
    card = ask(manager, QUESTION)
    expect(card.get_by_test_id("answer-text")).to_contain_text("4.496")
    expect(card.get_by_test_id("review-badge")).to_contain_text("Gecontroleerd door Ana")
    expect(manager.get_by_text("Ana heeft het verbeterd.")).to_be_visible()
    opened = visit(viewport=NARROW)
    opened.goto(f"{program.address}{link}")
    expect(opened.get_by_role("alert")).to_contain_text("Het juiste antwoord")
    documented = program.catalog / "datasets" / "bijstand.yaml"
    text = documented.read_text("utf-8")
    assert "op 31 december" in text
    program.stop()
    documented.write_text(text.replace("op 31 december", "op 30 november"), "utf-8")
    program.start()
    card = ask(visit(), QUESTION)
    expect(card.get_by_test_id("review-badge")).to_contain_text("Eerder gecontroleerd door Ana")
    expect(card.get_by_test_id("answer-text")).to_contain_text("4.419")
    opened.goto(f"{program.address}/review")
    expect(opened.get_by_text("grond veranderd")).to_be_visible()
