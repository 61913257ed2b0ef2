"""What the embedded grammar decides, question by question; the questions stand in ``cases/``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.catalog.catalog import FieldRef
from assistant.plan import (
    Average,
    Calculation,
    CatalogQuestion,
    Change,
    Claim,
    Clarification,
    Condition,
    CountMembers,
    CountPeriods,
    Difference,
    MemberFigure,
    MemberFilter,
    Per,
    Plan,
    Profile,
    Rank,
    Refusal,
    Split,
    Yardstick,
    YesNo,
)

CASES = Path(__file__).with_name("cases")
PLACE = FieldRef("regio", "regio_code")


#: What tells that a question is not answered with a plan.
OTHERS = frozenset({"options", "reason", "topic"})


def cases(*, plans: bool) -> list[Any]:
    """Every case of every form; a form of question is one file."""
    files = [CASES / "plans.yaml", CASES / "others.yaml", *sorted((CASES / "forms").glob("*.yaml"))]
    listed = [one for path in files for one in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [pytest.param(one, id=one["q"]) for one in listed if plans is not bool(OTHERS & one.keys())]


def described(plan: Plan) -> dict[str, Any]:
    """A plan in the words of the case files."""
    filters = [one for one in plan.filters if isinstance(one, MemberFilter)]
    period = plan.period
    return {
        "metrics": [str(ref) for ref in plan.metrics],
        "splits": [f"{one.field}:{one.level}" if one.level else str(one.field) for one in plan.splits],
        "places": sorted(member.value for one in filters if one.field == PLACE for member in one.members),
        "members": {str(one.field): [member.value for member in one.members] for one in filters if one.field != PLACE},
        "conditions": [
            f"{one.metric} {one.op.value} {limit(one)}{' change' if one.on_change else ''}" for one in plan.conditions
        ],
        "period": [one.text for one in (period.start, period.end, period.compare_to) if one] if period else None,
        "per": plan.per.value if plan.per else None,
        "calculation": type(plan.calculation).__name__ if plan.calculation else None,
        "detail": detail(plan.calculation),
        "order": None if plan.order is None else ("desc" if plan.order.descending else "asc"),
        "limit": plan.limit,
        "premise": plan.premise.value if plan.premise else None,
        "standing": plan.standing,
    }


def limit(condition: Condition) -> str:
    """The number or yardstick of a condition."""
    return yardstick(condition.against) if condition.against is not None else f"{condition.values[0]:.0f}"


def yardstick(against: Yardstick) -> str:
    if isinstance(against, MemberFigure):
        return against.member.value
    places = ",".join(member.value for item in against.places for member in item.members)
    over = f"{against.over.field}:{against.over.level}"
    return f"{against.statistic.value} of {over}{f' in {places}' if places else ''}"


def detail(calculation: Calculation | None) -> str:
    """What a calculation is about, in the words of the case files; compared where a case names it."""
    match calculation:
        case Average(Split() as over):
            return f"{over.field}:{over.level}"
        case Average(over):
            return str(over.value)
        case Change(kind):
            return kind.value
        case Profile(part):
            return part.value
        case CountPeriods(grain):
            return grain.value
        case Difference(against=None, kind=kind):
            return kind.value
        case Difference(against=against, of=of):
            return yardstick(against) + (f" per {of.name}" if isinstance(of, Per) else "")
        case Rank(member=member, of=of):
            return member.value + (f" per {of.name}" if isinstance(of, Per) else "")
        case CountMembers(share=True):
            return "share"
        case CountMembers(of=of):
            return type(of).__name__
        case YesNo(base, direction, threshold, inclusive):
            told = "" if threshold is None else f" {'at least ' if inclusive else ''}{threshold:g}"
            return f"{direction.value}: {type(base).__name__} {detail(base)}".strip() + told
        case Claim(base, value):
            return f"{value:g} of {type(base).__name__} {detail(base)}".strip()
    return ""


EMPTY: dict[str, Any] = {
    "metrics": [], "splits": [], "places": [], "members": {}, "conditions": [], "period": None, "per": None,
    "calculation": None, "order": None, "limit": None, "premise": None, "standing": False,
}  # fmt: skip


@pytest.mark.parametrize("case", cases(plans=True))
def test_a_question_becomes_this_plan(ask, case):
    decision = ask(case["q"])
    assert isinstance(decision, Plan), decision
    found = described(decision)
    wanted = EMPTY | {"detail": found["detail"]} | {key: case[key] for key in case if key not in ("q", "said")}
    assert found == wanted
    for said in case.get("said", ()):
        assert any(said in one.text for one in decision.assumptions), decision.assumptions


@pytest.mark.parametrize("case", cases(plans=False))
def test_a_question_that_is_not_answered_as_it_stands(ask, case):
    decision = ask(case["q"])
    if "options" in case:
        assert isinstance(decision, Clarification), decision
        assert [option.label for option in decision.options] == case["options"]
    elif "reason" in case:
        assert isinstance(decision, Refusal), decision
        assert decision.reason.value == case["reason"]
        assert decision.text
    else:
        assert isinstance(decision, CatalogQuestion), decision
        assert decision.topic.value == case["topic"]


@pytest.mark.parametrize("case", [one for one in cases(plans=False) if "options" in one.values[0]])
def test_every_option_gives_an_answer_as_it_stands(ask, case):
    for option in ask(case["q"]).options:
        assert isinstance(ask(option.question), Plan), option.question


def test_a_follow_up_changes_only_what_it_names(ask):
    first = ask("Hoeveel inwoners had Voorbeeldstad in 2023?")
    per_district = ask("en per wijk?", after=first)
    assert described(per_district) == described(first) | {"splits": ["regio.regio_code:wijk"]}
    earlier = ask("en in 2019?", after=per_district)
    assert described(earlier) == described(per_district) | {"period": ["2019", "2019"]}


def test_a_new_subject_takes_nothing_over(ask):
    first = ask("Hoeveel inwoners had Oudemeer in 2019?")
    assert described(ask("Hoeveel misdrijven waren er in 2023?", after=first))["places"] == ["GM9001"]


@pytest.mark.parametrize("case", cases(plans=True))
def test_the_same_question_gives_the_same_plan(ask, case):
    assert ask(case["q"]) == ask(case["q"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_gets_an_honest_outcome(ask, text):
    assert isinstance(ask(text), Plan | CatalogQuestion | Clarification | Refusal)
