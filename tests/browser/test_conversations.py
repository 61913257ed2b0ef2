"""Conversations as a person finds them back: after a reload, after the program was killed, by a word, renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PATIENCE, WIDE, Chat, ask

# Minutes: `make test-heavy` runs these.
pytestmark = [pytest.mark.browser, pytest.mark.heavy]
#: Press the button in the millisecond in which it works again.
SEND_AT_ONCE = """() => { const timer = setInterval(() => {
    const button = document.querySelector("#chat-submit")
    if (button && !button.disabled) { button.click(); clearInterval(timer) }
}, 1) }"""
BACK = "Hoeveel mensen zijn arm?"


@pytest.fixture
def page(browser: Browser, program: Chat) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport=WIDE)
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.goto(program.address)
    expect(opened.locator("#chat-input")).to_be_visible()
    yield opened
    context.close()


def cards(page: Page) -> Locator:
    return page.get_by_test_id("answer-card")


def listed(page: Page) -> Locator:
    return page.locator("#thread-history a")


def test_a_reload_brings_back_the_cards_and_options_still_answer(page: Page) -> None:
    ask(page, "Hoeveel inwoners had Voorbeeldstad in 2024?")
    ask(page, BACK)
    page.reload()
    expect(cards(page)).to_have_count(2)
    expect(cards(page).first).to_contain_text("178.822 inwoners")
    cards(page).last.get_by_test_id("option").first.click()
    expect(cards(page)).to_have_count(3)


def test_after_the_program_was_killed_everything_is_there_and_the_conversation_goes_on(
    page: Page, program: Chat
) -> None:
    ask(page, "Hoe ontwikkelde het aantal inwoners zich sinds 2018?")
    address = page.url
    program.kill()
    program.start()
    page.goto(address)
    expect(cards(page)).to_have_count(1)
    expect(cards(page).get_by_test_id("chart")).to_be_visible()
    cards(page).get_by_test_id("table").locator("summary").click()
    expect(cards(page).get_by_role("table")).to_contain_text("178.822")
    expect(ask(page, "En per wijk?").get_by_test_id("understood")).to_contain_text("per wijk")


def test_a_page_that_stayed_open_goes_on_when_the_program_is_back(page: Page, program: Chat) -> None:
    """Also with a question sent at the very moment that it can be, before the page has its conversation again."""
    ask(page, "Hoeveel inwoners had Voorbeeldstad in 2024?")
    program.kill()
    expect(page.locator("#chat-submit")).to_have_accessible_name("Vraag versturen")
    page.locator("#chat-input").press_sequentially("En in 2019?")
    expect(page.locator("#chat-submit")).to_be_disabled()
    page.evaluate(SEND_AT_ONCE)
    program.start()
    expect(cards(page)).to_have_count(2)
    expect(cards(page).last.get_by_test_id("answer-text")).to_contain_text("2019")
    expect(page.locator("[data-step-type=user_message]")).to_have_text([re.compile("2024"), re.compile("En in 2019")])


def test_a_conversation_is_found_by_a_word_renamed_and_deleted(page: Page) -> None:
    ask(page, "Hoeveel zonnepanelen zijn er?")
    mine = listed(page).filter(has_text="zonnepanelen")
    expect(mine).to_have_count(1)
    page.locator("#search-chats-button, [aria-label='Search'], button:has(svg.lucide-search)").first.click()
    page.get_by_role("dialog").get_by_role("combobox").fill("ZONNEPANELEN")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Escape")
    _menu(page, mine, "Hernoemen")
    page.get_by_role("dialog").get_by_role("textbox").fill("Zon op het dak")
    page.get_by_role("dialog").get_by_role("button", name="Bevestigen").click()
    renamed = listed(page).filter(has_text="Zon op het dak")
    expect(renamed).to_have_count(1)
    _menu(page, renamed, "Verwijderen")
    page.get_by_role("button", name="Bevestigen").click()
    expect(renamed).to_have_count(0)
    page.reload()
    expect(page.locator("#chat-input")).to_be_visible()
    expect(listed(page).filter(has_text="Zon op het dak")).to_have_count(0)


def _menu(page: Page, line: Locator, choice: str) -> None:
    line.hover()
    line.locator("#thread-options").click()
    page.get_by_role("menuitem", name=choice).click()
