"""Reviews: what waits comes in the order in which it matters, nothing is overwritten unseen, who relied on it hears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.errors import InputError
from assistant.records import Author, Records, ReviewConflict, ReviewState, UnknownReview, Why
from tests.records.answers import make_answer

KIM, ANA, SAM = Author("kim", "Kim"), Author("ana", "Ana"), Author("sam", "Sam")


def test_what_matters_most_comes_first(records: Records) -> None:
    for name in ("often", "asked", "down", "both", "old"):
        records.save(make_answer(name))
    reviews = records.reviews
    reviews.signal("often", Why.OFTEN, 40)
    reviews.signal("down", Why.THUMBS_DOWN)
    reviews.signal("both", Why.THUMBS_DOWN)
    reviews.signal("both", Why.OFTEN, 3)
    reviews.ask("asked", KIM, "Klopt dit?")
    reviews.signal("old", Why.EXPIRED)
    queue = reviews.queue("vijvers")
    assert [one.answer_id for one in queue.reviews] == ["asked", "old", "both", "down", "often"]
    assert queue.total == 5
    second = reviews.queue("vijvers", first=2, skip=1)
    assert [one.answer_id for one in second.reviews] == ["old", "both"]
    assert reviews.queue("another").total == 0


def test_what_is_asked_often_waits_once_by_its_latest_answer(records: Records) -> None:
    for number in range(6):
        records.save(make_answer(f"a{number}", question="Hoeveel?", sql="SELECT 1", asked_at=datetime.now(UTC)))
    records.save(make_answer("rare", question="Waar?", sql="SELECT 1", asked_at=datetime.now(UTC)))
    assert records.reviews.often("vijvers") == 1
    assert records.reviews.often("vijvers") == 0
    waiting = records.reviews.queue("vijvers").reviews
    assert [(one.answer_id, dict(one.reasons)) for one in waiting] == [("a5", {"often": 6})]


def test_the_asker_hears_what_was_decided_once(records: Records) -> None:
    records.save(make_answer())
    asked = records.reviews.ask("a1", KIM, "Klopt dit?")
    assert (asked.state, asked.asker, asked.word) == (ReviewState.WAITING, KIM, "Klopt dit?")
    records.reviews.decide("a1", ANA, asked.version, ReviewState.APPROVED, {"word": "Klopt."})
    assert records.reviews.queue("vijvers").total == 0
    news = records.reviews.readers.news("kim")
    assert [(one.kind, one.body["word"]) for one in news] == [("approved", "Klopt.")]
    records.reviews.readers.told("kim", news[-1].number)
    assert records.reviews.readers.news("kim") == ()
    assert [one.act for one in records.reviews.events("a1")] == ["approved", "ask"]


def test_a_decision_about_what_changed_meanwhile_is_not_taken(records: Records) -> None:
    records.save(make_answer())
    asked = records.reviews.ask("a1", KIM)
    records.reviews.decide("a1", ANA, asked.version, ReviewState.APPROVED, {"word": ""})
    with pytest.raises(ReviewConflict) as conflict:
        records.reviews.decide("a1", SAM, asked.version, ReviewState.REJECTED, {"word": "Nee."})
    assert (conflict.value.current.state, conflict.value.current.by) == (ReviewState.APPROVED, "Ana")
    standing = records.reviews.get("a1")
    assert standing is not None
    assert standing.state is ReviewState.APPROVED


def test_who_relied_on_a_wrong_answer_is_told_also_of_the_same_one_given_before(records: Records) -> None:
    records.conversations.begin("c1", "lee")
    records.save(make_answer("before", conversation_id="c1", result_digest="sha256:1"))
    records.save(make_answer("a1", result_digest="sha256:1"))
    records.save(make_answer("other", result_digest="sha256:2"))
    records.reviews.readers.read("before", "max")
    records.reviews.readers.read("before", "max")
    records.reviews.readers.read("other", "zoe")
    asked = records.reviews.ask("a1", KIM)
    records.reviews.decide("a1", ANA, asked.version, ReviewState.REJECTED, {"word": "Telt dubbel."})
    told = {one: [news.kind for news in records.reviews.readers.news(one)] for one in ("kim", "lee", "max", "zoe")}
    assert told == {"kim": ["rejected"], "lee": ["rejected"], "max": ["rejected"], "zoe": []}
    wrong = records.reviews.wrong("before")
    assert wrong is not None
    assert wrong.answer_id == "a1"
    assert records.reviews.wrong("other") is None


def test_the_asker_is_asked_and_answers(records: Records) -> None:
    records.save(make_answer())
    asked = records.reviews.ask("a1", KIM)
    back = records.reviews.ask_back("a1", ANA, asked.version, "Bedoelt u de gemeente?")
    assert back.state is ReviewState.QUESTION
    assert records.reviews.readers.news("kim")[0].body["word"] == "Bedoelt u de gemeente?"
    assert records.reviews.ask("a1", KIM, "Ja, de gemeente.").state is ReviewState.WAITING


def test_nobody_can_be_asked_where_nobody_asked(records: Records) -> None:
    records.save(make_answer())
    waiting = records.reviews.signal("a1", Why.FREE_SQL)
    with pytest.raises(InputError):
        records.reviews.ask_back("a1", ANA, waiting.version, "Wat bedoelt u?")


def test_what_was_decided_goes_back_when_it_expired_and_for_nothing_less(records: Records) -> None:
    records.save(make_answer())
    asked = records.reviews.ask("a1", KIM)
    records.reviews.decide("a1", ANA, asked.version, ReviewState.APPROVED, {}, verified="vijvers")
    assert records.reviews.signal("a1", Why.OFTEN, 5).state is ReviewState.APPROVED
    assert records.reviews.signal("a1", Why.EXPIRED).state is ReviewState.EXPIRED
    assert records.reviews.queue("vijvers").total == 1
    found = records.reviews.of_verified("vijvers", "vijvers")
    assert found is not None
    assert found.answer_id == "a1"


def test_an_answer_that_is_not_there(records: Records) -> None:
    with pytest.raises(UnknownReview):
        records.reviews.ask("none", KIM)
    with pytest.raises(UnknownReview):
        records.reviews.decide("none", ANA, 1, ReviewState.APPROVED, {})
    assert records.reviews.get("none") is None


def test_a_reviewed_answer_stays_when_its_conversation_goes_and_an_opened_one_is_no_hindrance(records: Records) -> None:
    records.conversations.begin("c1", "kim")
    records.save(make_answer("kept", conversation_id="c1"))
    records.save(make_answer("loose", conversation_id="c1"))
    records.reviews.ask("kept", KIM)
    records.reviews.readers.read("loose", "max")
    records.conversations.delete("c1")
    assert records.get("kept") is not None
    assert records.get("loose") is None


def test_readings_that_lie_close_wait_once_a_question_the_closest_first(records: Records) -> None:
    for name, question in (("near", "Hoeveel?"), ("again", "Hoeveel?"), ("nearer", "Waar?"), ("often", "Wanneer?")):
        records.save(make_answer(name, question=question))
    reviews = records.reviews
    assert reviews.doubt("near", 6)
    assert not reviews.doubt("again", 6)
    assert reviews.doubt("nearer", 0)
    reviews.signal("often", Why.OFTEN, 1)
    waiting = reviews.queue("vijvers").reviews
    assert [(one.answer_id, dict(one.reasons)) for one in waiting] == [
        ("nearer", {"low_agreement": 0}),
        ("near", {"low_agreement": 6}),
        ("often", {"often": 1}),
    ]


def test_what_only_the_program_put_in_the_queue_goes_with_its_conversation(records: Records) -> None:
    records.conversations.begin("c1", "kim")
    records.save(make_answer("doubted", conversation_id="c1"))
    records.reviews.doubt("doubted", 0)
    records.conversations.delete("c1")
    assert records.get("doubted") is None
    assert records.reviews.queue("vijvers").total == 0
