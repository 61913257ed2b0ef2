"""The chat and every page for who cannot see well or uses no mouse: what axe-core finds, small windows, the Tab key."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import NARROW, PATIENCE, WIDE, Open, ask

# Minutes: `make test-heavy` runs these.
pytestmark = [pytest.mark.browser, pytest.mark.heavy]
#: A window of 1280 points at 400 %.
ENLARGED: ViewportSize = {"width": 320, "height": 640}
STILL = """() => document.getAnimations().every((one) =>
    one.playState !== "running" || one.effect.getComputedTiming().iterations === Infinity)"""
PAGES = ["/catalogus?lang=nl", "/catalogus/bevolking?lang=nl", "/answers/?lang=nl", "/help?lang=nl", "/review/?lang=nl"]
PAGES.append("/proposals/?lang=nl")
QUESTIONS = ["Hoe ontwikkelde het aantal inwoners zich?", "Hoeveel meldingen waren er?", "Waarom stijgt de bijstand?"]


def hindrances(page: Page) -> list[str]:
    """Return what axe-core calls serious or critical, each with the first place where it is.

    Colours are looked at once what moves stands still.
    """
    page.wait_for_function(STILL)
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    places = [(one, one["nodes"][0]) for one in found if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {at['html']} {at['failureSummary']}" for one, at in places]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_hinders_in_chat_and_cards(scheme: str, visit: Open) -> None:
    page = visit(scheme=scheme)
    expect(page.locator("#starters button").last).to_be_visible()
    assert hindrances(page) == []
    for question in QUESTIONS:
        ask(page, question)
    expect(page.locator("#thread-options").first).to_be_attached()
    card = page.get_by_test_id("answer-card").first
    for fold in page.locator(".dg-fold").all():
        fold.evaluate("fold => { fold.open = true }")
    card.get_by_test_id("do-note").click()
    card.get_by_test_id("part-period0").click()
    expect(card.get_by_test_id("choice").first).to_be_visible()
    assert hindrances(page) == []
    page.locator("#readme-button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert hindrances(page) == []


def test_nothing_hinders_in_the_pages_and_they_fit_a_small_window(browser: Browser, chat: str, visit: Open) -> None:
    asking = visit()
    link = ask(asking, QUESTIONS[0]).get_by_role("link", name="Dit antwoord apart openen").get_attribute("href")
    context = browser.new_context(locale="nl-NL", viewport=WIDE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(chat + PAGES[0])
    dataset = page.locator("main h2 a").first.get_attribute("href")
    found = {}
    for path in (*PAGES, link, dataset):
        page.goto(f"{chat}{path}")
        expect(page.locator("h1")).to_have_count(1)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found[path, scheme] = hindrances(page)
        for size in (NARROW, ENLARGED):
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            found[path, f"in {size['width']}"] = [f"is {wide} wide"] if wide > size["width"] else []
    context.close()
    assert {where: what for where, what in found.items() if what} == {}


def test_the_chat_fits_a_window_that_is_enlarged_four_times(visit: Open) -> None:
    page = visit(viewport=ENLARGED)
    card = ask(page, "Hoeveel inwoners per wijk in 2024?")
    expect(card.get_by_test_id("answer-text")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]
    box = card.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= ENLARGED["width"]
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_role("heading", level=2, name="Antwoord").count() == 1


def test_the_menu_of_a_conversation_opens_by_keyboard(visit: Open) -> None:
    page = visit()
    ask(page, "Hoeveel huishoudens waren er in 2023?")
    menu = page.get_by_role("button", name="Gesprek hernoemen of verwijderen").first
    page.locator("#thread-history a").first.focus()
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Hernoemen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem", name="Hernoemen")).to_have_count(0)
    expect(menu).to_be_focused()
