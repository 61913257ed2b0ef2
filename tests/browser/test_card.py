"""What can be done with an answer: change a part, set it beside others, add to it, take it along."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, Open, ask

pytestmark = pytest.mark.browser


def test_a_part_of_the_question_is_changed_by_two_clicks(visit: Open) -> None:
    page = visit()
    card = ask(page, "Hoeveel inwoners had Voorbeeldstad in 2024?")
    card.get_by_test_id("part-period0").click()
    choices = card.get_by_test_id("choice")
    expect(choices.first).to_be_visible()
    choices.get_by_text("2020", exact=True).click()
    expect(page.get_by_test_id("answer-card")).to_have_count(2)
    expect(page.get_by_test_id("answer-text").last).to_contain_text("174.348 inwoners")


def test_where_a_figure_stands_is_told_beside_other_places(visit: Open) -> None:
    card = ask(visit(), "Hoeveel inwoners had Voorbeeldstad in 2024?")
    card.get_by_test_id("do-standing").click()
    expect(card.get_by_test_id("standing")).to_contain_text("Naast Merenland")


def test_where_a_figure_stands_is_open_when_it_was_asked_in_words(visit: Open) -> None:
    card = ask(visit(), "Waar staan we met misdrijven in 2025?")
    expect(card.get_by_test_id("standing")).to_contain_text("Naast Merenland")
    card.get_by_test_id("do-standing").click()
    expect(card.get_by_test_id("standing")).to_have_count(0)


def test_a_note_is_kept_and_shown_to_who_asks_the_same(visit: Open) -> None:
    page = visit()
    card = ask(page, "Hoeveel huishoudens waren er in 2023?")
    card.get_by_test_id("do-note").click()
    card.get_by_label("Wat maakt u uit dit cijfer op?").fill("Meer mensen wonen alleen.")
    send = card.get_by_role("button", name="Duiding bewaren")
    send.click()
    # Without a name nothing is sent: the browser says what is missing.
    assert card.locator("input[name=author]").evaluate("field => !field.validity.valid")
    card.get_by_label("Uw naam").fill("Janneke")
    send.click()
    expect(card.get_by_text("Uw duiding is bewaard.")).to_be_visible()
    again = ask(page, "Hoeveel huishoudens waren er in 2023?")
    expect(again.locator(".dg-notes")).to_contain_text("Meer mensen wonen alleen.")


def test_an_agreement_and_a_verdict_are_kept(visit: Open) -> None:
    page = visit()
    card = ask(page, "Hoeveel misdrijven waren er in 2024?")
    card.get_by_test_id("do-agreement").click()
    for label, text in (("Wat gaan we doen?", "Meer licht"), ("Wie doet het?", "Team Wijken"), ("Uw naam", "Janneke")):
        card.get_by_label(label).fill(text)
    card.get_by_label("omlaag").check()
    card.get_by_label("Wanneer kijken we weer?").fill("2027-06-01")
    card.get_by_label("Naar welk cijfer?").fill("veel")
    card.get_by_role("button", name="Afspraak bewaren").click()
    expect(card.get_by_text("Vul een getal in")).to_be_visible()
    card.get_by_label("Naar welk cijfer?").fill("7.500")
    card.get_by_role("button", name="Afspraak bewaren").click()
    expect(card.get_by_text("De afspraak is bewaard.")).to_be_visible()
    card.get_by_role("button", name="Geen goed antwoord").click()
    card.get_by_label("Wat klopt er niet?").fill("Ik bedoelde 2023.")
    card.get_by_role("button", name="Versturen").click()
    expect(card.get_by_text("Dank u.")).to_be_visible()


def test_a_table_is_sorted_by_its_heads(visit: Open) -> None:
    card = ask(visit(), "Hoeveel inwoners per wijk in 2024?")
    card.get_by_test_id("table").locator("summary").click()
    heads, first = card.locator("thead th"), card.locator("tbody th").first
    card.get_by_test_id("sort").nth(1).click()
    expect(first).to_have_text("Zuid")
    expect(heads.nth(1)).to_have_attribute("aria-sort", "descending")
    card.get_by_test_id("sort").nth(1).click()
    expect(first).to_have_text("Buitengebied")
    expect(heads.nth(1)).to_have_attribute("aria-sort", "ascending")
    expect(heads.nth(0)).to_have_attribute("aria-sort", "none")


def pressed(page: Page, wanted: Locator, most: int = 60) -> None:
    """Go to something with the Tab key, as who uses no mouse, and press Enter."""
    for _ in range(most):
        if wanted.evaluate("one => document.activeElement === one"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_the_keyboard_alone_goes_from_question_to_sheet(visit: Open) -> None:
    page = visit()
    page.locator("#chat-input").focus()
    page.keyboard.type("Hoeveel meldingen waren er?")
    expect(page.locator("#chat-submit")).to_be_enabled()
    page.keyboard.press("Enter")
    cards = page.get_by_test_id("answer-card")
    expect(cards).to_have_count(1, timeout=PATIENCE)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    pressed(page, cards.first.get_by_test_id("option").first)
    expect(cards).to_have_count(2, timeout=PATIENCE)
    page.locator("#chat-input").focus()
    page.keyboard.type("Hoeveel inwoners per wijk in 2022?")
    expect(page.locator("#chat-submit")).to_be_enabled()
    page.keyboard.press("Enter")
    expect(cards).to_have_count(3, timeout=PATIENCE)
    card = cards.last
    page.locator("body").evaluate("() => document.activeElement.blur()")
    pressed(page, card.get_by_test_id("table").locator("summary"), 120)
    pressed(page, card.get_by_test_id("sort").nth(1))
    expect(card.locator("tbody th").first).to_have_text("Zuid")
    pressed(page, card.get_by_test_id("do-note"))
    page.keyboard.press("Tab")
    for _ in range(12):
        if card.locator("textarea").evaluate("one => document.activeElement === one"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("Zonder muis geschreven.")
    page.keyboard.press("Tab")
    page.keyboard.type("Anne")
    pressed(page, card.get_by_role("button", name="Duiding bewaren"))
    expect(card.get_by_text("Uw duiding is bewaard.")).to_be_visible()
    page.locator("body").evaluate("() => document.activeElement.blur()")
    with page.context.expect_page() as opened:
        pressed(page, card.get_by_test_id("sheet"), 200)
    expect(opened.value.get_by_text("Zonder muis geschreven.")).to_be_visible()
