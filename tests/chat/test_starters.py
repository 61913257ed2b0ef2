"""The questions to begin with are kept only when they give an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from assistant.answering import Assistant
from assistant.catalog.catalog import Catalog
from assistant.chat.starters import FORMS, MOST_TRIED, candidates, starters
from assistant.explanation.answer import Answer
from tests.explanation.catalogue import CATALOG


@dataclass(eq=False)
class Stub:
    """Answers the questions that hold a word, and refuses all others."""

    word: str
    catalog: Catalog = CATALOG
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, *, language: Any) -> Answer:
        self.asked.append(question)
        return Answer(question, language, "answer" if self.word in question else "refuse")


def offered(stub: Stub) -> tuple[str, ...]:
    return starters(cast(Assistant, stub), "nl")


def test_only_questions_that_answer_are_offered() -> None:
    stub = Stub("inwoners")
    assert offered(stub) == ("Hoeveel inwoners zijn er?",)
    assert len(stub.asked) <= MOST_TRIED


def test_each_offer_is_of_another_kind_and_about_another_dataset() -> None:
    found = offered(Stub(""))
    datasets = [{name for name, question in candidates(CATALOG, form, "nl") if question in found} for form in FORMS]
    assert all(len(names) <= 1 for names in datasets)
    assert len(found) == len(set().union(*datasets)) >= 2


def test_no_catalogue_is_too_poor_to_open_the_chat() -> None:
    assert offered(Stub("", Catalog.model_validate({"datasets": []}))) == ()


def test_percentages_and_money_are_not_counted() -> None:
    metrics = " ".join(question for form in FORMS for _, question in candidates(CATALOG, form, "nl"))
    assert "prijs" not in metrics
    assert "aandeel" not in metrics
