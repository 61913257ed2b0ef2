"""Which places, groups and categories a question is about (``cases/members.yaml``)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.plan import Filter, MemberFilter, Plan

CASES = yaml.safe_load(Path(__file__).with_name("cases").joinpath("members.yaml").read_text(encoding="utf-8"))


def said(one: Filter) -> str:
    values = [member.value for member in one.members] if isinstance(one, MemberFilter) else map(str, one.values)
    return " ".join([str(one.field), one.op.value, *values])


@pytest.mark.parametrize("case", [pytest.param(one, id=one["q"]) for one in CASES])
def test_a_name_becomes_a_filter_or_a_split(ask, case):
    decision = ask(case["q"])
    assert isinstance(decision, Plan), decision
    assert sorted(map(said, decision.filters)) == sorted(case["filters"])
    splits = [f"{one.field}:{one.level}" if one.level else str(one.field) for one in decision.splits]
    assert splits == case.get("splits", [])
