"""What is saved is found again, exactly."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InternalError
from assistant.records import Records, result_digest
from tests.records.answers import make_answer


def test_an_answer_comes_back_as_it_was_saved(records: Records) -> None:
    saved = make_answer(
        conversation_id="c1",
        plan={"metrics": ["vijvers.aantal"], "period": None},
        sql='SELECT SUM("aantal") FROM "vijvers"',
        result_digest=result_digest(["aantal"], [[12]]),
        answer={"z": 1, "a": {"zin": "Er zijn 12 vijvers – geschat", "leeg": None}},
        timings_ms={"total": 21.4},
    )
    records.save(saved)
    assert records.get("a1") == saved


def test_an_unknown_answer_is_none_and_an_unknown_conversation_empty(records: Records) -> None:
    assert records.get("nobody") is None
    assert records.conversation("nothing") == []


def test_the_keys_of_an_answer_keep_their_order(records: Records) -> None:
    records.save(make_answer(answer={"b": 1, "a": 2, "c": {"y": 1, "x": 2}}))
    kept = records.get("a1")
    assert kept is not None
    assert list(kept.answer) == ["b", "a", "c"]
    assert list(kept.answer["c"]) == ["y", "x"]


def test_a_conversation_lists_its_answers_in_the_order_they_were_given(records: Records) -> None:
    same_moment = datetime(2026, 1, 31, 12, tzinfo=UTC)
    for answer_id in ("z", "a", "m"):
        records.save(make_answer(answer_id, conversation_id="c1", asked_at=same_moment))
    records.save(make_answer("elsewhere", conversation_id="c2"))
    records.save(make_answer("alone"))
    assert [answer.id for answer in records.conversation("c1")] == ["z", "a", "m"]


def test_a_moment_comes_back_in_utc(records: Records) -> None:
    in_winter = datetime(2026, 1, 31, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    records.save(make_answer(asked_at=in_winter))
    kept = records.get("a1")
    assert kept is not None
    assert kept.asked_at.isoformat() == "2026-01-30T23:30:00+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        make_answer(asked_at=datetime(2026, 1, 31))


def test_what_was_saved_is_there_after_opening_again(url: str) -> None:
    with Records.open(url) as first:
        first.save(make_answer())
    with Records.open(url) as second:
        assert second.get("a1") == make_answer()


def test_an_id_is_used_once(records: Records) -> None:
    records.save(make_answer())
    with pytest.raises(InternalError, match="a1"):
        records.save(make_answer(question="iets anders"))
    assert records.get("a1") == make_answer()


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_our_fault_and_nothing_is_kept(records: Records, number: float) -> None:
    with pytest.raises(InternalError):
        records.save(make_answer(answer={"rows": [[number]]}))
    assert records.get("a1") is None


def test_threads_share_one_database(records: Records) -> None:
    ids = [f"a{number}" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda answer_id: records.save(make_answer(answer_id, conversation_id="c1")), ids))
    assert sorted(answer.id for answer in records.conversation("c1")) == sorted(ids)


def test_a_database_in_memory_is_shared_by_threads() -> None:
    with Records.open("sqlite://") as records, ThreadPoolExecutor(1) as pool:
        pool.submit(records.save, make_answer()).result()
        assert records.get("a1") == make_answer()


@pytest.fixture(scope="module")
def memory() -> Iterator[Records]:
    with Records.open("sqlite://") as records:
        yield records


@given(question=st.text(alphabet=st.characters()))
def test_any_question_is_kept_but_for_characters_that_no_database_holds(memory: Records, question: str) -> None:
    answer_id = f"a{next(_numbers)}"
    memory.save(make_answer(answer_id, question=question, answer={"question": question}))
    kept = memory.get(answer_id)
    assert kept is not None
    assert kept.question == re.sub("[\x00\ud800-\udfff]", "\ufffd", question)
    assert kept.answer == {"question": question}


_numbers = itertools.count()


class TestResultDigest:
    """Two results have one digest when, and only when, they hold the same rows in the same order."""

    def test_the_same_rows_give_the_same_digest(self) -> None:
        assert result_digest(["a"], [[1], [None]]) == result_digest(("a",), iter([(1,), (None,)]))

    @pytest.mark.parametrize(
        ("columns", "rows"),
        [
            (["b"], [[1], [2]]),
            (["a"], [[2], [1]]),
            (["a"], [[1]]),
            (["a"], [[1], ["2"]]),
            (["a"], [[1], [None]]),
            (["a"], [[1, 2]]),
        ],
    )
    def test_any_difference_shows(self, columns: list[str], rows: list[list[object]]) -> None:
        assert result_digest(columns, rows) != result_digest(["a"], [[1], [2]])
