"""Conversations are their owner's, keep everything a face gives them, are found again, and go without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from assistant.errors import InputError
from assistant.records import Note, Records, Subject
from tests.records.answers import make_answer

ABOUT = Subject("vijvers", ("vijvers.aantal",))

#: Lists, dicts, nothing, halves of surrogate pairs: whatever a face may want to have back exactly.
BODY: dict[str, Any] = {
    "id": "m1",
    "tags": ["vijvers", "2024"],
    "modes": {"diepte": "kort"},
    "command": None,
    "defaultOpen": True,
    "props": {"answer": "a1", "rows": [[1, None, "één"]]},
    "playerConfig": {"loop": False},
    "output": "🐟 \u0000",
}


def test_a_conversation_is_called_after_its_first_question_and_stays_its_owners(records: Records) -> None:
    records.conversations.begin("c1", "sanne", "  Hoeveel   vijvers\nzijn er? ")
    records.conversations.begin("c1", "sanne", "En in 2019?")
    talk = records.conversations.get("c1")
    assert talk is not None
    assert (talk.owner, talk.name) == ("sanne", "Hoeveel vijvers zijn er?")
    with pytest.raises(InputError, match="somebody else's"):
        records.conversations.begin("c1", "joris", "Van mij?")
    assert records.conversations.of("joris").talks == ()


def test_a_long_question_makes_a_short_name(records: Records) -> None:
    records.conversations.begin("c1", "sanne", "waarom " * 2000)
    (talk,) = records.conversations.of("sanne").talks
    assert len(talk.name) == 120
    assert talk.name.endswith("…")


def test_a_part_comes_back_exactly_and_in_its_place(records: Records) -> None:
    records.conversations.begin("c1", "sanne")
    for part in ("m1", "m2"):
        records.conversations.put("c1", "message", part, BODY | {"id": part})
    records.conversations.put("c1", "message", "m1", BODY | {"output": "anders"})
    assert records.conversations.parts("c1", "message") == (BODY | {"output": "anders"}, BODY | {"id": "m2"})
    assert records.conversations.parts("c1", "element") == ()


def test_the_same_part_of_two_conversations_is_two_parts(records: Records) -> None:
    """Ids of messages come from browsers: somebody who repeats another's id changes nothing of theirs."""
    for owner in ("sanne", "joris"):
        records.conversations.begin(f"of-{owner}", owner)
        records.conversations.put(f"of-{owner}", "message", "m1", {"by": owner})
    records.conversations.drop("of-joris", "message", "m1")
    assert records.conversations.parts("of-sanne", "message") == ({"by": "sanne"},)
    assert records.conversations.parts("of-joris", "message") == ()


def test_a_part_put_twice_at_once_is_there_once(records: Records) -> None:
    records.conversations.begin("c1", "sanne")
    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda number: records.conversations.put("c1", "message", "m1", {"by": number}), range(8)))
    assert len(records.conversations.parts("c1", "message")) == 1


def test_conversations_begun_at_once_are_one(records: Records) -> None:
    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda _: records.conversations.begin("c1", "sanne", "Hoeveel?"), range(8)))
    assert len(records.conversations.of("sanne").talks) == 1


def test_the_latest_comes_first_and_pages_lose_none(records: Records) -> None:
    names = [f"c{number}" for number in range(7)]
    for name in names:
        records.conversations.begin(name, "sanne", name)
    records.conversations.put("c0", "message", "m1", {})
    seen: list[str] = []
    more, after = True, None
    while more:
        page = records.conversations.of("sanne", first=3, after=after)
        seen += [talk.id for talk in page.talks]
        more, after = page.more, seen[-1]
    assert seen == ["c0", *reversed(names[1:])]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("VIJVERS", {"c1", "c2"}),
        ("één", {"c2"}),
        ("vijvers utrecht", {"c1"}),
        ("100%", {"c2"}),
        ("%", {"c2"}),
        ("_", set()),
        ("'; --", set()),
        ("", {"c1", "c2"}),
    ],
)
def test_a_search_looks_in_names_and_questions_and_takes_signs_as_they_stand(
    records: Records, sought: str, found: set[str]
) -> None:
    records.conversations.begin("c1", "sanne", "Vijvers in Utrecht")
    records.conversations.begin("c2", "sanne", "ÉÉN gesprek")
    records.save(make_answer(question="Zijn 100% van de vijvers schoon?", conversation_id="c2"))
    records.conversations.begin("c3", "joris", "Vijvers in Utrecht, één, 100%")
    assert {talk.id for talk in records.conversations.of("sanne", search=sought).talks} == found


def test_a_conversation_gets_another_name_and_details_that_add_up(records: Records) -> None:
    records.conversations.begin("c1", "sanne", "Hoeveel?")
    records.conversations.change("c1", name="Vijvers", details={"tags": ["a"]})
    records.conversations.change("c1", details={"profile": None})
    records.conversations.change("c1", name="  ")
    talk = records.conversations.get("c1")
    assert talk is not None
    assert (talk.name, talk.details) == ("Vijvers", {"tags": ["a"], "profile": None})


def test_changing_one_that_is_gone_does_not_bring_it_back(records: Records) -> None:
    records.conversations.change("c1", name="Spook", details={"a": 1})
    assert records.conversations.get("c1") is None


def test_a_deleted_conversation_takes_its_answers_along_but_not_those_of_others(records: Records) -> None:
    for name in ("c1", "c2"):
        records.conversations.begin(name, "sanne", name)
        records.conversations.put(name, "message", "m1", {})
        records.save(make_answer(f"a-{name}", conversation_id=name))
    records.conversations.delete("c1")
    assert records.conversations.get("c1") is None
    assert records.conversations.parts("c1", "message") == ()
    assert records.get("a-c1") is None
    assert records.get("a-c2") == make_answer("a-c2", conversation_id="c2")


def test_an_answer_that_others_have_stays_whole_and_is_nobodys(records: Records) -> None:
    records.conversations.begin("c1", "sanne", "Hoeveel?")
    for name in ("noted", "opened", "alone"):
        records.save(make_answer(name, conversation_id="c1", shown=[["aantal"]]))
    records.entries.add(Note("Klopt niet."), ABOUT, "joris", answer_id="noted")
    records.share("opened")
    records.conversations.delete("c1")
    assert [records.get(name) for name in ("noted", "opened", "alone")] == [
        make_answer("noted"),
        make_answer("opened"),
        None,
    ]
    (entry,) = records.entries.about(ABOUT)
    assert entry.answer_id == "noted"


def test_conversations_of_programs_have_no_owner_and_are_in_no_list(records: Records) -> None:
    records.save(make_answer(conversation_id="c1"))
    assert records.conversations.get("c1") is None
    assert records.conversations.of("").talks == ()


def test_answers_of_before_this_version_are_still_there(url: str, records: Records) -> None:
    """Columns that came later are empty in rows that came before."""
    with records._engine.begin() as connection:
        connection.execute(text("INSERT INTO conversations (id, started_at) VALUES ('old', '2025-01-01 00:00:00.0')"))
    records.save(make_answer(conversation_id="old"))
    records.conversations.begin("old", "sanne", "Weer verder")
    assert [talk.id for talk in records.conversations.of("sanne").talks] == ["old"]
