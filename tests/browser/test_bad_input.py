"""What people do to a chat without meaning harm: nothing is lost or shown twice, and a sentence says what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE, WIDE, Open, ask

pytestmark = [pytest.mark.browser, pytest.mark.heavy]
FIRST, SECOND = "Hoeveel inwoners had Voorbeeldstad in 2024?", "Hoeveel inwoners had Voorbeeldstad in 2019?"
FIGURE = "178.822 inwoners"
CARD = "[data-testid=answer-card]"
QUESTION = "[data-step-type=user_message]"
#: Put into the page before anything else: what the content security policy stopped.
_WATCH = """
window.stopped = [];
addEventListener('securitypolicyviolation', event => window.stopped.push(event.blockedURI || event.sourceFile));
"""


def text_of(page: Page, number: int = -1) -> Any:
    return page.get_by_test_id("answer-text").nth(number)


@pytest.fixture
def context(browser: Browser, chat: str) -> Iterator[BrowserContext]:
    """One browser with several tabs."""
    opened = browser.new_context(locale="nl-NL", viewport=WIDE)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


def tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#chat-input")).to_be_visible(timeout=PATIENCE)
    return page


def test_two_tabs_each_get_their_own_answer(context: BrowserContext, chat: str) -> None:
    one, other = tab(context, chat), tab(context, chat)
    for page, question in ((one, FIRST), (other, SECOND)):
        page.locator("#chat-input").press_sequentially(question)
    # At once: neither waits for the other.
    for page in (one, other):
        page.locator("#chat-submit").click()
    for page in (one, other):
        expect(page.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    expect(text_of(one)).to_contain_text(FIGURE)
    expect(text_of(other)).not_to_contain_text(FIGURE)


def test_a_conversation_in_two_tabs_holds_what_was_asked_in_either(context: BrowserContext, chat: str) -> None:
    one = tab(context, chat)
    ask(one, FIRST)
    expect(one).to_have_url(re.compile("/thread/"), timeout=PATIENCE)
    other = tab(context, chat)
    other.locator("#thread-history a").first.click()
    expect(other.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    ask(other, SECOND)
    ask(one, "En in 2018?")
    for page in (one, other):
        page.reload()
        expect(page.locator(CARD)).to_have_count(3, timeout=PATIENCE)
        expect(page.locator(QUESTION)).to_have_count(3)


def test_the_back_button_brings_back_the_conversation_once(visit: Open) -> None:
    page = visit()
    ask(page, FIRST)
    expect(page).to_have_url(re.compile("/thread/"), timeout=PATIENCE)
    page.goto(page.url.split("/thread/")[0] + "/catalogus")
    page.go_back()
    expect(page.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(QUESTION)).to_have_count(1)
    expect(text_of(page)).to_contain_text(FIGURE)
    ask(page, SECOND)
    expect(page.locator(QUESTION)).to_have_count(2)


def test_a_new_conversation_is_new_also_on_the_address_of_another(visit: Open) -> None:
    page = visit()
    ask(page, FIRST)
    expect(page).to_have_url(re.compile("/thread/"), timeout=PATIENCE)
    page.locator("#new-chat-button").click()
    if page.locator("#confirm").count():
        page.locator("#confirm").click()
    expect(page.locator(CARD)).to_have_count(0)
    ask(page, SECOND)
    expect(page.locator(CARD)).to_have_count(1)


def test_a_double_click_asks_once(visit: Open) -> None:
    page = visit()
    page.locator("#chat-input").press_sequentially(FIRST)
    page.locator("#chat-submit").dblclick()
    expect(page.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    expect(text_of(page)).to_contain_text(FIGURE)
    expect(page.locator(QUESTION)).to_have_count(1)


def test_a_double_click_on_an_option_asks_once(visit: Open) -> None:
    page = visit()
    ask(page, "Hoeveel meldingen waren er?").get_by_test_id("option").first.dblclick()
    expect(page.locator(CARD)).to_have_count(2, timeout=PATIENCE)
    ask(page, FIRST)
    expect(page.locator(QUESTION)).to_have_count(3)
    expect(page.locator(CARD)).to_have_count(3)


@pytest.mark.parametrize("question", ["🎉", "👩🏽‍🚒👨‍👩‍👧‍👦", "🇳🇱 ☀️"])
def test_a_message_of_emoji_only_gets_a_sentence(question: str, visit: Open) -> None:
    page = visit()
    page.locator("#chat-input").fill(question)
    page.locator("#chat-submit").click()
    expect(page.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    assert len(text_of(page).inner_text()) > 20
    ask(page, FIRST)
    expect(text_of(page)).to_contain_text(FIGURE)


def test_a_pasted_text_of_five_megabytes_is_said_to_be_too_long(visit: Open) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('Hoeveel inwoners? '.repeat(5_000_000 / 18))")
    page.locator("#chat-input").focus()
    page.keyboard.press("ControlOrMeta+V")
    page.locator("#chat-submit").click()
    expect(page.locator(CARD)).to_have_count(1, timeout=PATIENCE)
    expect(text_of(page)).to_contain_text("te lang")
    ask(page, FIRST)
    expect(text_of(page)).to_contain_text(FIGURE)


def test_the_policy_of_the_pages_stops_what_is_not_ours_and_nothing_that_is(context: BrowserContext, chat: str) -> None:
    context.add_init_script(_WATCH)
    page = tab(context, chat)
    card = ask(page, "Hoe ontwikkelde het aantal inwoners zich sinds 2018?")
    expect(card.get_by_test_id("chart")).to_be_visible()
    opened = card.get_by_role("link").first.get_attribute("href")
    assert page.evaluate("window.stopped") == []
    assert opened
    page.evaluate(
        """async () => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
            const image = document.createElement('img');
            image.src = 'https://elders.example/pixel.png';
            document.body.append(image);
            await fetch('https://elders.example/').catch(() => 0);
        }"""
    )
    page.wait_for_function("window.stopped.length >= 3")
    assert page.evaluate("window.ran") is None
    for path in ("/catalogue", "/answers", "/review/", opened):
        page.goto(path if path.startswith("http") else f"{chat}{path}")
        assert page.evaluate("window.stopped") == [], path
