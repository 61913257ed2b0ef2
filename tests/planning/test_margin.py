"""How sure a reading is: what its words say for it, against the next thing that they could say."""

from __future__ import annotations

import pytest

from assistant.plan import Plan
from assistant.plan.plain import plain
from assistant.plan.thawing import thawed
from assistant.planning.margin import LOW
from tests.planning.conftest import Ask


@pytest.mark.parametrize(
    ("question", "close"),
    [
        # Two places have the name; the comparison with a municipality decides.
        ("Had Voorbeeldstad in 2025 meer inwoners dan Beekrode?", True),
        # A part of the name of a member.
        ("Begroot en gerealiseerd voor jeugd in 2024", True),
        # The same word is a figure of other data, but that has no categories.
        ("Hoeveel meldingen over zwerfafval waren er in 2024?", False),
        ("Hoeveel inwoners had Voorbeeldstad in 2024?", False),
        ("How many inhabitants did Voorbeeldstad have in 2024?", False),
    ],
)
def test_readings_lie_close_where_words_alone_do_not_tell(ask: Ask, question: str, close: bool) -> None:
    plan = ask(question)
    assert isinstance(plan, Plan)
    assert (plan.margin is not None and plan.margin < LOW) is close


def test_the_margin_is_kept_with_the_plan_and_is_no_part_of_what_it_means(ask: Ask) -> None:
    plan = ask("Had Voorbeeldstad in 2025 meer inwoners dan Beekrode?")
    assert isinstance(plan, Plan)
    again = thawed(plain(plan))
    assert isinstance(again, Plan)
    assert again.margin == plan.margin == 0.0
