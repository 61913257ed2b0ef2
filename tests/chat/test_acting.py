"""What the buttons of a card do: looked up by the answer's name, refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.answering.filled import Unsaid, number
from assistant.answering.reviewing import reject
from assistant.answering.varying import Choice
from assistant.chat.acting import ACTIONS, Actor, act
from assistant.chat.news import news
from assistant.chat.offers import Offers
from assistant.records import Author, Kind, Subject
from assistant.settings import Settings

NOTE = {"text": "Er wordt gebouwd.", "author": "Janneke"}
AGREEMENT = {
    "what": "Meer woningen",
    "who": "Team Wonen",
    "metric": "bevolking.inwoners",
    "way": "up",
    "due": "2027-01-31",
    "target": "181.000",
    "author": "Janneke",
}


@pytest.fixture(scope="module")
def demo(demo_catalog_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(catalog=demo_catalog_dir, home=tmp_path_factory.mktemp("acting-home"))
    with Assistant.open(settings) as assistant:
        yield assistant


@pytest.fixture(scope="module")
def kept(demo: Assistant) -> str:
    """The name of an answer with a figure."""
    found = demo.ask("Hoeveel inwoners had Voorbeeldstad in 2024?").kept
    assert found is not None
    return found


def test_a_part_offers_questions_and_remembers_their_plans(demo: Assistant, kept: str) -> None:
    offers = Offers()
    told = act(
        "card_vary", {"answer": kept, "part": "period"}, demo, Actor(offer=lambda found: offers.remember("s", found))
    )
    question = told["choices"][1]["question"]
    plan = offers.plan("s", question)
    assert plan is not None
    assert plan.period is not None
    assert offers.plan("another session", question) is None
    assert offers.plan("s", "iets wat getypt is") is None


def test_offers_of_long_ago_are_forgotten(demo: Assistant) -> None:
    plan = demo.read("Hoeveel inwoners had Voorbeeldstad in 2024?", language="nl")
    offers = Offers()
    offers.remember("s", [Choice(str(at), f"vraag {at}", plan) for at in range(150)])  # type: ignore[arg-type]
    assert offers.plan("s", "vraag 0") is None
    assert offers.plan("s", "vraag 149") is plan


def test_a_note_an_agreement_and_a_verdict_are_kept_under_the_answer(demo: Assistant, kept: str) -> None:
    assert act("card_note", {"answer": kept} | NOTE, demo, Actor()) == {}
    assert act("card_agree", {"answer": kept} | AGREEMENT, demo, Actor()) == {}
    assert act("card_verdict", {"answer": kept, "good": "no", "why": "Ander jaar"}, demo, Actor(user="j")) == {}
    record = demo.records.get(kept)
    assert record is not None
    entries = demo.records.entries.about(Subject.of(demo.catalog.name, record.answer["interpretation"]))
    assert [(one.kind, one.author, one.answer_id) for one in entries] == [
        (Kind.NOTE, "Janneke", kept),
        (Kind.AGREEMENT, "Janneke", kept),
    ]
    assert entries[1].body.to_json()["target"] == 181_000
    assert [(one.good, one.why, one.user) for one in demo.records.verdicts.of(kept)] == [(False, "Ander jaar", "j")]


def test_who_is_logged_in_signs_with_their_own_name(demo: Assistant, kept: str) -> None:
    act("card_note", {"answer": kept, "text": "Ondertekend.", "author": "Iemand anders"}, demo, Actor(name="Fatima"))
    record = demo.records.get(kept)
    assert record is not None
    notes = demo.records.entries.about(Subject.of(demo.catalog.name, record.answer["interpretation"]), Kind.NOTE)
    assert notes[-1].author == "Fatima"


@pytest.mark.parametrize(
    ("action", "change", "said"),
    [
        ("card_note", NOTE | {"text": "  "}, "Schrijf op wat u uit dit cijfer opmaakt"),
        ("card_note", NOTE | {"text": "x" * 4_001}, "Schrijf op wat u uit dit cijfer opmaakt"),
        ("card_note", NOTE | {"text": "x" * 1_000_000}, "Schrijf op wat u uit dit cijfer opmaakt"),
        ("card_note", NOTE | {"text": ["geen", "tekst"]}, "Schrijf op wat u uit dit cijfer opmaakt"),
        ("card_note", NOTE | {"author": ""}, "Vul uw naam in"),
        ("card_agree", AGREEMENT | {"way": ""}, "omhoog of omlaag"),
        ("card_agree", AGREEMENT | {"way": "sideways"}, "omhoog of omlaag"),
        ("card_agree", AGREEMENT | {"due": "morgen"}, "Kies een datum"),
        ("card_agree", AGREEMENT | {"target": "veel"}, "Vul een getal in"),
        ("card_agree", AGREEMENT | {"metric": "bijstand.uitkeringen"}, "Dat kan bij dit antwoord niet"),
        ("card_verdict", {"good": "no", "why": "x" * 1_001}, "hoogstens 1.000 tekens"),
        ("card_vary", {"part": "everything"}, "niet goed ingevuld"),
    ],
)
def test_what_is_not_right_is_said_and_nothing_is_kept(
    action: str, change: dict[str, Any], said: str, demo: Assistant, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[object] = []
    monkeypatch.setattr(type(demo.records.entries), "add", lambda *given: added.append(given))
    monkeypatch.setattr(type(demo.records.verdicts), "say", lambda *given: added.append(given))
    assert said in act(action, {"answer": kept} | change, demo, Actor())["said"]
    assert added == []


def test_a_review_is_asked_for_and_what_comes_of_it_is_told_once(demo: Assistant) -> None:
    kept = str(demo.ask("Hoeveel woningen waren er in 2023?").kept)
    sent = {"answer": kept, "word": "Klopt dit?", "author": ""}
    assert "naam" in act("card_review", sent, demo, Actor())["said"]
    assert act("card_review", sent, demo, Actor(user="kim", name="Kim")) == {}
    review = demo.records.reviews.get(kept)
    assert review is not None
    assert (review.asker, review.word) == (Author("kim", "Kim"), "Klopt dit?")
    reject(demo, kept, Author("ana", "Ana"), review.version, "Telt *recreatie* mee.")
    told = news(demo, "kim", "nl")
    assert "Ana heeft het afgekeurd" in told
    assert "Telt \\*recreatie\\* mee." in told
    assert f"/answers/{kept}" in told
    assert (news(demo, "kim", "nl"), news(demo, "ben", "nl")) == ("", "")


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("answer", ["no-such-answer", "x" * 5_000, None])
def test_an_answer_that_is_not_there_gives_nothing_away(action: str, answer: object, demo: Assistant) -> None:
    filled = {"answer": answer, "good": "yes", "part": "period", "language": "en"} | NOTE | AGREEMENT
    told = act(action, filled, demo, Actor())
    assert told.get("choices", []) == []
    assert "said" in told or action == "card_vary"


def test_an_answer_about_closed_data_is_closed_to_its_buttons(demo: Assistant) -> None:
    answer = demo.ask("Hoe hoog was het ziekteverzuim in 2024?")
    assert answer.outcome == "answer", answer.text
    stranger = Actor(role="stranger")
    for action in ("card_standing", "card_note", "card_agree", "card_verdict"):
        filled = {"answer": answer.kept, "good": "yes"} | NOTE | AGREEMENT
        assert act(action, filled, demo, stranger)["said"] == "Dat kan bij dit antwoord niet."
    assert act("card_vary", {"answer": answer.kept, "part": "period"}, demo, stranger)["choices"] == []
    assert act("card_vary", {"answer": answer.kept, "part": "period"}, demo, Actor())["choices"] != []


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("4.500", "nl", 4500),
        ("4500", "nl", 4500),
        ("3,4 %", "nl", 3.4),
        ("3.4", "nl", 3.4),
        ("1.234.567,8", "nl", 1_234_567.8),
        ("€ 12.000", "nl", 12_000),
        ("4,500", "en", 4500),
        ("3.4", "en", 3.4),
        ("-2", "en", -2),
        (" ", "nl", None),
    ],
)
def test_a_target_is_read_as_people_write_it(text: str, language: str, meant: float | None) -> None:
    assert number(text, language) == meant


@pytest.mark.parametrize("text", ["veel", "1.2.3", "12,34.5", "=1+1", "nan", "inf", "1e9", "--3", "3,4,5"])
def test_what_is_no_number_is_no_target(text: str) -> None:
    with pytest.raises(Unsaid):
        number(text, "nl")
