"""The chat as a person uses it, in a real browser: ask, choose, see, read; wide and narrow, light and dark.

Screenshots of what was seen are kept in ``screenshots/`` (not in version control).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import NARROW, PATIENCE, WIDE, Open, ask

pytestmark = pytest.mark.browser
Scheme = Literal["light", "dark"]
SERIES = "Hoe ontwikkelde het aantal inwoners zich?"


def test_a_question_gets_a_sentence_with_the_figure_and_its_source(visit: Open) -> None:
    card = ask(visit(), "Hoeveel inwoners had Voorbeeldstad in 2024?")
    expect(card.get_by_test_id("answer-text")).to_contain_text("178.822 inwoners")
    expect(card).to_contain_text("Fictieve gegevens")
    expect(card).to_contain_text("Bron: Gemeente Voorbeeldstad")


def test_what_was_understood_is_told_in_peoples_words(visit: Open) -> None:
    card = ask(visit(), "Hoeveel inwoners had Voorbeeldstad in 2024?")
    expect(card.get_by_test_id("understood").get_by_role("button")).to_have_text(
        [
            "cijfer: inwoners (wijzigen)",
            "uitsplitsing: niet uitgesplitst (wijzigen)",
            "over: Voorbeeldstad (wijzigen)",
            "periode: 2024 (wijzigen)",
        ]
    )
    card.get_by_test_id("words").locator("summary").click()
    expect(card.get_by_test_id("words")).to_contain_text("gemeente Voorbeeldstad")
    expect(card.get_by_test_id("words")).not_to_contain_text("GM9001")


def test_a_development_is_a_chart_and_an_accessible_table(visit: Open) -> None:
    card = ask(visit(), "Hoe ontwikkelde het aantal inwoners zich sinds 2018?")
    chart = card.get_by_test_id("chart")
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.complete && image.naturalWidth > 100")
    assert chart.get_attribute("alt")
    card.get_by_test_id("table").locator("summary").click()
    table = card.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(9)
    expect(table.locator("caption")).to_have_count(1)
    expect(table.locator("thead th[scope=col]")).to_have_text(["jaar↕", "inwoners↕"])
    expect(table.locator("tbody th[scope=row]").first).to_have_text("2018")


def test_a_question_back_is_answered_by_a_click_and_the_other_reading_by_another(visit: Open) -> None:
    page = visit()
    options = ask(page, "Hoeveel meldingen waren er?").get_by_test_id("option").all_inner_texts()
    # Beside a reading stands what it gives; its name is the first line.
    for cards, label in enumerate((option.splitlines()[0] for option in options), start=2):
        page.get_by_test_id("answer-card").first.get_by_role("button", name=label).click()
        expect(page.get_by_test_id("answer-card")).to_have_count(cards, timeout=PATIENCE)
        expect(page.get_by_test_id("answer-text").last).to_contain_text(label)


def test_a_follow_up_belongs_to_the_question_before(visit: Open) -> None:
    page = visit()
    ask(page, "Hoeveel inwoners waren er in 2024?")
    expect(ask(page, "En in 2020?").get_by_test_id("answer-text")).to_contain_text("174.348 inwoners")


def test_each_starter_gives_an_answer(visit: Open) -> None:
    page = visit()
    starters = page.locator("#starters button")
    expect(starters).not_to_have_count(0)
    asked = starters.all_inner_texts()
    starters.first.click()
    expect(page.get_by_test_id("answer-card")).to_have_count(1)
    for question in asked[1:]:
        expect(ask(page, question)).to_have_class("dg-card dg-is-answer")


def test_an_english_reader_gets_english(visit: Open) -> None:
    page = visit("en-GB")
    expect(page.get_by_text("You are talking to a computer program")).to_be_visible()
    card = ask(page, "How many inhabitants did Voorbeeldstad have in 2024?")
    expect(card.get_by_test_id("answer-text")).to_contain_text("178,822 inhabitants")
    expect(card).to_contain_text("Fictional data")


def test_what_looks_like_code_stays_text(visit: Open) -> None:
    card = ask(visit(), "Hoeveel <img src=x onerror=alert(1)> waren er?")
    assert card.locator("img[src=x]").count() == 0


def test_the_explanation_says_that_this_is_a_computer_without_a_language_model(visit: Open) -> None:
    page = visit()
    expect(page.get_by_text("U praat met een computerprogramma, zonder taalmodel.")).to_be_visible()
    page.locator("#readme-button").click()
    expect(page.get_by_text("Er wordt geen taalmodel gebruikt.")).to_be_visible()


def test_an_answer_is_announced_and_no_button_is_nameless(visit: Open) -> None:
    page = visit()
    card = ask(page, "Hoeveel inwoners zijn er?")
    expect(page.locator("body > [aria-live=polite].dg-hidden")).to_have_text(
        card.get_by_test_id("answer-text").inner_text()
    )
    assert page.evaluate("document.documentElement.lang") == "nl"
    nameless = "button => !button.textContent.trim() && !button.getAttribute('aria-label')"
    assert page.evaluate(f"[...document.querySelectorAll('button')].filter({nameless}).length") == 0


def test_it_fits_the_screen_and_follows_the_theme_of_the_device(visit: Open, root: Path) -> None:
    """One conversation, looked at in four ways; a question is asked in each."""
    page = visit()
    folder = root / "screenshots"
    looks = [(viewport, scheme) for scheme in get_args(Scheme) for viewport in (WIDE, NARROW)]
    for viewport, scheme in looks:
        _look(page, viewport, scheme)
        expect(page.locator("#starters button").last).to_be_visible()
        page.screenshot(path=folder / f"{viewport['width']}-{scheme}-start.png", animations="disabled")
    questions = ("Waarom stijgt de bijstand?", "Hoeveel inwoners per wijk?", "Hoeveel meldingen waren er?", SERIES)
    for question, (viewport, scheme) in zip(questions, looks, strict=True):
        _look(page, viewport, scheme)
        expect(ask(page, question).get_by_test_id("answer-text")).to_be_in_viewport()
    for viewport, scheme in looks:
        _look(page, viewport, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        for number, card in enumerate(page.get_by_test_id("answer-card").all(), start=1):
            box = card.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= viewport["width"]
            card.scroll_into_view_if_needed()
            page.screenshot(path=folder / f"{viewport['width']}-{scheme}-{number}.png")


def _look(page: Page, viewport: ViewportSize, scheme: Scheme) -> None:
    cards = page.get_by_test_id("answer-card")
    there = cards.count()
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    if page.evaluate("document.documentElement.classList.contains('dark')") is not (scheme == "dark"):
        page.reload()
        expect(cards).to_have_count(there)
        expect(page.locator("#chat-input")).to_be_visible()
    assert page.evaluate("document.documentElement.classList.contains('dark')") is (scheme == "dark")
