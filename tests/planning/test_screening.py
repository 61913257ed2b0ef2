"""What is said around, beside or instead of a question about figures (``cases/screening.yaml``)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.plan import CatalogQuestion, Clarification, Plan, Refusal

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("screening.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(one, id=one["q"]) for one in CASES])
def test_an_honest_outcome(ask, case):
    decision = ask(case["q"])
    if "plan" in case:
        assert isinstance(decision, Plan), decision
        assert [str(ref) for ref in decision.metrics] == case["plan"]
    elif "options" in case:
        assert isinstance(decision, Clarification), decision
        assert [option.question for option in decision.options] == case["options"]
    elif "topic" in case:
        assert isinstance(decision, CatalogQuestion), decision
        assert decision.topic.value == case["topic"]
    else:
        assert isinstance(decision, Refusal), decision
        assert decision.reason.value == case["reason"]
        assert case.get("text", "") in decision.text
