"""A pasted query shows the caveats that the rows behind its result meet, and no other: the cases of evals/."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.answering.evaluating.cases import Case, read_cases

CASES = read_cases(Path(__file__).parents[2] / "evals" / "cases" / "demo" / "query_caveats.yaml").cases


@pytest.mark.parametrize("case", CASES, ids=[case.query[:70] for case in CASES])
def test_the_caveats_are_exactly_these(demo: Assistant, case: Case) -> None:
    report = demo.query(case.query).to_json()
    assert report["ok"], report["issues"]
    assert {one["id"] for one in report["caveats"]} == set(case.expect.exact_caveats or ())
