"""Evidence is asked of the rows that a figure rests on, and coverage of the members that were asked."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind, Per, Share

FACT = {
    "primary_key": ["team", "soort", "maand"],
    "fields": [
        {"name": "team", "role": "dimension"},
        {"name": "soort", "role": "dimension", "total": "T"},
        {"name": "maand", "role": "time", "grain": "month", "datatype": "String", "format": "%Y%m"},
        {"name": "n", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
        {"name": "stand", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"},
    ],
    "metrics": [{"name": "van_a", "expression": "SUM(n)", "filter": "team = 'a'"}],
}
ROWS = [
    ("a", "T", "202301", 3, 1),
    ("a", "x", "202301", 2, 1),
    ("a", "T", "202302", None, 2),
    ("b", "T", "202301", 5, 3),
    ("b", "T", "202303", 6, None),
]
YEARS = {
    "primary_key": ["jaar"],
    "fields": [
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "m", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"},
    ],
}


@pytest.fixture
def teams(world: Any) -> Any:
    return world({"feit": FACT, "mensen": YEARS}, {"feit": ROWS, "mensen": [(2023, 100), (2024, 101)]})


def test_a_condition_is_met_only_by_rows_that_were_used(teams: Any, period: Any, only: Any) -> None:
    probes = {"is b": "team = 'b'", "is x": "soort = 'x'", "missing": "n IS NULL"}
    asked: dict[str, Any] = {"metrics": "feit.n", "period": period("2023-01")}
    assert teams.evidence("feit", probes, **asked) == {"is b": True, "is x": False, "missing": False, "rows": 2}
    of_a = asked | {"filters": (only("feit.team", "a"),), "period": period("2023")}
    assert teams.evidence("feit", probes, **of_a) == {"is b": False, "is x": False, "missing": True, "rows": 2}
    assert teams.evidence("feit", {}, **asked) == {"rows": 2}
    assert teams.evidence("mensen", probes, **asked) is None


def test_a_stock_rests_on_its_last_period(teams: Any, period: Any) -> None:
    probes = {"januari": "maand = '202301'", "februari": "maand = '202302'"}
    found = teams.evidence("feit", probes, metrics="feit.stand", period=period("2023"))
    assert found == {"januari": False, "februari": True, "rows": 1}


def test_a_metric_with_a_filter_rests_on_the_rows_it_counts(teams: Any, period: Any) -> None:
    found = teams.evidence("feit", {"is b": "team = 'b'"}, metrics="feit.van_a", period=period("2023"))
    assert found == {"is b": False, "rows": 2}


def test_in_a_ranking_the_shown_members_count(teams: Any, period: Any, by: Any) -> None:
    found = teams.evidence(
        "feit",
        {"is b": "team = 'b'"},
        {FieldRef.parse("feit.team"): ("a",)},
        metrics="feit.n",
        period=period("2023-01"),
        splits=(by("feit.team"),),
    )
    assert found == {"is b": False, "rows": 1}


def test_both_sides_of_a_change_and_the_whole_of_a_share_are_used(teams: Any, period: Any, by: Any) -> None:
    change = Change(ChangeKind.CHANGE)
    found = teams.evidence(
        "feit",
        {"b": "team = 'b'"},
        metrics="feit.n",
        period=period("2023-03", compare_to="2023-01"),
        calculation=change,
    )
    assert found == {"b": True, "rows": 3}
    found = teams.evidence(
        "feit",
        {"totaal": "soort = 'T'"},
        metrics="feit.n",
        period=period("2023-01"),
        splits=(by("feit.soort"),),
        calculation=Share(FieldRef.parse("feit.soort")),
    )
    assert found == {"totaal": True, "rows": 3}


def test_coverage_is_the_latest_first_and_of_the_asked_members(teams: Any, only: Any) -> None:
    assert teams.covered(metrics="feit.n") == ["2023-03", "2023-01"]
    assert teams.covered(metrics="feit.n", filters=(only("feit.team", "a"),)) == ["2023-01"]
    assert teams.covered(metrics="feit.stand", filters=(only("feit.team", "a"),)) == ["2023-02", "2023-01"]
    assert teams.covered(Grain.YEAR, metrics="feit.n") == ["2023"]


def test_coverage_of_two_metrics_is_what_they_share(teams: Any) -> None:
    assert teams.covered(metrics="mensen.m") == ["2024", "2023"]
    assert teams.covered(metrics="feit.n mensen.m") == ["2023"]
    per_head = Per(MetricRef.parse("mensen.m"), 1, "mens")
    assert teams.covered(metrics="feit.n", calculation=per_head) == ["2023"]
