"""Which period a question is about, for every grain of time and every kind of figure (``cases.yaml``)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.plan import Clarification

AS_OF = dt.date(2025, 9, 10)
CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def said(period: dict[str, Any] | None) -> str:
    if period is None:
        return "no period"
    base = f" vs {period['compare_to']}" if "compare_to" in period else ""
    return f"{period['from']}..{period['to']}{base}"


@pytest.mark.parametrize("case", [pytest.param(one, id=f"{one['q']} {one.get('as_of', '')}".strip()) for one in CASES])
def test_a_period_is_worked_out_against_the_data(orchard: Assistant, case: dict[str, Any]) -> None:
    as_of = case.get("as_of", AS_OF)
    if "options" in case:
        # What the grammar asks back; where the figures happen to be the same, the answer is given after all.
        trace = orchard.trace(case["q"], as_of=as_of)
        assert trace is not None
        assert isinstance(trace.decision, Clarification), trace.decision
        assert [one.label for one in trace.decision.options] == case["options"]
        return
    answer = orchard.ask(case["q"], as_of=as_of).to_json()
    if "reason" in case:
        assert (answer["refusal"] or answer)["reason"] == case["reason"], answer["answer"]
        return
    assert answer["outcome"] == "answer", answer["refusal"] or answer["clarification"]
    assert said(answer["interpretation"]["period"]) == case["period"]
    assert answer["row_count"] == case.get("rows", answer["row_count"])
    if "value" in case:
        assert answer["row_count"] == 1
        assert answer["rows"][0][-1] == case["value"]
    assert case.get("said", "") == "" or any(
        str(case["said"]) in one for one in answer["interpretation"]["assumptions"]
    )
