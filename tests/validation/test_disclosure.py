"""Small counts are withheld, and so is whatever would give them away."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.text import Text
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.validation.disclosure import rounded, rule_for, withheld_cells

REF = MetricRef("zorg", "clienten")


def catalog(**keys: Any) -> Catalog:
    measure = {"name": "clienten", "role": "measure", "datatype": "Integer", "aggregation": "sum", "persons": True}
    fields = [{"name": "wijk", "role": "dimension"}, measure | keys]
    return Catalog.model_validate(
        {
            "disclosure": {"min_count": 5, "round_to": 5},
            "datasets": [{"name": "zorg", "source": "zorg.csv", "fields": fields}],
        }
    )


def column(name: str, role: ColumnRole, **keys: Any) -> OutputColumn:
    return OutputColumn(name, role, Text(nl=name), **keys)


SPLIT = (
    column("wijk", ColumnRole.DIMENSION, field=FieldRef("zorg", "wijk")),
    column("clienten", ColumnRole.METRIC, metric=REF, counts=("clienten",)),
)


@pytest.mark.parametrize(
    ("counts", "withheld"),
    [
        ([120, 80, 40], set()),
        ([120, 80, 0], set()),
        ([120, 80, 3], {1, 2}),
        ([120, 4, 3], {1, 2}),
        ([120, 1, 1], {0, 1, 2}),
        ([3], {0}),
    ],
    ids=["large", "nothing is no person", "one small and the next", "two small", "two that can only be one", "alone"],
)
def test_a_split(counts: list[int], withheld: set[int]) -> None:
    rows = [(f"w{index}", count) for index, count in enumerate(counts)]
    assert withheld_cells(SPLIT, rows, catalog()) == {(row, 1) for row in withheld}


def test_a_list_of_named_members_gives_no_total_away() -> None:
    assert withheld_cells(SPLIT, [("a", 120), ("b", 3)], catalog(), complete=False) == {(1, 1)}


def test_a_ratio_goes_with_its_counts() -> None:
    columns = (
        column("aandeel", ColumnRole.METRIC, metric=REF, counts=("n", "totaal")),
        column("n", ColumnRole.SUPPORT),
        column("totaal", ColumnRole.SUPPORT),
    )
    assert withheld_cells(columns, [(3.0, 3, 100), (30.0, 30, 100)], catalog()) == {(0, 0), (0, 1)}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, 5),
        ({"persons": False}, None),
        ({"disclosure": {"off": "openbaar"}}, None),
        ({"disclosure": {"min_count": 10}}, 10),
    ],
    ids=["the catalogue's", "no persons", "switched off", "the metric's own"],
)
def test_whose_rule_holds(keys: dict[str, Any], expected: int | None) -> None:
    rule = rule_for(catalog(**keys), REF)
    assert (rule.min_count if rule else None) == expected


def test_rounding_to_the_catalogues_multiple() -> None:
    rule = rule_for(catalog(), REF)
    assert [rounded(value, rule) for value in (0, 7, 8, 12.5)] == [0, 5, 10, 15]


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_no_withheld_count_follows_from_the_total(counts: list[int]) -> None:
    rows = [(f"w{index}", count) for index, count in enumerate(counts)]
    hidden = {row for row, _ in withheld_cells(SPLIT, rows, catalog())}
    small = [row for row in hidden if counts[row] < 5]
    left = sum(counts[row] for row in hidden)
    could_reach_the_minimum = left - (len(hidden) - 1) >= 5
    assert not small or could_reach_the_minimum or all(row in hidden or counts[row] == 0 for row in range(len(counts)))
