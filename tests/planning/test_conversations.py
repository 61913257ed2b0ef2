"""Turns that lean on the turns before (``cases/conversations.yaml``)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.conversation import Turns
from assistant.plan import Change, Clarification, Decision, Filter, MemberFilter, Plan, Refusal
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.translator import Request

AS_OF = dt.date(2026, 11, 25)
CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("conversations.yaml").read_text(encoding="utf-8"))


def said(one: Filter) -> str:
    values = [member.value for member in one.members] if isinstance(one, MemberFilter) else map(str, one.values)
    return " ".join([str(one.field), one.op.value, *values])


def described(plan: Plan) -> dict[str, Any]:
    period, base = plan.period, plan.period.compare_to if plan.period else None
    calculation = plan.calculation
    return {
        "metrics": [str(ref) for ref in plan.metrics],
        "splits": [f"{one.field}:{one.level}" if one.level else str(one.field) for one in plan.splits],
        "filters": sorted(map(said, plan.filters)),
        "period": f"{period.start.text}..{period.end.text}" + (f" vs {base.text}" if base else "") if period else None,
        "per": plan.per.value if plan.per else None,
        "calculation": type(calculation).__name__ if calculation else None,
        "kind": calculation.kind.value if isinstance(calculation, Change) else None,
        "limit": plan.limit,
        "descending": plan.order.descending if plan.order else None,
        "chart": plan.chart,
    }


def ask(grammar: GrammarTranslator, turns: Turns, question: str) -> Decision:
    memory = turns.memory("c")
    decision = grammar.translate(
        Request(question, AS_OF, previous=memory.previous, before=memory.before, asked=memory.asked)
    )
    turns.remember("c", decision)
    return decision


@pytest.mark.parametrize("case", [pytest.param(one, id=one["turns"][-1]["q"]) for one in CASES])
def test_each_turn_changes_only_what_it_names(grammar: GrammarTranslator, case: dict[str, Any]) -> None:
    turns = Turns()
    for turn in case["turns"]:
        decision = ask(grammar, turns, turn["q"])
        if "asked" in turn:
            assert isinstance(decision, Clarification), decision
        elif "refused" in turn:
            assert isinstance(decision, Refusal), decision
            assert decision.reason.value == turn["refused"]
        else:
            assert isinstance(decision, Plan), (turn["q"], decision)
            wanted = {key: sorted(value) if key == "filters" else value for key, value in turn.items() if key != "q"}
            assert {key: described(decision)[key] for key in wanted} == wanted, turn["q"]


def test_a_question_without_a_conversation_leaves_nothing_behind(grammar: GrammarTranslator) -> None:
    turns = Turns()
    turns.remember(None, ask(grammar, Turns(), "Hoeveel inwoners hebben we?"))
    assert turns.memory(None).previous is None
    assert turns.memory("c").previous is None


def test_the_conversation_that_was_silent_longest_is_forgotten_first(grammar: GrammarTranslator) -> None:
    plan = ask(grammar, Turns(), "Hoeveel inwoners hebben we?")
    turns = Turns(most=2)
    for name in ("a", "b", "a", "c"):
        turns.remember(name, plan)
    assert [turns.memory(name).previous is None for name in ("a", "b", "c")] == [False, True, False]
