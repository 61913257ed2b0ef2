"""The classical wrong answers, by name: each test shows the right figure where a naive query gives another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind, Condition, CountMembers, Op, Order, Per, Share

PLACES = {
    "primary_key": ["code"],
    "fields": [
        {
            "name": "code",
            "role": "key",
            "label_field": "naam",
            "levels": {
                "field": "niveau",
                "order": ["land", "gemeente", "wijk"],
                "parents": {"land": "land", "gemeente": "gemeente"},
            },
        },
        {"name": "naam", "role": "dimension"},
        {"name": "niveau", "role": "hidden"},
        {"name": "land", "role": "hidden"},
        {"name": "gemeente", "role": "hidden"},
    ],
}
PLACE_ROWS = [
    ("NL", "Nederland", "land", "NL", None),
    ("A", "Aadorp", "gemeente", "NL", "A"),
    ("B", "Beek", "gemeente", "NL", "B"),
    ("A1", "Noord", "wijk", "NL", "A"),
    ("A2", "Zuid", "wijk", "NL", "A"),
    ("B1", "Noord", "wijk", "NL", "B"),
]


def fact(*fields: dict[str, Any], key: tuple[str, ...] = ("plek", "jaar"), **keys: Any) -> dict[str, Any]:
    """Return the documentation of a fact table about places and years."""
    name = keys.pop("named", "feit")
    return {
        "primary_key": list(key),
        "fields": [
            {"name": "plek", "role": "key"},
            {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
            *fields,
        ],
        "relationships": [
            {"name": f"{name}_plek", "from": name, "to": "plaats", "from_columns": ["plek"], "to_columns": ["code"]}
        ],
    } | keys


def measure(name: str, aggregation: str = "sum", **keys: Any) -> dict[str, Any]:
    return {"name": name, "role": "measure", "datatype": "Decimal", "aggregation": aggregation} | keys


PEOPLE = [
    ("NL", 2023, 100), ("A", 2023, 60), ("B", 2023, 40), ("A1", 2023, 25), ("A2", 2023, 35), ("B1", 2023, 40),
    ("NL", 2024, 110), ("A", 2024, 66), ("B", 2024, 44), ("A1", 2024, 28), ("A2", 2024, 38), ("B1", 2024, 44),
]  # fmt: skip


@pytest.fixture
def people(world: Callable[..., Any]) -> Any:
    return world(
        {"plaats": PLACES, "feit": fact(measure("mensen", over_time="last"))},
        {"plaats": PLACE_ROWS, "feit": PEOPLE},
    )


def test_levels_are_never_added_up(people: Any, period: Any) -> None:
    assert people.ask(metrics="feit.mensen", period=period("2023")) == [(100,)]  # not 300


def test_a_stock_is_never_added_up_over_time(people: Any, period: Any) -> None:
    assert people.ask(metrics="feit.mensen", period=period("2023", "2024")) == [(110,)]  # not 210


def test_a_place_fixes_the_level(people: Any, period: Any, only: Any) -> None:
    at_home = (only("plaats.code", "A", level="gemeente", home=True),)
    assert people.ask(metrics="feit.mensen", period=period("2024"), filters=at_home) == [(66,)]


def test_a_split_below_a_place_stays_inside_it_and_keeps_two_members_with_one_name(
    people: Any, period: Any, only: Any, by: Any
) -> None:
    inside = (only("plaats.code", "A", level="gemeente"),)
    wijken = (by("plaats.code", "wijk"),)
    rows = people.ask(metrics="feit.mensen", period=period("2024"), filters=inside, splits=wijken)
    assert rows == [("Noord", 28), ("Zuid", 38)]
    rows = people.ask(metrics="feit.mensen", period=period("2024"), splits=wijken)
    assert rows == [("Noord", 28), ("Noord", 44), ("Zuid", 38)]


def test_a_municipality_beside_the_country_is_two_figures_each_at_its_own_level(
    people: Any, period: Any, only: Any, by: Any
) -> None:
    both = only("plaats.code", "A", level="gemeente")
    both = type(both)(both.field, both.op, both.members + only("plaats.code", "NL", level="land").members)
    rows = people.ask(metrics="feit.mensen", period=period("2024"), filters=(both,), splits=(by("plaats.code"),))
    assert rows == [("Nederland", 110), ("Aadorp", 66)]


def test_leaving_a_district_out_subtracts_it_from_its_own_level(people: Any, period: Any, only: Any) -> None:
    without = (only("plaats.code", "A", level="gemeente"), only("plaats.code", "A1", level="wijk", op=Op.NOT_IN))
    assert people.ask(metrics="feit.mensen", period=period("2024"), filters=without) == [(38,)]


def test_a_missing_level_is_summed_from_the_level_below_when_the_metric_is_additive(
    world: Any, period: Any, only: Any, by: Any
) -> None:
    small = [row for row in PEOPLE if len(row[0]) == 2 and row[0] != "NL"]
    places = world(
        {"plaats": PLACES, "feit": fact(measure("mensen", over_time="last"), measure("cijfer", "mean"))},
        {"plaats": PLACE_ROWS, "feit": [(*row, row[2] / 10) for row in small]},
    )
    rows = places.ask(metrics="feit.mensen", period=period("2023"), splits=(by("plaats.code", "gemeente"),))
    assert rows == [("Aadorp", 60), ("Beek", 40)]
    # An average of averages would be wrong.
    assert places.refused(metrics="feit.cijfer", period=period("2023"), splits=(by("plaats.code", "gemeente"),)) == (
        "not_additive"
    )


def test_a_level_that_nothing_adds_up_to_is_refused(world: Any, period: Any, by: Any) -> None:
    places = world(
        {"plaats": PLACES, "feit": fact(measure("mensen"))},
        {"plaats": PLACE_ROWS, "feit": [("A", 2023, 60), ("B", 2023, 40)]},
    )
    assert places.refused(metrics="feit.mensen", period=period("2023"), splits=(by("plaats.code", "wijk"),)) == (
        "level_not_available"
    )


KINDS = {
    "name": "soort",
    "role": "dimension",
    "total": "T",
    "members": [{"value": "b"}, {"value": "a"}, {"value": "T"}],
}
KIND_ROWS = [("A", 2023, "T", 10), ("A", 2023, "a", 3), ("A", 2023, "b", 6)]  # one case is secret: parts do not add up


@pytest.fixture
def kinds(world: Callable[..., Any]) -> Any:
    return world(
        {"plaats": PLACES, "feit": fact(KINDS, measure("zaken"), key=("plek", "jaar", "soort"))},
        {"plaats": PLACE_ROWS, "feit": KIND_ROWS},
    )


def test_a_total_is_never_added_to_its_parts(kinds: Any, period: Any, only: Any, by: Any) -> None:
    asked: dict[str, Any] = {"metrics": "feit.zaken", "period": period("2023")}
    assert kinds.ask(**asked) == [(10,)]  # not 19, and not the 9 that the parts make
    assert kinds.ask(**asked, splits=(by("feit.soort"),)) == [("b", 6), ("a", 3)]  # documented order, without the total
    assert kinds.ask(**asked, filters=(only("feit.soort", "a", "b"),)) == [(9,)]
    assert kinds.ask(**asked, filters=(only("feit.soort", "a", op=Op.NOT_IN),)) == [(6,)]
    assert kinds.ask(**asked, filters=(only("feit.soort", "T"),)) == [(10,)]
    assert kinds.refused(**asked, filters=(only("feit.soort", "a", "T"),)) == "not_additive"


def test_a_share_is_of_the_published_total(kinds: Any, period: Any, by: Any) -> None:
    rows = kinds.ask(
        metrics="feit.zaken",
        period=period("2023"),
        splits=(by("feit.soort"),),
        calculation=Share(FieldRef.parse("feit.soort")),
    )
    assert rows == [("b", 6, 10, 60), ("a", 3, 10, 30)]


def test_a_rate_is_worked_out_from_its_parts_and_never_summed_or_averaged(world: Any, period: Any, by: Any) -> None:
    documented = fact(measure("ziek"), measure("leden"), measure("gemeten", "none"))
    documented["metrics"] = [{"name": "aandeel", "expression": "100.0 * SUM(ziek) / SUM(leden)", "unit": "%"}]
    rates = world(
        {"plaats": PLACES, "feit": documented},
        {"plaats": PLACE_ROWS, "feit": [("A", 2023, 1, 10, 10), ("B", 2023, 45, 90, 50), ("A", 2024, 0, 0, None)]},
    )
    assert rates.ask(metrics="feit.aandeel", period=period("2023")) == [(46,)]  # not 60, not 30
    # Without its parts there is nothing to work it out from.
    assert rates.refused(metrics="feit.gemeten", period=period("2023")) == "not_additive"
    rows = rates.ask(metrics="feit.gemeten", period=period("2023"), splits=(by("plaats.code", "gemeente"),))
    assert rows == [("Aadorp", 10), ("Beek", 50)]
    # Division by zero is missing.
    rows = rates.ask(metrics="feit.aandeel", period=period("2024"), splits=(by("plaats.code", "gemeente"),))
    assert rows == [("Aadorp", None)]


def test_two_fact_tables_do_not_multiply_each_other_and_missing_is_not_zero(world: Any, period: Any, by: Any) -> None:
    events = fact({"name": "nummer", "role": "attribute"}, key=("nummer",), named="melding")
    events["metrics"] = [{"name": "meldingen", "aggregation": "count"}]
    places = world(
        {"plaats": PLACES, "feit": fact(measure("mensen", over_time="last")), "melding": events},
        {
            "plaats": PLACE_ROWS,
            "feit": [("A", 2023, 60), ("B", 2023, 40)],
            "melding": [("A", 2023, "1"), ("A", 2023, "2"), ("A", 2023, "3")],
        },
    )
    rows = places.ask(
        metrics="feit.mensen melding.meldingen", period=period("2023"), splits=(by("plaats.code", "gemeente"),)
    )
    assert rows == [("Aadorp", 60, 3), ("Beek", 40, None)]  # fan-out would make 180; missing is not 0
    rate = Per(MetricRef.parse("feit.mensen"), 1000, "1.000 inwoners")
    rows = places.ask(metrics="melding.meldingen", period=period("2023"), calculation=rate)
    assert rows == [(3, 100, 30)]


def test_means_are_weighted_where_a_weight_is_documented(world: Any, period: Any) -> None:
    places = world(
        {"plaats": PLACES, "feit": fact(measure("prijs", "weighted_mean", weight="aantal"), measure("aantal"))},
        {"plaats": PLACE_ROWS, "feit": [("A", 2023, 100, 1), ("B", 2023, 200, 3), ("B", 2022, None, 99)]},
    )
    assert places.ask(metrics="feit.prijs", period=period("2023")) == [(175,)]  # not 150
    assert places.ask(metrics="feit.prijs", period=period("2022", "2023")) == [(175,)]  # no value, no weight


def test_a_change_is_between_the_two_sides(people: Any, period: Any, by: Any) -> None:
    asked: dict[str, Any] = {"metrics": "feit.mensen", "period": period("2024", compare_to="2023")}
    assert people.ask(**asked, calculation=Change(ChangeKind.PERCENT)) == [(100, 110, 10)]
    rows = people.ask(
        **asked,
        calculation=Change(ChangeKind.CHANGE),
        splits=(by("plaats.code", "gemeente"),),
        order=Order(MetricRef.parse("feit.mensen")),
        limit=1,
    )
    assert rows == [("Aadorp", 60, 66, 6)]
    assert people.refused(
        metrics="feit.mensen", period=period("2024", compare_to="1999"), calculation=Change(ChangeKind.CHANGE)
    ) == ("no_data_for_period")


def test_members_without_a_figure_do_not_count_and_ties_are_included(world: Any, period: Any, by: Any) -> None:
    places = world(
        {"plaats": PLACES, "feit": fact(measure("mensen"))},
        {"plaats": PLACE_ROWS, "feit": [("A1", 2023, 5), ("A2", 2023, 5), ("B1", 2023, None)]},
    )
    metric = MetricRef.parse("feit.mensen")
    asked: dict[str, Any] = {"metrics": "feit.mensen", "period": period("2023")}
    rows = places.ask(**asked, splits=(by("plaats.code", "wijk"),), order=Order(metric), limit=1)
    assert rows == [("Noord", 5), ("Zuid", 5)]
    counted = CountMembers(FieldRef.parse("plaats.code"), "wijk")
    assert places.ask(**asked, calculation=counted, conditions=(Condition(metric, Op.LT, (100.0,)),)) == [(2,)]


def test_a_finer_period_than_stored_is_refused(people: Any, period: Any) -> None:
    assert people.refused(metrics="feit.mensen", period=period("2023-Q1")) == "no_data_for_period"
    assert people.refused(metrics="feit.mensen", period=period("2023"), per=Grain.MONTH) == "no_data_for_period"


def test_members_of_two_levels_taken_together_are_either_and_not_both(people: Any, period: Any, only: Any) -> None:
    a1, b = only("plaats.code", "A1", level="wijk"), only("plaats.code", "B", level="gemeente")
    together = type(a1)(a1.field, a1.op, a1.members + b.members)
    assert people.ask(metrics="feit.mensen", period=period("2024"), filters=(together,)) == [(28 + 44,)]


def test_a_coarse_split_cannot_be_limited_to_a_finer_place(people: Any, period: Any, only: Any, by: Any) -> None:
    inside = (only("plaats.code", "A1", level="wijk"),)
    asked: dict[str, Any] = {"metrics": "feit.mensen", "period": period("2024"), "filters": inside}
    assert people.refused(**asked, splits=(by("plaats.code", "gemeente"),)) == "level_not_available"
