"""Records go after a set time; what others rely on stays, and is nobody's."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.records import Author, Gone, Note, Records, ReviewState, Subject, ageing
from tests.records.answers import make_answer

NOW = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
OLD, NEW = NOW - dt.timedelta(days=40), NOW - dt.timedelta(days=3)
LATER = dt.datetime.now(dt.UTC) + dt.timedelta(days=40)


def test_what_is_older_than_the_days_goes_and_the_rest_stays(records: Records) -> None:
    for name, at in (("old", OLD), ("new", NEW)):
        records.save(make_answer(name, asked_at=at, asker="kim"))
        records.save(make_answer(f"{name}-turn", asked_at=at, asker="kim", conversation_id=f"c-{name}"))
        records.save(make_answer(f"{name}-shared", asked_at=at, asker="kim"))
        records.share(f"{name}-shared")
    assert records.retention.prune(30, now=NOW, dry_run=True) == Gone(1, 2, 1)
    assert records.get("old") is not None
    assert records.retention.prune(30, now=NOW) == Gone(1, 2, 1)
    assert records.retention.prune(30, now=NOW) == Gone()
    assert [records.get(name) for name in ("old", "old-turn")] == [None, None]
    assert records.get("old-shared") == make_answer("old-shared", asked_at=OLD)
    assert all(records.get(name) for name in ("new", "new-turn", "new-shared"))


def test_a_conversation_that_went_on_stays_whole(records: Records) -> None:
    for name, at in (("first", OLD), ("second", NEW)):
        records.save(make_answer(name, asked_at=at, conversation_id="c1"))
    assert records.retention.prune(30, now=NOW) == Gone()
    assert len(records.conversation("c1")) == 2


def test_a_conversation_of_the_chat_is_as_old_as_its_last_change(records: Records) -> None:
    records.conversations.begin("c1", "kim", "Hoeveel?")
    records.conversations.put("c1", "message", "m1", {})
    assert records.retention.prune(30) == Gone()
    assert records.retention.prune(30, now=LATER) == Gone(conversations=1)
    assert records.conversations.parts("c1", "message") == ()


def test_much_goes_in_parts(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ageing, "_AT_A_TIME", 2)
    for number in range(5):
        records.save(make_answer(f"a{number}", asked_at=OLD))
        records.save(make_answer(f"t{number}", asked_at=OLD, conversation_id=f"c{number}"))
    assert records.retention.prune(30, now=NOW) == Gone(5, 10, 0)


def test_names_go_from_what_stays(records: Records) -> None:
    records.save(make_answer())
    records.verdicts.say("a1", True, "Mooi", "kim")
    asked = records.reviews.ask("a1", Author("kim", "Kim"), "Klopt dit?")
    records.reviews.decide("a1", Author("ana", "Ana"), asked.version, ReviewState.APPROVED, {"word": ""})
    records.entries.add(Note("Zo zit het."), Subject("vijvers", ("vijvers.aantal",)), "Kim", answer_id="a1")
    records.retention.prune(30, now=LATER)
    assert [(one.user, one.why) for one in records.verdicts.of("a1")] == [(None, "Mooi")]
    review = records.reviews.get("a1")
    assert review is not None
    assert (review.asker, review.by, review.state) == (None, "Ana", ReviewState.APPROVED)
    assert records.reviews.readers.news("kim") == ()
    # Notes and agreements are papers of the organisation: their names go with the person, not with time.
    assert [one.author for one in records.entries.under("a1")] == ["Kim"]


def test_a_review_that_waits_still_knows_who_asked(records: Records) -> None:
    records.save(make_answer())
    records.reviews.ask("a1", Author("kim", "Kim"))
    records.retention.prune(30, now=LATER)
    review = records.reviews.get("a1")
    assert review is not None
    assert review.asker == Author("kim", "Kim")
