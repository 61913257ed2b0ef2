"""How reviews went, counted by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.answering.agreement_report import kind_of, report_of
from assistant.records import Decided, ReviewState

BEGUN = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def decided(state: ReviewState, hours: int, metric: str = "wonen.woningen", translator: str = "grammar") -> Decided:
    plan: dict[str, Any] = {"type": "Plan", "metrics": [metric]}
    return Decided(state, BEGUN, BEGUN + dt.timedelta(hours=hours), translator, plan)


def test_parts_and_the_median_time() -> None:
    report = report_of(
        [
            decided(ReviewState.APPROVED, 1),
            decided(ReviewState.APPROVED, 2),
            decided(ReviewState.CORRECTED, 30),
            decided(ReviewState.REJECTED, 4, "zorg.clienten", "a model"),
        ]
    )
    assert report.whole is not None
    assert (report.whole.looked, report.whole.share, report.hours) == (4, 50.0, 3.0)
    assert [(one.name, one.looked, one.share) for one in report.datasets] == [("wonen", 3, 66.7), ("zorg", 1, 0.0)]
    assert [(one.name, one.rejected) for one in report.translators] == [("grammar", 0), ("a model", 1)]
    assert dict(report.corrected_most) == {"wonen.woningen": 1, "zorg.clienten": 1}


def test_nothing_decided_is_no_hundred_percent() -> None:
    report = report_of([])
    assert (report.whole, report.hours, report.kinds) == (None, None, ())


@pytest.mark.parametrize(
    ("plan", "kind"),
    [
        ({"type": "Plan"}, "single"),
        ({"type": "Plan", "splits": [{}]}, "split"),
        ({"type": "Plan", "per": "year", "splits": [{}]}, "series"),
        ({"type": "Plan", "calculation": {"type": "YesNo"}, "splits": [{}]}, "yesno"),
        ({"type": "FreeQuery"}, "free_query"),
        ({}, "free_query"),
    ],
)
def test_kinds_of_question(plan: dict[str, Any], kind: str) -> None:
    assert kind_of(plan) == kind
