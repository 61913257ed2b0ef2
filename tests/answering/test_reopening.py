"""An answer's permanent address: what was answered then, whether that holds today, and if not, why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.adding import add_note
from assistant.answering.agreements import agree, standings
from assistant.answering.reopening import Cause, Reopened, reopen
from assistant.answering.sheets import sheet
from assistant.chat.kept import kept_card
from assistant.errors import InputError
from assistant.records import Agreement, Way
from assistant.settings import Settings
from tests.answering.test_live import DATASET, QUESTION, write

SECRET = DATASET.replace("source:", "access: [analyst]\nsource:")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    (root / "datasets").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "catalog.yaml").write_text("name: bomen\nlanguage: nl\n")
    write(root, 10)
    document(root, DATASET + "updated: 2026-01-01\n")
    return root


@pytest.fixture
def settings(catalog: Path, home: Path) -> Settings:
    return Settings(catalog=catalog, home=home)


@pytest.fixture
def kept(settings: Settings) -> str:
    with Assistant.open(settings) as assistant:
        answer = assistant.ask(QUESTION)
    assert answer.rows == ((15,),)
    assert answer.kept is not None
    return answer.kept


def document(root: Path, text: str) -> None:
    (root / "datasets" / "bomen.yaml").write_text(text)


def open_again(settings: Settings, answer_id: str, role: str = "manager") -> Reopened | None:
    with Assistant.open(settings) as assistant:
        return reopen(assistant, answer_id, role=role)


def test_the_same_figures_today(settings: Settings, kept: str) -> None:
    found = open_again(settings, kept)
    assert found is not None
    assert (found.same, found.causes) == (True, ())
    assert found.then is not None
    assert found.then["rows"] == [[15]]


def test_other_figures_because_the_data_were_refreshed(settings: Settings, kept: str, catalog: Path) -> None:
    write(catalog, 90)
    document(catalog, DATASET + "updated: 2026-06-01\n")
    found = open_again(settings, kept)
    assert found is not None
    assert (found.same, found.causes) == (False, (Cause.DATA_REFRESHED,))
    assert found.then is not None
    assert found.now is not None
    assert (found.then["rows"], found.now.rows) == ([[15]], ((95,),))


def test_a_card_of_earlier_says_when_today_gives_other_figures(settings: Settings, kept: str, catalog: Path) -> None:
    """A conversation that is opened again shows the figures of then, and never as if they were those of today."""
    with Assistant.open(settings) as assistant:
        found = reopen(assistant, kept)
        assert found is not None
        assert kept_card(assistant, found.record, "manager")["state"] == ""
    write(catalog, 90)
    with Assistant.open(settings) as assistant:
        card = kept_card(assistant, found.record, "manager")
    assert "15 bomen" in card["text"]
    assert "geeft vandaag andere cijfers" in card["state"]


def test_other_figures_because_the_definition_changed(settings: Settings, kept: str, catalog: Path) -> None:
    document(catalog, DATASET.replace("aggregation: sum", "aggregation: sum, scale: 2") + "updated: 2026-01-01\n")
    found = open_again(settings, kept)
    assert found is not None
    assert (found.same, found.causes) == (False, (Cause.DEFINITION_CHANGED,))


def test_a_dataset_that_is_gone_leaves_what_was_answered(settings: Settings, kept: str, catalog: Path) -> None:
    document(catalog, DATASET.replace("name: bomen", "name: struiken", 1))
    found = open_again(settings, kept)
    assert found is not None
    assert (found.now, found.causes) == (None, (Cause.DATASET_GONE,))
    assert found.then is not None
    assert open_again(settings, kept, role="analyst") is None


def test_what_was_made_of_a_dataset_that_is_gone_still_reads_as_it_did(settings: Settings, catalog: Path) -> None:
    """The sheet writes its figures as the reader does, notes stay, and an agreement says what it was about."""
    write(catalog, 12345)
    with Assistant.open(settings) as assistant:
        kept = str(assistant.ask(QUESTION).kept)
        add_note(assistant, kept, "Er is veel geplant.", "Kim")
        agree(assistant, kept, Agreement("Planten", "Groen", "bomen.aantal", Way.UP, date(2026, 6, 30), 12500), "Kim")
    document(catalog, DATASET.replace("name: bomen", "name: struiken", 1))
    with Assistant.open(settings) as assistant:
        found = reopen(assistant, kept)
        assert found is not None
        made = sheet(assistant, found)
        assert [[cell.text for cell in row] for row in made.rows] == [["12.350"]]
        assert [note.text for note in made.notes] == ["Er is veel geplant."]
        assert made.agreements[0].aim == "aantal bomen omhoog, naar 12.500 bomen of meer"
        assert "niet meer in de gegevens" in made.agreements[0].now
        card = kept_card(assistant, found.record, "manager")
        assert card["state"] == "Deze gegevens staan niet meer in de catalogus. Dit is wat toen is geantwoord."
        assert (card["table"]["body"], card["notable"], card["metrics"]) == ([["12.350"]], True, [])
        assert [note["text"] for note in card["notes"]] == ["Er is veel geplant."]
        assert "niet meer in de gegevens" in card["agreements"][0]["text"]
        with pytest.raises(InputError, match="no longer in the catalogue"):
            agree(assistant, kept, Agreement("Meer", "Groen", "bomen.aantal", Way.UP, date(2026, 6, 30)), "Kim")


def test_a_reader_without_the_right_sees_nothing(settings: Settings, kept: str, catalog: Path) -> None:
    document(catalog, SECRET)
    assert open_again(settings, kept) is None
    assert open_again(settings, kept, role="analyst") is not None


def test_rows_of_another_role_are_not_shown(settings: Settings, kept: str, catalog: Path) -> None:
    filtered = "row_filter: {manager: \"wijk = 'Noord'\", analyst: \"wijk = 'Zuid'\"}\n"
    document(catalog, DATASET + filtered)
    found = open_again(settings, kept, role="analyst")
    assert found is not None
    assert found.then is None


def test_an_address_that_leads_nowhere(settings: Settings, kept: str) -> None:
    assert open_again(settings, "nothing") is None


def test_a_question_back_is_shown_as_it_was(settings: Settings, catalog: Path) -> None:
    with Assistant.open(settings) as assistant:
        refused = assistant.ask("Hoeveel bomen waren er in 1950?")
        assert refused.outcome == "refuse"
        found = reopen(assistant, str(refused.kept))
    assert found is not None
    assert found.then is not None
    assert found.then["refusal"]["reason"] == "no_data_for_period"


def test_an_agreement_about_data_that_are_closed_to_the_reader_is_not_listed(
    settings: Settings, kept: str, catalog: Path
) -> None:
    made = Agreement("Meer bomen planten", "Groen", "bomen.aantal", Way.UP, date(2026, 6, 30))
    with Assistant.open(settings) as assistant:
        agree(assistant, kept, made, "Kim")
        assert [one.entry.body for one in standings(assistant)] == [made]
    document(catalog, SECRET)
    with Assistant.open(settings) as assistant:
        assert standings(assistant) == ()
        assert [one.entry.body for one in standings(assistant, role="analyst")] == [made]
