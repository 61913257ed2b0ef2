"""A change that an analyst proposes: accepted with all it moves in sight, declined with a reason, decided once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.approving import Disturbs
from assistant.answering.proposing import accept, decline, propose_change, weighed
from assistant.answering.reviewing import approve, ask_for_review
from assistant.errors import InputError
from assistant.records import Author, UnknownProposal
from assistant.records.proposals import ProposalDecided
from assistant.settings import Settings

ANA, MO = Author("ana", "Ana"), Author("mo", "Mo")
ASKED = "Hoeveel bijstandsuitkeringen waren er eind 2023?"
WORD = ("synonym", "bijstand.uitkeringen", "steuntrekkers")
MEANING = ("definition", "bijstand.uitkeringen", "Iets heel anders dan voorheen.")


@pytest.fixture
def assistant(demo_catalog_dir: Path, tmp_path: Path, home: Path) -> Iterator[Assistant]:
    folder = Path(shutil.copytree(demo_catalog_dir, tmp_path / "catalog"))
    with Assistant.open(Settings(catalog=folder, home=home)) as found:
        yield found


def documented(assistant: Assistant) -> str:
    return (assistant.loaded.root / "datasets" / "bijstand.yaml").read_text("utf-8")


def proposed(assistant: Assistant, change: tuple[str, str, str]) -> tuple[str, int]:
    kept = str(assistant.ask(ASKED).kept)
    review = ask_for_review(assistant, kept, ANA)
    return kept, propose_change(assistant, kept, ANA, review.version, *change).version


def test_accepted_it_stands_in_the_file_and_the_proposer_hears_so(assistant: Assistant) -> None:
    answer, number = proposed(assistant, WORD)
    assert "steuntrekkers" not in documented(assistant)
    found = weighed(assistant, answer, number)
    accept(assistant, answer, number, MO, "Goed idee.", seen=found.digest)
    assert "steuntrekkers" in documented(assistant)
    one = assistant.records.reviews.proposals.get(answer, number, assistant.catalog.name)
    assert (one.outcome, one.decided_by, one.said) == ("patch_accepted", "Mo", "Goed idee.")
    assert [(news.kind, news.body["by"]) for news in assistant.records.reviews.readers.news("ana")] == [
        ("patch_accepted", "Mo")
    ]


def test_declined_it_changes_nothing_and_is_decided_once(assistant: Assistant) -> None:
    answer, number = proposed(assistant, WORD)
    before = documented(assistant)
    with pytest.raises(InputError):
        decline(assistant, answer, number, MO, " ")
    decline(assistant, answer, number, MO, "Zegt niemand.")
    with pytest.raises(InputError):
        accept(assistant, answer, number, MO)
    with pytest.raises(ProposalDecided):
        decline(assistant, answer, number, MO, "Nog eens.")
    assert documented(assistant) == before
    assert assistant.records.reviews.readers.news("ana")[-1].body["word"] == "Zegt niemand."


def test_what_moves_is_named_and_asked_first(assistant: Assistant) -> None:
    answer, number = proposed(assistant, MEANING)
    review = assistant.records.reviews.get(answer)
    assert review is not None
    approve(assistant, answer, ANA, review.version)
    before = documented(assistant)
    with pytest.raises(Disturbs) as told:
        accept(assistant, answer, number, MO)
    assert ASKED in str(told.value)
    assert documented(assistant) == before
    accept(assistant, answer, number, MO, instead_of=told.value.names)
    assert "Iets heel anders" in documented(assistant)


def test_another_change_than_was_looked_at_is_not_made(assistant: Assistant) -> None:
    answer, number = proposed(assistant, WORD)
    with pytest.raises(InputError, match="look"):
        accept(assistant, answer, number, MO, seen="another")
    path = assistant.loaded.root / "datasets" / "bijstand.yaml"
    path.write_text(documented(assistant) + "# by hand\n", "utf-8")
    with pytest.raises(InputError, match="meanwhile"):
        accept(assistant, answer, number, MO)
    assert "steuntrekkers" not in documented(assistant)
    assert assistant.records.reviews.proposals.get(answer, number, assistant.catalog.name).outcome is None


def test_there_is_no_such_proposal(assistant: Assistant) -> None:
    answer, number = proposed(assistant, WORD)
    for where in ((answer, number + 1), ("none", number)):
        with pytest.raises(UnknownProposal):
            weighed(assistant, *where)
