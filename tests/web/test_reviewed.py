"""An answer that was reviewed: who asked hears, and its address says at the top when it is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.answering import Assistant
from assistant.answering.reviewing import approve, ask_for_review, reject
from assistant.errors import InputError
from assistant.records import Author, ReviewState, UnknownEntry
from assistant.settings import Settings


@pytest.fixture(scope="module")
def assistant(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over a catalogue of its own: what is approved becomes a file of it."""
    folder = tmp_path_factory.mktemp("reviewed")
    settings = Settings(catalog=Path(shutil.copytree(demo_catalog_dir, folder / "catalog")), home=folder / "home")
    with Assistant.open(settings) as opened:
        yield opened


KIM, ANA = Author("kim", "Kim"), Author("ana", "Ana")


def test_the_address_of_a_rejected_answer_says_so_at_the_top_and_the_asker_hears_why(
    assistant: Assistant, client: httpx.Client, answer: str
) -> None:
    asked = ask_for_review(assistant, answer, KIM, "Klopt dit?")
    assert "Telt <dubbel>" not in client.get(f"/answers/{answer}").text
    reject(assistant, answer, ANA, asked.version, "Telt <dubbel>.")
    page = client.get(f"/answers/{answer}").text
    told = page.index("Telt &lt;dubbel&gt;.")
    assert "Ana heeft het op" in page[:told]
    assert told < page.index("<h1")
    # Who opened it by its address is told as well.
    assert [one.kind for one in assistant.records.reviews.readers.news("@local")] == ["rejected"]
    assert [one.body["word"] for one in assistant.records.reviews.readers.news("kim")] == ["Telt <dubbel>."]


def test_an_answer_that_still_stands_is_approved(assistant: Assistant) -> None:
    kept = str(assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2024?").kept)
    asked = ask_for_review(assistant, kept, KIM)
    assert approve(assistant, kept, ANA, asked.version, "Klopt.").state is ReviewState.APPROVED


def test_what_has_no_figures_or_is_not_there_is_not_reviewed_and_a_rejection_says_why(assistant: Assistant) -> None:
    refused = str(assistant.ask("Wat is de hoofdstad van Frankrijk?").kept)
    with pytest.raises(InputError, match="no answer with figures"):
        ask_for_review(assistant, refused, KIM)
    with pytest.raises(UnknownEntry):
        ask_for_review(assistant, "none", KIM)
    kept = str(assistant.ask("Hoeveel inwoners had Voorbeeldstad in 2023?").kept)
    asked = ask_for_review(assistant, kept, KIM)
    with pytest.raises(InputError, match="reason"):
        reject(assistant, kept, ANA, asked.version, " ")
