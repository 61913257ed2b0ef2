"""Somebody is erased: what was theirs goes, what others work with stays and is nobody's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.records import (
    Agreement,
    Author,
    Forgotten,
    Gone,
    KeptCall,
    Note,
    Records,
    ReviewState,
    Subject,
    Way,
)
from assistant.records.tables import Base
from tests.records.answers import make_answer

ABOUT = Subject("vijvers", ("vijvers.aantal",))
STAND_IN = "iemand (naam gewist)"
NOW = dt.datetime.now(dt.UTC)
CALL = KeptCall("m", "p", 1, "een vraag", "een antwoord", "used", 1, 1, 1.0)


def everything(records: Records) -> str:
    """Return all that the database holds, as text."""
    with records._engine.connect() as connection:
        return "\n".join(
            str(row) for table in Base.metadata.sorted_tables for row in connection.execute(table.select())
        )


@pytest.fixture
def lived(records: Records) -> Records:
    """Sanne asked, noted, agreed, judged and reviewed; joris asked one thing too."""
    users, talks = records.users, records.conversations
    for number, name in enumerate(("sanne", "joris"), 1):
        users.set_roles(name, ["manager"])
        talks.begin(f"c-{number}", name, f"Vraag van {name}")
        talks.put(f"c-{number}", "message", "m1", {"output": f"Vraag van {name}"})
        for answer in ("own", "shared"):
            records.save(make_answer(f"{answer}-{number}", conversation_id=f"c-{number}", asker=name))
        records.save(make_answer(f"program-{number}", asker=name))
        records.save(make_answer(f"batch-{number}", conversation_id=f"hashed-{number}", asker=name))
        records.model_calls.keep(f"own-{number}", [CALL], name)
        records.model_calls.keep(f"shared-{number}", [CALL], name)
        records.verdicts.say(f"shared-{number}", False, "Niet goed", "sanne")
        records.share(f"shared-{number}")
        records.logins.begin(name, name.title(), NOW, dt.timedelta(hours=1))
        users.note_shown(name, NOW.date(), "d1", [["a"]])
        records.reviews.readers.read("shared-2", name)
    users.new_token("sanne")
    records.entries.add(Note("Door de nieuwe wijk."), ABOUT, "Sanne", answer_id="shared-2")
    what = Agreement("Meer vijvers", "Sanne", "vijvers.aantal", Way.UP, dt.date(2027, 1, 1))
    records.entries.add(what, ABOUT, "Joris", answer_id="shared-2")
    asked = records.reviews.ask("shared-1", Author("sanne", "Sanne"), "Klopt dit?")
    records.reviews.decide("shared-1", Author("joris", "Joris"), asked.version, ReviewState.REJECTED, {"word": "x"})
    asked = records.reviews.ask("shared-2", Author("joris", "Joris"), "En dit?")
    records.reviews.decide("shared-2", Author("sanne", "Sanne"), asked.version, ReviewState.REJECTED, {"word": "y"})
    return records


def test_nothing_in_the_database_names_who_was_forgotten(lived: Records) -> None:
    done = lived.retention.forget("sanne", STAND_IN)
    assert done == Forgotten(Gone(2, 3, 1), thumbs=2, entries=2, reviews=2, logins=3)
    assert "sanne" not in everything(lived).lower()
    assert lived.users.all() == {"joris": ("manager",)}


def test_a_shared_answer_keeps_its_figures_and_is_nobodys(lived: Records) -> None:
    before = lived.get("shared-1")
    assert before is not None
    lived.retention.forget("sanne", STAND_IN)
    assert lived.get("shared-1") == make_answer("shared-1")
    assert lived.get("shared-1").answer == before.answer  # type: ignore[union-attr]
    assert [lived.get(f"{one}-1") for one in ("own", "program", "batch")] == [None, None, None]
    assert lived.model_calls.of("own-1") == ()
    assert lived.model_calls.used_today("sanne") == (0, 6)


def test_what_was_said_for_others_stays_without_a_name(lived: Records) -> None:
    lived.retention.forget("sanne", STAND_IN)
    note, agreement = lived.entries.under("shared-2")
    assert (note.author, note.body) == (STAND_IN, Note("Door de nieuwe wijk."))
    assert isinstance(agreement.body, Agreement)
    assert (agreement.author, agreement.body.who, agreement.body.what) == ("Joris", STAND_IN, "Meer vijvers")
    assert [(one.user, one.why) for one in lived.verdicts.of("shared-2")] == [(None, "Niet goed")]
    review = lived.reviews.get("shared-2")
    assert review is not None
    assert (review.by, review.state, review.said) == (STAND_IN, ReviewState.REJECTED, {"word": "y"})
    assert {one.author for one in lived.reviews.events("shared-2")} == {STAND_IN, "Joris"}
    assert [one.body["by"] for one in lived.reviews.readers.news("joris")] == [STAND_IN]


def test_their_words_go_as_well_when_that_is_asked(lived: Records) -> None:
    lived.retention.forget("sanne", STAND_IN, texts=True)
    found = everything(lived)
    for words in ("Door de nieuwe wijk", "Niet goed", "Klopt dit?"):
        assert words not in found
    assert lived.entries.about(ABOUT) == lived.entries.agreements("vijvers")
    assert len(lived.entries.about(ABOUT)) == 1


def test_others_notice_nothing(lived: Records) -> None:
    before = lived.conversation("c-2")
    lived.retention.forget("sanne", STAND_IN)
    assert lived.conversation("c-2") == before
    assert lived.conversations.parts("c-2", "message")
    assert lived.users.shown("joris", NOW.date(), "d1")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(lived: Records) -> None:
    before = everything(lived)
    told = lived.retention.forget("sanne", STAND_IN, dry_run=True)
    assert everything(lived) == before
    assert lived.retention.forget("sanne", STAND_IN) == told
    assert lived.retention.forget("sanne", STAND_IN).nothing


def test_a_name_that_two_people_have_is_left_and_said_unless_it_is_given(records: Records) -> None:
    records.save(make_answer())
    for one in ("u1", "u2"):
        records.users.set_roles(one, ["manager"])
        records.logins.begin(one, "J. Jansen", NOW, dt.timedelta(hours=1))
    note = records.entries.add(Note("Van een van beiden."), ABOUT, "J. Jansen", answer_id="a1")
    assert records.retention.forget("u1", STAND_IN).shared_names == ("J. Jansen",)
    assert records.entries.get(note.id) == note
    records.retention.forget("u1", STAND_IN, names=["J. Jansen"])
    (after,) = records.entries.history(note.id)
    assert after.author == STAND_IN


def test_a_file_of_sqlite_holds_no_words_of_who_was_forgotten(sqlite_url: str, tmp_path: Path) -> None:
    secret = "Hoeveel meldingen over Dorpsstraat 12?"
    with Records.open(sqlite_url) as records:
        records.conversations.begin("c1", "sanne", secret)
        records.save(make_answer("a1", conversation_id="c1", question=secret, asker="sanne"))
        records.retention.forget("sanne", STAND_IN)
        with records._engine.connect() as connection:
            assert connection.scalar(text("SELECT COUNT(*) FROM answers")) == 0
        held = b"".join(file.read_bytes() for file in tmp_path.glob("records.db*"))
    assert b"Dorpsstraat" not in held
