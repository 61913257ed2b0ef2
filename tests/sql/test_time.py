"""Figures over time: stocks, flows, means, dates, codes, running counts and coarser denominators."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from assistant.catalog.catalog import MetricRef
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind, Cumulative, Per


def table(*fields: dict[str, Any], key: tuple[str, ...] = (), **keys: Any) -> dict[str, Any]:
    return {"primary_key": list(key), "fields": list(fields)} | keys


def measure(name: str, aggregation: str = "sum", **keys: Any) -> dict[str, Any]:
    return {"name": name, "role": "measure", "datatype": "Decimal", "aggregation": aggregation} | keys


MONTH = {"name": "maand", "role": "time", "grain": "month", "datatype": "String", "format": "%Y%m"}
FIGURES = [
    measure("stroom"),
    measure("stand", over_time="last"),
    measure("gemiddeld", over_time="mean"),
    measure("los", "none"),
]
ROWS = [("202311", 1, 10, 10, 1), ("202312", 2, 20, 20, 2), ("202401", 4, None, 60, 3), ("202402", 8, 40, 20, 4)]


@pytest.fixture
def months(world: Any) -> Any:
    return world({"feit": table(MONTH, *FIGURES, key=("maand",))}, {"feit": ROWS})


@pytest.mark.parametrize(
    ("metric", "figure"),
    [
        ("stroom", 3),  # a flow is summed
        ("stand", 20),  # a stock is its last period
        ("gemiddeld", 15),  # a mean is taken over the periods
    ],
)
def test_what_a_year_of_months_is(months: Any, period: Any, metric: str, figure: float) -> None:
    assert months.ask(metrics=f"feit.{metric}", period=period("2023")) == [(figure,)]


def test_a_published_figure_is_not_combined_over_time(months: Any, period: Any) -> None:
    assert months.refused(metrics="feit.los", period=period("2023")) == "not_additive"
    assert months.ask(metrics="feit.los", period=period("2023-11")) == [(1,)]


def test_metrics_with_another_last_period_keep_their_own(months: Any, period: Any) -> None:
    rows = months.ask(metrics="feit.stroom feit.stand feit.gemiddeld", period=period("2023", "2024"), per=Grain.YEAR)
    assert rows == [("2023", 3, 20, 15), ("2024", 12, 40, 40)]


def test_a_series_is_ordered_by_time_and_adds_up_to_a_running_total(months: Any, period: Any) -> None:
    asked: dict[str, Any] = {"metrics": "feit.stroom", "period": period("2023-11", "2024-02"), "per": Grain.MONTH}
    assert months.ask(**asked) == [("2023-11", 1), ("2023-12", 2), ("2024-01", 4), ("2024-02", 8)]
    assert [row[2] for row in months.ask(**asked, calculation=Cumulative())] == [1, 3, 7, 15]
    changes = [row[2] for row in months.ask(**asked, calculation=Change(ChangeKind.PERCENT))]
    assert changes == [None, 100, 100, 100]


def test_a_change_over_a_gap_is_not_a_change_from_period_to_period(world: Any, period: Any) -> None:
    gapped = world({"feit": table(MONTH, *FIGURES, key=("maand",))}, {"feit": [ROWS[0], ROWS[2]]})
    rows = gapped.ask(
        metrics="feit.stroom",
        period=period("2023-11", "2024-01"),
        per=Grain.MONTH,
        calculation=Change(ChangeKind.CHANGE),
    )
    assert rows == [("2023-11", 1, None), ("2024-01", 4, None)]


def test_two_periods_beside_each_other_are_two_rows(months: Any, period: Any) -> None:
    rows = months.ask(metrics="feit.stroom", period=period("2024-01", compare_to="2023-11"))
    assert rows == [("2023-11", 1), ("2024-01", 4)]


CODES = [
    ({"grain": "year", "format": "cbs_period"}, ["2022JJ00", "2023JJ00", "2023KW01"], "2023", 20),
    ({"grain": "quarter", "format": "cbs_period"}, ["2023JJ00", "2023KW01", "2023KW02"], "2023", 50),
    ({"grain": "year", "format": "schoolyear"}, ["2021/'22", "2022/'23", "2023/'24"], "2022/2023", 20),
    ({"grain": "week", "format": "%G-W%V"}, ["2022-W52", "2023-W01", "2023-W02"], "2023", 50),
]


@pytest.mark.parametrize(("time", "codes", "asked", "figure"), CODES)
def test_periods_as_they_are_stored(
    world: Any, period: Any, time: dict[str, Any], codes: list[str], asked: str, figure: float
) -> None:
    field = {"name": "periode", "role": "time", "datatype": "String"} | time
    rows = [(code, 10 * number) for number, code in enumerate(codes, 1)]
    stored = world({"feit": table(field, measure("stroom"), key=("periode",))}, {"feit": rows})
    assert stored.ask(metrics="feit.stroom", period=period(asked)) == [(figure,)]


DAYS = [dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 1)]


def test_dates_fall_in_the_period_that_holds_them(world: Any, period: Any) -> None:
    documented = table({"name": "datum", "role": "time", "grain": "day", "datatype": "Date"})
    documented["metrics"] = [{"name": "meldingen", "aggregation": "count"}]
    reports = world({"melding": documented}, {"melding": [(day,) for day in DAYS]})
    assert reports.ask(metrics="melding.meldingen", period=period("2024-Q1")) == [(2,)]
    for grain, rows in {
        Grain.YEAR: [("2023", 1), ("2024", 3)],
        Grain.QUARTER: [("2023-Q4", 1), ("2024-Q1", 2), ("2024-Q2", 1)],
        Grain.MONTH: [("2023-12", 1), ("2024-01", 1), ("2024-03", 1), ("2024-04", 1)],
        Grain.WEEK: [("2023-W52", 1), ("2024-W01", 1), ("2024-W13", 1), ("2024-W14", 1)],
        Grain.SCHOOLYEAR: [("2023/2024", 4)],
    }.items():
        found = reports.ask(metrics="melding.meldingen", period=period("2023", "2024"), per=grain)
        assert [row for row in found if row[1]] == rows


def test_running_counts_hold_the_reference_date_and_are_a_stock(world: Any, period: Any) -> None:
    documented = table(
        {"name": "start", "role": "time", "grain": "day", "datatype": "Date"},
        {"name": "eind", "role": "time", "grain": "day", "datatype": "Date"},
    )
    documented["metrics"] = [{"name": "lopend", "running": {"from": "start", "to": "eind"}}]
    care = world(
        {"zorg": documented},
        {
            "zorg": [
                (dt.date(2022, 5, 1), dt.date(2023, 12, 31)),  # ended on the reference date: no longer running
                (dt.date(2023, 12, 31), dt.date(2024, 6, 1)),  # began on it: running
                (dt.date(2023, 1, 1), None),
            ]
        },
    )
    assert care.ask(metrics="zorg.lopend", period=period("2023")) == [(2,)]
    assert care.ask(metrics="zorg.lopend", period=period("2023-06-30")) == [(2,)]
    rows = care.ask(metrics="zorg.lopend", period=period("2022", "2024"), per=Grain.YEAR)
    assert rows == [("2022", 1), ("2023", 2), ("2024", 1)]


def test_a_monthly_figure_per_inhabitant_uses_the_year_that_holds_the_month(world: Any, period: Any) -> None:
    year = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"}
    both = world(
        {
            "feit": table(MONTH, measure("stroom"), key=("maand",)),
            "bevolking": table(year, measure("inwoners", over_time="last"), key=("jaar",)),
        },
        {"feit": [("202312", 5), ("202401", 8)], "bevolking": [(2023, 50), (2024, 40)]},
    )
    rate = Per(MetricRef.parse("bevolking.inwoners"), 1, "inwoner")
    asked: dict[str, Any] = {"metrics": "feit.stroom", "calculation": rate}
    rows = both.ask(**asked, period=period("2023-12", "2024-01"), per=Grain.MONTH)
    assert rows == [("2023-12", 5, 50, 0.1), ("2024-01", 8, 40, 0.2)]
    assert both.ask(**asked, period=period("2024-01")) == [(8, 40, 0.2)]
