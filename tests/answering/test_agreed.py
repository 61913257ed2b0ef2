"""Agreements asked for in words: those whose day has come first, each with its figure then and now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.agreements import agree
from assistant.answering.reopening import reopen
from assistant.catalog.text import Language
from assistant.chat.beside import beside
from assistant.chat.starters import due
from assistant.records import Agreement, Note, Subject, Way
from assistant.settings import Settings

TODAY = dt.date(2026, 11, 25)


@pytest.fixture(scope="module")
def agreed(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """A demo with an agreement whose day has come, and one whose day has not, each about another figure."""
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("agreed"))) as assistant:
        for question, what, metric, day in (
            ("Hoeveel misdrijven waren er in 2024?", "Meer wijkagenten", "misdrijven.misdrijven", dt.date(2027, 6, 30)),
            ("Hoeveel bijstandsuitkeringen waren er eind 2023?", "Eerder spreken", "bijstand.uitkeringen", TODAY),
        ):
            kept = str(assistant.ask(question, as_of=TODAY).kept)
            agree(assistant, kept, Agreement(what, "Team", metric, Way.DOWN, day), "Kim")
        yield assistant


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Welke afspraken hebben we?", ["Eerder spreken", "Meer wijkagenten"]),
        ("Hoe staat het met de afspraken?", ["Eerder spreken", "Meer wijkagenten"]),
        ("Wat hebben we afgesproken over misdrijven?", ["Meer wijkagenten"]),
        ("Welke afspraken hebben we over de bijstand gemaakt?", ["Eerder spreken"]),
        ("Zijn er afspraken over jeugdhulp?", []),
        ("What did we agree on crime?", ["Meer wijkagenten"]),
        ("How do the agreements stand?", ["Eerder spreken", "Meer wijkagenten"]),
    ],
)
def test_agreements_are_asked_for_in_words(question: str, listed: list[str], agreed: Assistant) -> None:
    answer = agreed.ask(question, as_of=TODAY)
    assert answer.outcome == "answer"
    assert answer.sql is None
    assert [row[0] for row in answer.rows or ()] == listed


def test_the_one_whose_day_has_come_is_said_with_its_figure_then_and_now_and_its_caveats(agreed: Assistant) -> None:
    answer = agreed.ask("Welke afspraken hebben we?", as_of=TODAY)
    for part in (
        "Er zijn 2 afspraken. Bij 1 ervan is het tijd om te kijken.",
        "Eerder spreken",
        "4.419",
        "4.671",
        "door de afspraak",
    ):
        assert part in str(answer.text)
    assert "Meer wijkagenten" not in str(answer.text)
    assert "bijstand.provisional" in {one.id for one in answer.caveats}


def test_the_months_of_a_year_make_a_newer_figure_than_that_of_the_year_before(agreed: Assistant) -> None:
    (row,) = agreed.ask("Wat hebben we afgesproken over misdrijven?", as_of=TODAY).rows or ()
    assert "tussen 2024 en 2025" in str(row[-1])
    # In the middle of 2025 that year is not whole, and half a year is no figure to hold against a year.
    (row,) = agreed.ask("Wat hebben we afgesproken over misdrijven?", as_of=dt.date(2025, 7, 1)).rows or ()
    assert row[-1] == "Er is nog geen nieuwer cijfer dan dat van 2024."


def test_what_was_agreed_is_opened_again_only_by_who_may_see_its_figures(agreed: Assistant) -> None:
    kept = str(agreed.ask("Welke afspraken hebben we?", as_of=TODAY).kept)
    assert reopen(agreed, kept) is not None
    assert reopen(agreed, kept, role="analyst") is None


@pytest.mark.parametrize(
    ("language", "question"), [("nl", "Hoe staat het met de afspraken?"), ("en", "How do the agreements stand?")]
)
def test_once_a_day_has_come_the_chat_offers_to_look(language: Language, question: str, agreed: Assistant) -> None:
    assert due(agreed, language, "manager", TODAY - dt.timedelta(days=1)) == ()
    assert due(agreed, language, "manager", TODAY) == (question,)
    assert agreed.ask(question, as_of=TODAY).outcome == "answer"


def test_who_asks_about_the_same_sees_what_was_agreed_and_what_a_note_said_before(agreed: Assistant) -> None:
    answer = agreed.ask("Hoeveel bijstandsuitkeringen waren er eind 2023?", as_of=TODAY)
    assert answer.interpretation is not None
    subject = Subject.of(agreed.catalog.name, answer.interpretation)
    note = agreed.records.entries.add(Note("Eerst dit."), subject, "Kim", answer.kept)
    agreed.records.entries.edit(note.id, Note("Dan dat."), "Sam", seen=1)
    told = beside(agreed, answer).properties("nl")
    assert [(one["text"], one["history"]) for one in told["notes"]] == [
        ("Dan dat.", f"/answers/{answer.kept}/history/{note.id}")
    ]
    (one,) = told["agreements"]
    assert one["head"] == "Eerder spreken (wie: Team; bijstandsuitkeringen omlaag; uiterlijk 25 november 2026)"
    assert "4.671" in one["text"]
    assert one["history"] == ""
