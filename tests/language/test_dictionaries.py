"""Where the dictionaries are kept changes how soon a program starts, and nothing about its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.language import dictionaries
from assistant.language.dictionaries import Dictionaries, KeptDictionary

WORDS = {"fietsen": "fiets", "huizen": "huis", "Één": "een"}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A dictionary of three words stands for the shipped ones; the list tells how often it was unpacked."""
    unpacked: list[str] = []

    def unpack(language: str) -> Mapping[str, str]:
        unpacked.append(language)
        return WORDS

    monkeypatch.setattr(dictionaries, "_unpacked", unpack)
    return unpacked


def _kept(folder: Path) -> Mapping[str, str]:
    kept = Dictionaries()
    kept.keep_in(folder)
    return kept.get_dictionary("nl")


def test_the_second_program_unpacks_nothing_and_reads_the_same_words(tmp_path: Path, small: list[str]) -> None:
    assert _kept(tmp_path / "new") == WORDS
    second = _kept(tmp_path / "new")
    assert isinstance(second, KeptDictionary)
    assert dict(second) == WORDS
    assert len(second) == len(WORDS)
    assert second.get("onbekend") is None
    assert small == ["nl"]


def test_a_dictionary_is_opened_once(tmp_path: Path, small: list[str]) -> None:
    kept = Dictionaries()
    kept.keep_in(tmp_path)
    assert kept.get_dictionary("nl") is kept.get_dictionary("nl")
    assert small == ["nl"]


def test_without_a_folder_it_is_unpacked_in_memory(tmp_path: Path) -> None:
    assert Dictionaries().get_dictionary("nl") == WORDS
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_costs_no_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert _kept(blocked) == WORDS


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00 and no more"])
def test_a_damaged_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    _kept(tmp_path)
    (path,) = tmp_path.glob("nl-*.words")
    path.write_bytes(content)
    assert _kept(tmp_path) == WORDS
    assert dict(_kept(tmp_path)) == WORDS


def test_the_dictionary_of_an_earlier_version_goes(tmp_path: Path) -> None:
    old = tmp_path / "nl-0.0-1.words"
    other = tmp_path / "en-0.0-1.words"
    for path in (old, other):
        sqlite3.connect(path).close()
        path.touch()
    _kept(tmp_path)
    assert not old.exists()
    assert other.exists()
