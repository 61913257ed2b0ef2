"""A conversation read back: every answer that was kept is there once, at its place, whatever else was kept or not."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from assistant.chat.root import lay_out
from assistant.chat.threads import CARD, element_of, kept_element, whole
from assistant.explanation.look import look
from assistant.records import AnswerRecord
from tests.records.answers import make_answer


def answered(number: int) -> AnswerRecord:
    return make_answer(f"a{number}", conversation_id="c1", question=f"Vraag {number}?", answer={"id": f"q{number}"})


def question(number: int) -> dict[str, Any]:
    return {"id": f"q{number}", "type": "user_message", "output": f"Vraag {number}?", "parentId": None}


def told(number: int) -> dict[str, Any]:
    return {"id": f"m{number}", "type": "assistant_message", "output": "", "parentId": f"run{number}"}


def card(number: int) -> dict[str, Any]:
    return element_of(f"a{number}", element=f"e{number}", message=f"m{number}", conversation="c1")


NUMBERS = range(3)
LOST = [(kind, number) for kind in ("question", "told", "card") for number in NUMBERS]


@pytest.mark.parametrize("lost", [set(some) for size in range(4) for some in combinations(LOST, size)])
def test_whatever_was_not_kept_each_turn_is_there_once_and_in_order(lost: set[tuple[str, int]]) -> None:
    messages = [
        make(number)
        for number in NUMBERS
        for kind, make in (("question", question), ("told", told))
        if (kind, number) not in lost
    ]
    elements = [card(number) for number in NUMBERS if ("card", number) not in lost]
    steps, cards = whole([answered(number) for number in NUMBERS], messages, elements)
    shown = {one["forId"]: one["props"]["kept"] for one in cards}
    assert [one["output"] for one in steps if one["type"] == "user_message"] == [f"Vraag {n}?" for n in NUMBERS]
    assert [shown[one["id"]] for one in steps if one["id"] in shown] == [f"a{n}" for n in NUMBERS]
    asked = [steps.index(one) for one in steps if one["type"] == "user_message"]
    given = [index for index, one in enumerate(steps) if one["id"] in shown]
    assert all(before < after for before, after in zip(asked, given, strict=True))
    assert len({one["id"] for one in steps}) == len(steps)


def test_a_message_under_one_that_is_not_there_stands_by_itself() -> None:
    steps, _ = whole([], [question(0), told(0) | {"output": "Er ging iets mis."}], [])
    assert [one["parentId"] for one in steps] == [None, None]


def test_what_is_said_between_answers_stays_between_them() -> None:
    sorry = {"id": "s", "type": "assistant_message", "output": "Er ging iets mis.", "parentId": None}
    steps, _ = whole([answered(0), answered(1)], [question(0), told(0), sorry, question(1)], [card(0)])
    assert [one["id"] for one in steps] == ["q0", "m0", "s", "q1", "a1-a"]


def test_of_a_card_only_the_name_of_its_answer_is_kept() -> None:
    whole_card = card(1) | {"props": {"kept": "a1", "text": "178.822 inwoners"}, "chainlitKey": "file-of-this-run"}
    kept = kept_element(whole_card)
    assert kept["props"] == {"kept": "a1"}
    assert kept["chainlitKey"] is None


def test_of_anything_else_everything_is_kept() -> None:
    """Chainlit's own layer loses these on SQLite without a word."""
    video = {
        "id": "v",
        "forId": "m1",
        "name": "uitleg",
        "props": {"a": [1]},
        "autoPlay": True,
        "playerConfig": {"x": 1},
    }
    assert kept_element(video) == video | {"chainlitKey": None}


def test_the_name_of_a_card_is_that_of_the_file_that_draws_it(tmp_path: Path) -> None:
    lay_out(tmp_path, look())
    assert (tmp_path / "public" / "elements" / f"{CARD}.jsx").is_file()
