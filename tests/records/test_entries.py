"""Notes and agreements: kept with their history, shown to whoever asks about the same, never overwritten unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.records import Agreement, EditConflict, Kind, Note, Records, Subject, UnknownEntry, Way
from assistant.records.entry import MOST
from tests.records.answers import make_answer

PLACE = ("regio.code", ("A",))


def about(**changes: Any) -> Subject:
    known: dict[str, Any] = {"catalog": "demo", "metrics": ("b.inwoners",), "members": (PLACE,), "start": "2024"}
    known |= changes
    return Subject(**({"end": known["start"]} | known))


def test_a_note_comes_back_whole_and_under_its_answer(records: Records) -> None:
    records.save(make_answer())
    written = records.entries.add(Note("Door de nieuwbouw.\nEn <b>meer</b> 😀"), about(), "Sam", "a1")
    assert records.entries.get(written.id) == written
    assert (written.author, written.version, written.answer_id) == ("Sam", 1, "a1")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (about(), True),
        (about(metrics=("b.inwoners", "b.huishoudens")), True),
        (about(metrics=("b.huishoudens",)), False),
        (about(catalog="other"), False),
        (about(start="2020", end="2025"), True),
        (about(start="2025"), False),
        (about(start="2024-Q3"), True),
        (about(start=None), True),
        (about(members=(("regio.code", ("B",)),)), False),
        (about(members=(("regio.code", ("A", "B")),)), True),
        (about(members=()), True),
        (about(members=(("leeftijd", ("65+",)),)), True),
    ],
)
def test_who_asks_about_the_same_sees_the_note(records: Records, asked: Subject, shown: bool) -> None:
    records.entries.add(Note("Een duiding."), about(), "Sam")
    assert bool(records.entries.about(asked)) is shown


def test_editing_and_withdrawing_keep_the_history(records: Records) -> None:
    first = records.entries.add(Note("Een."), about(), "Sam")
    second = records.entries.edit(first.id, Note("Twee."), "Kim", seen=1)
    third = records.entries.withdraw(first.id, "Kim", seen=2)
    assert [entry.version for entry in (first, second, third)] == [1, 2, 3]
    assert records.entries.about(about()) == ()
    assert [(one.body, one.author, one.withdrawn) for one in records.entries.history(first.id)] == [
        (Note("Een."), "Sam", False),
        (Note("Twee."), "Kim", False),
        (Note("Twee."), "Kim", True),
    ]


def test_two_people_who_edit_one_note_hear_of_each_other(records: Records) -> None:
    note = records.entries.add(Note("Een."), about(), "Sam")
    records.entries.edit(note.id, Note("Van Kim."), "Kim", seen=1)
    with pytest.raises(EditConflict) as told:
        records.entries.edit(note.id, Note("Van Sam."), "Sam", seen=1)
    assert told.value.current.body == Note("Van Kim.")
    assert [one.body for one in records.entries.about(about())] == [Note("Van Kim.")]


def test_agreements_come_with_the_first_due_first(records: Records) -> None:
    def agreed(due: date) -> Agreement:
        return Agreement("Meer controleren", "Team Wijken", "b.inwoners", Way.DOWN, due, 120.5)

    for due in (date(2027, 6, 1), date(2026, 12, 31)):
        records.entries.add(agreed(due), about(), "Sam")
    records.entries.add(Note("Geen afspraak."), about(), "Sam")
    assert [one.body for one in records.entries.agreements("demo")] == [
        agreed(date(2026, 12, 31)),
        agreed(date(2027, 6, 1)),
    ]
    assert len(records.entries.about(about(), Kind.AGREEMENT)) == 2


@pytest.mark.parametrize("text", ["", "  \n", "x" * (MOST + 1), "x" * 1_000_000])
def test_a_note_that_is_empty_or_endless_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputError):
        Note(text)


def test_a_note_that_is_not_there(records: Records) -> None:
    with pytest.raises(UnknownEntry):
        records.entries.withdraw("nothing", "Sam", seen=1)
    assert records.entries.get("nothing") is None
    assert records.entries.history("nothing") == ()


def test_the_subject_of_an_answer_is_read_from_its_interpretation() -> None:
    interpretation = {
        "metrics": ["b.inwoners"],
        "filters": [
            {"field": "regio.code", "op": "in", "values": ["A"], "labels": ["Aa"], "level": "gemeente"},
            {"field": "leeftijd", "op": "not_in", "values": ["0"], "labels": ["0"], "level": None},
        ],
        "period": {"from": "2024", "to": "2024", "grain": "year", "compare_to": "2019"},
    }
    subject = Subject.of("demo", interpretation)
    assert subject == about(start="2019", end="2024")
    assert Subject.from_json("demo", subject.to_json()) == subject
