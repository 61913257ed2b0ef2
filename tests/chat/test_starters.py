"""The questions to begin with are kept only when they give an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from assistant.answering import Assistant
from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.text import Language
from assistant.chat.starters import FORMS, MOST_TRIED, candidates, starters
from assistant.explanation.answer import Answer
from assistant.plan import CatalogQuestion, CatalogTopic, Decision, Plan, Reason, Refusal
from assistant.settings import Settings
from tests.explanation.catalogue import CATALOG

PLAN = Plan((MetricRef("bevolking", "inwoners"),), "nl")


@dataclass(eq=False)
class Stub:
    """Answers the questions that hold a word, and refuses all others."""

    word: str
    catalog: Catalog = CATALOG
    asked: list[str] = field(default_factory=list)

    def read(self, question: str, *, language: Any, role: str) -> Decision:
        self.asked.append(question)
        if self.word not in question:
            return Refusal(Reason.UNKNOWN_CONCEPT, "…", language)
        return CatalogQuestion(CatalogTopic.MEANING, language) if "betekent" in question else PLAN

    def tried(self, plan: Plan, *, role: str) -> Answer:
        return Answer("", plan.language, "answer")


def offered(stub: Stub, role: str = "manager") -> tuple[str, ...]:
    return starters(cast(Assistant, stub), "nl", role)


def test_only_questions_that_answer_are_offered() -> None:
    stub = Stub("inwoners")
    assert offered(stub) == ("Hoeveel inwoners zijn er?",)
    assert len(stub.asked) <= MOST_TRIED


def test_each_offer_is_of_another_kind_and_about_another_dataset() -> None:
    found = offered(Stub(""))
    forms = FORMS["manager"]
    datasets = [{name for name, question in candidates(CATALOG, form, "nl") if question in found} for form in forms]
    assert all(len(names) <= 1 for names in datasets)
    assert len(found) == len(set().union(*datasets)) >= 2


def test_no_catalogue_is_too_poor_to_open_the_chat() -> None:
    assert offered(Stub("", Catalog.model_validate({"datasets": []}))) == ()


def test_percentages_and_money_are_not_counted() -> None:
    forms = [form for role in FORMS.values() for form in role]
    metrics = " ".join(question for form in forms for _, question in candidates(CATALOG, form, "nl"))
    assert "prijs" not in metrics
    assert "aandeel" not in metrics


def test_a_role_gets_questions_of_its_own() -> None:
    assert offered(Stub("inwoners"), "maintainer") == ("Wat betekent inwoners?",)
    assert offered(Stub("inwoners"), "admin") == offered(Stub("inwoners"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", sorted(FORMS))
def test_every_role_has_four_questions_over_the_demo(
    role: str, language: Language, demo_catalog_dir: Path, home: Path
) -> None:
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=home)) as assistant:
        found = starters(assistant, language, role)
        kept = list(assistant.records.unanswered(assistant.catalog.name, datetime(2000, 1, 1, tzinfo=UTC)))
    assert len(found) == len(FORMS[role]), found
    assert not kept, "nobody asked these questions, so none is kept"
