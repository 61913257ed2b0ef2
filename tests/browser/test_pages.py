"""From a card to the meeting: open the answer, add a note and an agreement by keyboard, print the sheet on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE, WIDE, ask

pytestmark = pytest.mark.browser
SHOTS = Path(__file__).resolve().parents[2] / "screenshots"


@pytest.fixture(scope="module")
def address(browser: Browser, chat: str) -> str:
    """Where the page of an answer is, as its card says it; the tests of this file look at one answer."""
    asking = browser.new_context(locale="nl-NL", viewport=WIDE)
    asking.set_default_timeout(PATIENCE)
    page = asking.new_page()
    page.goto(chat)
    card = ask(page, "Hoe ontwikkelde het aantal inwoners zich van 2020 tot en met 2023?")
    link = card.get_by_role("link", name="Dit antwoord apart openen")
    expect(link).to_have_attribute("target", "_blank")
    found = link.get_attribute("href")
    asking.close()
    assert (found or "").startswith("/answers/")
    return f"{chat}{found}"


@pytest.fixture
def context(browser: Browser, chat: str) -> Iterator[BrowserContext]:
    """A browser in which nothing may go out to another address, nor break in a page."""
    wrong: list[str] = []
    opened = browser.new_context(locale="nl-NL", viewport=WIDE)
    opened.set_default_timeout(PATIENCE)
    inside = (chat, chat.replace("http", "ws", 1), "data:", "blob:")
    opened.on("request", lambda sent: None if sent.url.startswith(inside) else wrong.append(sent.url))
    opened.on("weberror", lambda error: wrong.append(str(error.error)))
    yield opened
    opened.close()
    assert not wrong


@pytest.fixture
def answer(context: BrowserContext, address: str) -> Page:
    """The page of an answer."""
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hoe ontwikkelde het aantal inwoners")
    return page


def test_a_note_and_an_agreement_by_keyboard_alone(answer: Page) -> None:
    answer.get_by_text("Duiding toevoegen").focus()
    answer.keyboard.press("Enter")
    answer.keyboard.press("Tab")
    answer.keyboard.type("Dit komt door de nieuwbouw.")
    answer.keyboard.press("Tab")
    answer.keyboard.type("Kim")
    answer.keyboard.press("Tab")
    answer.keyboard.press("Enter")
    expect(answer.locator("blockquote")).to_contain_text("Dit komt door de nieuwbouw.")
    expect(answer.get_by_text("Een duiding is de mening van wie hem schreef")).to_be_visible()
    answer.get_by_text("Afspraak maken").click()
    answer.get_by_label("Wat gaan we doen?").fill("Scholen bijbouwen")
    answer.get_by_label("Wie doet het?").fill("Team Ruimte")
    answer.get_by_label("omhoog").check()
    answer.get_by_label("Wanneer kijken we weer?").fill("2027-06-30")
    answer.locator("form[action$=agreements]").get_by_label("Uw naam").fill("Kim")
    answer.get_by_role("button", name="Afspraak bewaren").click()
    expect(answer.get_by_role("listitem").filter(has_text="Scholen bijbouwen").first).to_be_visible()
    answer.get_by_role("link", name="Alle afspraken").click()
    expect(answer.get_by_role("heading", name="Scholen bijbouwen")).to_be_visible()


@pytest.mark.parametrize(("name", "width", "scheme"), [("wide-light", 1280, "light"), ("narrow-dark", 390, "dark")])
def test_the_page_fits_its_window(name: str, width: int, scheme: str, answer: Page) -> None:
    answer.set_viewport_size({"width": width, "height": 844})
    answer.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answer.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")
    SHOTS.mkdir(exist_ok=True)
    answer.screenshot(path=SHOTS / f"answer-page-{name}.png", full_page=True)


def test_the_sheet_prints_on_two_pages_of_a4_at_most(answer: Page, context: BrowserContext) -> None:
    with context.expect_page() as opening:
        answer.get_by_role("link", name="Notitie om af te drukken").click(modifiers=["Control"])
    sheet: Page = opening.value
    expect(sheet.get_by_text("Wat deze cijfers niet zeggen")).to_be_visible()
    printed = sheet.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 2
