"""A metric is read as components, one aggregate over one dataset each, and an outer expression over them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import Catalog, MetricRef
from assistant.catalog.formula import FormulaError, formula
from assistant.catalog.vocabulary import Aggregation, OverTime


def catalog(*metrics: dict[str, Any]) -> Catalog:
    fields = [
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "x", "role": "measure", "aggregation": "sum", "over_time": "last", "persons": True, "scale": 1000},
        {"name": "y", "role": "measure", "aggregation": "sum"},
        {"name": "w", "role": "measure"},
        {"name": "soort", "role": "dimension"},
    ]
    other = [{"name": "jaar", "role": "time", "grain": "year"}, {"name": "m", "role": "measure", "aggregation": "sum"}]
    return Catalog.model_validate(
        {
            "datasets": [
                {"name": "a", "source": "a.csv", "fields": fields, "metrics": list(metrics)},
                {"name": "b", "source": "b.csv", "fields": other},
            ]
        }
    )


CASES: list[tuple[dict[str, Any], list[str], str]] = [
    ({"expression": "SUM(x)"}, ["a: SUM(x)"], "x"),
    ({"expression": "100.0 * SUM(x) / SUM(y)"}, ["a: SUM(x)", "a: SUM(y)"], "100.0 * x / NULLIF(y, 0)"),
    ({"expression": "SUM(x) / SUM(b.m)"}, ["a: SUM(x)", "b: SUM(m)"], "x / NULLIF(m, 0)"),
    ({"expression": "x - b.m"}, ["a: SUM(x)", "b: SUM(m)"], "x - m"),
    ({"expression": "SUM(x) / (SUM(x) + SUM(y))"}, ["a: SUM(x)", "a: SUM(y)"], "x / NULLIF(x + y, 0)"),
    ({"expression": "COUNT(*) / 2"}, ["a: COUNT(*)"], "a_rows / 2"),
    ({"expression": "COUNT(DISTINCT soort)"}, ["a: COUNT(DISTINCT soort)"], "soort"),
    ({"expression": "y - x", "aggregation": "mean"}, ["a: AVG(y - x)"], "z"),
    ({"expression": "SUM(x)", "scale": 100}, ["a: SUM(x)"], "100 * x"),
    ({"aggregation": "count"}, ["a: COUNT(*)"], "z"),
    ({"expression": "QUANTILE_CONT(y, 0.9)"}, ["a: QUANTILE_CONT(y, 0.9)"], "y"),
    (
        {"expression": "y", "aggregation": "weighted_mean", "weight": "w"},
        ["a: SUM(y * w)", "a: SUM(w)"],
        "z_weighted / NULLIF(z_weight, 0)",
    ),
]


@pytest.mark.parametrize(("told", "components", "outer"), CASES)
def test_what_a_metric_is_made_of(told: dict[str, Any], components: list[str], outer: str) -> None:
    found = formula(catalog({"name": "z"} | told), MetricRef("a", "z"))
    assert [f"{item.dataset}: {item.call.sql('duckdb')}" for item in found.components] == components
    assert found.outer.sql("duckdb") == outer


@pytest.mark.parametrize(
    ("told", "additive"),
    [
        ({"expression": "SUM(x) - SUM(y)"}, True),
        ({"expression": "0.5 * (SUM(x) + SUM(y))"}, True),
        ({"expression": "SUM(x) / 2"}, True),
        ({"expression": "SUM(x) / SUM(y)"}, False),
        ({"expression": "SUM(x) * SUM(y)"}, False),
        ({"expression": "SUM(x) + 1"}, False),
        ({"expression": "AVG(y)"}, False),
        ({"expression": "COUNT(DISTINCT soort)"}, False),
    ],
)
def test_what_may_be_summed_over_members(told: dict[str, Any], additive: bool) -> None:
    assert formula(catalog({"name": "z"} | told), MetricRef("a", "z")).additive is additive


def test_a_stock_stays_a_stock_inside_an_expression_and_its_persons_stay_persons() -> None:
    found = formula(catalog({"name": "z", "expression": "SUM(x) / SUM(y)"}), MetricRef("a", "z"))
    assert [item.over_time for item in found.components] == [OverTime.LAST, OverTime.SUM]
    assert [item.persons for item in found.components] == [True, False]


def test_the_filter_of_a_metric_and_of_an_aggregate_both_count() -> None:
    told = {"name": "z", "expression": "SUM(y) FILTER (WHERE soort = 'q')", "filter": "jaar > 2000"}
    (only,) = formula(catalog(told), MetricRef("a", "z")).components
    assert only.condition is not None
    assert only.condition.sql("duckdb") == "jaar > 2000 AND soort = 'q'"
    assert only.kind is Aggregation.SUM


@pytest.mark.parametrize(
    "expression",
    ["z + 1", "SUM(nergens)", "SUM(c.x)", "SUM(x + b.m)", "soort", "(SELECT 1)", "SUM(x) OVER ()", "SUM(", "b.nergens"],
)
def test_what_cannot_be_worked_out_is_the_maintainers_to_mend(expression: str) -> None:
    with pytest.raises(FormulaError):
        formula(catalog({"name": "z", "expression": expression}), MetricRef("a", "z"))


def test_a_formula_is_worked_out_once_and_a_changed_catalogue_has_its_own() -> None:
    one = catalog({"name": "q", "expression": "SUM(x)"})
    ref = MetricRef("a", "q")
    first = formula(one, ref)
    assert formula(one, ref) is first
    other = one.model_copy(update={"datasets": catalog({"name": "q", "expression": "SUM(y)"}).datasets})
    other.__dict__.pop("by_name", None)
    assert [part.call.sql() for part in formula(other, ref).components] == ["SUM(y)"]
    assert formula(one, ref) is first
