"""Each form, filled in, is a question that the grammar reads as that form, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.plan import Plan, underlying
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.model.canonical import carries, question
from assistant.planning.model.entries import known
from assistant.planning.model.forms import forms
from assistant.planning.model.prompt import template
from assistant.planning.model.proposal import Proposal
from tests.planning.model.conftest import EMPTY, asked

#: Per form what is filled in, and the calculation that must come of it.
FILLED: dict[str, tuple[dict[str, Any], str]] = {
    "figure": ({"places": ["regio.regio_code=WK900103"]}, "NoneType"),
    "by": ({"split": ["regio.regio_code:wijk"], "without": ["regio.regio_code=WK900103"]}, "NoneType"),
    "over_time": ({"members": ["bevolking.geslacht=vrouw"]}, "NoneType"),
    "change": ({"places": ["regio.regio_code=WK900103"], "period": "2020 → 2024"}, "Change"),
    "percent_change": ({"split": ["regio.regio_code:wijk"], "period": "2020 → 2024"}, "Change"),
    "highest": ({"split": ["regio.regio_code:wijk"], "limit": 3}, "NoneType"),
    "lowest": ({"split": ["regio.regio_code:wijk"], "limit": 3}, "NoneType"),
    "per": ({"denominator": "per:huishouden"}, "Per"),
    "share": ({"members": ["bevolking.geslacht=vrouw"]}, "Share"),
    "beside": ({"places": ["regio.regio_code=WK900103", "regio.regio_code=WK900105"]}, "Difference"),
}
PERIOD = {"nl": "tussen 2020 en 2024", "en": "between 2020 and 2024"}
ASKED = {"nl": "hoeveel mannen en vrouwen in Noord en Zuid", "en": "how many men and women in Noord and Zuid"}


def test_every_form_is_tried() -> None:
    assert set(FILLED) == set(forms())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", FILLED)
def test_a_form_is_read_as_what_it_says(name: str, language: Any, grammar: GrammarTranslator) -> None:
    filled, kind = FILLED[name]
    period = PERIOD[language] if "period" in filled else None
    draft = grammar.draft(asked(ASKED[language], language=language))
    entries = known(draft)
    made = EMPTY | filled | {"form": name, "metrics": ["bevolking.inwoners"], "period": period}
    proposal = Proposal.model_validate(made)
    text = question(proposal, entries, draft)
    assert text is not None
    plan = grammar.translate(asked(text, language=language))
    assert isinstance(plan, Plan), (text, plan)
    assert carries(plan, proposal, entries), (text, plan)
    assert type(underlying(plan.calculation)).__name__ == kind
    assert plan.limit == filled.get("limit")
    if plan.limit is not None:
        assert plan.order is not None
        assert plan.order.descending is (name == "highest")


def test_a_form_without_what_it_needs_is_no_question(grammar: GrammarTranslator) -> None:
    draft = grammar.draft(asked("hoeveel mensen"))
    bare = Proposal.model_validate(EMPTY | {"form": "share", "metrics": ["bevolking.inwoners"]})
    assert question(bare, known(draft), draft) is None


def test_the_prompt_declares_what_it_uses() -> None:
    told = template("plan")
    assert told.version >= 1
    assert told.variables == {"entries", "forms", "question", "language"}
