"""The index is kept: built once for a content, the same as one in memory, and never in the way of an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member
from assistant.linking.index import PhraseIndex
from assistant.linking.packing import pack, unpack
from assistant.linking.stored import open_index
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    Entry,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)

PLACE = FieldRef("regio", "code")
TARGETS: list[Target] = [
    MetricTarget(MetricRef("bevolking", "inwoners")),
    FieldTarget(FieldRef("bevolking", "leeftijd")),
    LevelTarget(PLACE, "wijk"),
    MemberTarget(PLACE, Member("GM1", "'s-Gravenhage", "gemeente")),
    MemberTarget(PLACE, Member('x"y', "één\nregel")),
    GroupTarget("g4"),
    ConceptTarget("armoede"),
    DenominatorTarget("inwoner"),
    DatasetTarget("bevolking"),
]
ENTRIES = [Entry(f"woord {at}", target, at) for at, target in enumerate(TARGETS)]


def never() -> Iterator[Entry]:
    raise AssertionError("a kept index is not built again")
    yield  # a generator: it fails when it is read


def everything(index: PhraseIndex) -> list[str]:
    found = index.find([f"=woord{at}" for at in range(len(ENTRIES))])
    return sorted(str(phrase) for phrases in found.values() for phrase in phrases)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_a_target_comes_back_from_its_text(target: Target) -> None:
    assert unpack(pack(target)) == target


def test_the_second_start_opens_what_the_first_one_built(tmp_path: Path) -> None:
    first = open_index(tmp_path / "index", "digest", lambda: ENTRIES, tuple)
    again = open_index(tmp_path / "index", "digest", never, tuple)
    assert everything(first) == everything(again) == everything(PhraseIndex.build(ENTRIES))
    assert len(everything(first)) == len(ENTRIES)


def test_other_content_gets_an_index_of_its_own(tmp_path: Path) -> None:
    open_index(tmp_path, "one", lambda: ENTRIES, tuple)
    assert everything(open_index(tmp_path, "other", lambda: ENTRIES[:2], tuple)) != everything(
        PhraseIndex.build(ENTRIES)
    )


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_index_is_replaced(tmp_path: Path, content: bytes) -> None:
    open_index(tmp_path, "digest", lambda: ENTRIES, tuple)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert everything(open_index(tmp_path, "digest", lambda: ENTRIES, tuple)) == everything(PhraseIndex.build(ENTRIES))
    assert everything(open_index(tmp_path, "digest", never, tuple)) == everything(PhraseIndex.build(ENTRIES))


def test_a_folder_that_cannot_be_made_costs_no_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    index = open_index(tmp_path / "file", "digest", lambda: ENTRIES, tuple)
    assert everything(index) == everything(PhraseIndex.build(ENTRIES))


@pytest.mark.parametrize("written", [0, 1, 3])
def test_a_disk_that_is_full_halfway_costs_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """What was written before the disk was full is in the index that answers, too."""

    def full(database: sqlite3.Connection, entries: Iterable[Entry], topics: object) -> None:
        for number, _ in enumerate(entries):
            if number == written:
                raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("assistant.linking.stored.fill", full)
    index = open_index(tmp_path / "index", "digest", lambda: iter(ENTRIES), tuple)
    assert everything(index) == everything(PhraseIndex.build(ENTRIES))
