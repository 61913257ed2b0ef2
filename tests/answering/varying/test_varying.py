"""What else could have been asked: what is offered gives an answer, and asking it asks that and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.answering.varying import Part, asked_again, parts, varied
from assistant.errors import InputError
from tests.answering.conftest import AS_OF

CASES = yaml.safe_load(Path(__file__).with_name("varying.yaml").read_text("utf-8"))


def key(part: Part, number: int) -> str:
    return f"{part.value} {number}" if number else part.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["ask"])
def test_each_part_offers_what_the_catalogue_has(case: dict[str, Any], demo: Assistant, ask: Any) -> None:
    answer = ask(case["ask"])
    assert answer.outcome == "answer", answer.text
    found = parts(demo, answer.kept)
    assert {key(one.part, one.number): one.said for one in found} == {
        name: wanted["said"] for name, wanted in case["parts"].items()
    }
    for one in found:
        wanted = case["parts"][key(one.part, one.number)]
        labels = [choice.label for choice in varied(demo, answer.kept, one.part, one.number, as_of=AS_OF)]
        assert [label for label in labels if label in wanted["offers"]] == wanted["offers"], labels
        assert not set(labels) & set(wanted.get("not", ())), labels
        assert one.said not in labels


@pytest.mark.parametrize("case", CASES[:3], ids=lambda case: case["ask"])
def test_a_choice_typed_gives_what_the_choice_gives(case: dict[str, Any], demo: Assistant, ask: Any) -> None:
    answer = ask(case["ask"])
    for one in parts(demo, answer.kept):
        for index, choice in enumerate(varied(demo, answer.kept, one.part, one.number, as_of=AS_OF)[:2]):
            chosen = asked_again(demo, answer.kept, one.part, one.number, index, as_of=AS_OF)
            typed = ask(choice.question)
            assert chosen.outcome == typed.outcome == "answer"
            assert chosen.rows == typed.rows
            assert chosen.question == choice.question
            assert chosen.interpretation["words"], "each part of what was chosen says what it stands for"


def test_a_turn_after_a_choice_follows_the_choice(demo: Assistant, ask: Any) -> None:
    first = ask("Hoeveel inwoners hebben we?", conversation="varying")
    labels = [choice.label for choice in varied(demo, first.kept, Part.PERIOD, as_of=AS_OF)]
    asked_again(demo, first.kept, Part.PERIOD, 0, labels.index("2020"), conversation="varying", as_of=AS_OF)
    assert ask("en per wijk?", conversation="varying").interpretation["period"]["from"] == "2020"


def test_looking_at_what_else_there_is_keeps_nothing(
    demo: Assistant, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ask("Hoeveel inwoners hebben we?")
    saved: list[Any] = []
    monkeypatch.setattr(type(demo.records), "save", lambda _, record: saved.append(record))
    assert varied(demo, answer.kept, Part.SPLIT, as_of=AS_OF)
    assert saved == []


def test_a_choice_that_is_not_there_is_said(demo: Assistant, ask: Any) -> None:
    answer = ask("Hoeveel inwoners hebben we?")
    for part, number, index in ((Part.PERIOD, 0, 99), (Part.PERIOD, 0, -1), (Part.MEMBER, 7, 0)):
        with pytest.raises(InputError, match="no such choice"):
            asked_again(demo, answer.kept, part, number, index, as_of=AS_OF)
    with pytest.raises(InputError, match="no such choice"):
        asked_again(demo, "no-such-answer", Part.PERIOD, 0, 0)
