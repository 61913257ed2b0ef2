"""A fact at a coarser level than the rows of a levelled dimension: each member is met once, never its parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.plan import Op
from assistant.validation.query import ValidatedQuery
from assistant.validation.validate import validate_text

PLACES = [
    ("S", None, None, "stad", "Stad"),
    ("w1", "S", None, "wijk", "West"),
    ("w2", "S", None, "wijk", "Oost"),
    ("b1", "S", "w1", "buurt", "Haven"),
    ("b2", "S", "w1", "buurt", "Werf"),
    ("b3", "S", "w2", "buurt", "Veld"),
]


def build(world: Any, visits: list[tuple[Any, ...]], places: list[tuple[Any, ...]] = PLACES, **wijk: Any) -> Any:
    return world(
        {
            "bezoek": {
                "primary_key": ["wijk", "jaar"],
                "fields": [
                    {"name": "wijk", "role": "key"},
                    {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
                    {"name": "n", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
                ],
                "relationships": [
                    {"name": "plek", "from": "bezoek", "to": "plaats", "level": "wijk"}
                    | {"from_columns": ["wijk"], "to_columns": ["wijk"]}
                ],
            },
            "plaats": {
                "primary_key": ["code"],
                "fields": [
                    {"name": "code", "role": "key", "label_field": "naam"}
                    | {
                        "levels": {
                            "field": "soort",
                            "order": ["stad", "wijk", "buurt"],
                            "parents": {"stad": "stad", "wijk": "wijk"},
                        }
                    },
                    {"name": "stad", "role": "hidden"},
                    {"name": "wijk", "role": "hidden"} | wijk,
                    {"name": "soort", "role": "hidden"},
                    {"name": "naam", "role": "dimension"},
                ],
            },
        },
        {"bezoek": visits, "plaats": places},
    )


VISITS = [("w1", 2023, 10), ("w2", 2023, 5), ("w1", 2022, 1)]


def test_the_members_of_the_level_split_and_filter(world: Any, period: Any, by: Any, only: Any) -> None:
    visits = build(world, VISITS)
    asked: dict[str, Any] = {"metrics": "bezoek.n", "period": period("2023")}
    assert visits.profile.datasets["bezoek"].levels == {"wijk": ("wijk",)}
    assert [row[-1] for row in visits.ask(**asked, splits=(by("plaats.code", "wijk"),))] == [5, 10]
    assert visits.ask(**asked, filters=(only("plaats.code", "w1", level="wijk"),)) == [(10,)]
    assert visits.ask(**asked, filters=(only("plaats.code", "w1", level="wijk", op=Op.NOT_IN),)) == [(5,)]
    # What lies above is summed from the level; what lies below is not there.
    assert visits.ask(**asked, filters=(only("plaats.code", "S", level="stad"),)) == [(15,)]
    assert visits.refused(**asked, splits=(by("plaats.code", "buurt"),)) == "level_not_available"
    assert visits.refused(**asked, filters=(only("plaats.code", "b1", level="buurt"),)) == "level_not_available"


def test_the_column_of_the_level_is_the_facts_own(world: Any, period: Any, by: Any, only: Any) -> None:
    # The row of a district need not name itself as its own ancestor.
    visits = build(world, VISITS, role="dimension")
    asked: dict[str, Any] = {"metrics": "bezoek.n", "period": period("2023")}
    assert sorted(visits.ask(**asked, splits=(by("plaats.wijk"),)), key=str) == [("w1", 10), ("w2", 5)]
    assert visits.ask(**asked, filters=(only("plaats.wijk", "w1"),)) == [(10,)]


@pytest.mark.parametrize(
    ("joined", "accepted"),
    [
        ("plaats p ON p.code = b.wijk", True),
        ("(SELECT DISTINCT wijk FROM plaats) p ON p.wijk = b.wijk", True),
        ("plaats p ON p.wijk = b.wijk", False),
    ],
)
def test_a_query_of_ones_own_meets_each_member_once(world: Any, joined: str, accepted: bool) -> None:
    visits = build(world, VISITS, role="dimension")
    sql = f"SELECT SUM(b.n) AS n FROM bezoek b LEFT JOIN {joined} WHERE b.jaar = 2023"
    checked = validate_text(sql, visits.catalog, binder=None, profile=visits.profile)
    assert isinstance(checked, ValidatedQuery) is accepted, checked


def test_ancestors_told_by_label_are_no_keys(world: Any) -> None:
    named = [(code, city, {"w1": "West", "w2": "Oost"}.get(ward or ""), *rest) for code, city, ward, *rest in PLACES]
    visits = build(world, [("West", 2023, 10), ("Oost", 2023, 5)], named)
    # The column holds no member's key, so the level is not there to be asked.
    assert visits.profile.datasets["bezoek"].levels == {}


@given(counts=st.lists(st.integers(0, 50), min_size=4, max_size=4), wards=st.permutations(["w1", "w2", "w1", "w2"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("role", ["hidden", "dimension"])
def test_the_parts_add_up_to_the_plain_sum(
    world: Any, period: Any, by: Any, role: str, counts: list[int], wards: list[str]
) -> None:
    buurten = [(f"b{at}", "S", ward, "buurt", f"B{at}") for at, ward in enumerate(wards)]
    rows = [(ward, year, counts[at]) for at, (ward, year) in enumerate((w, y) for w in ("w1", "w2") for y in (1, 2))]
    rows = [(ward, 2020 + year, count) for ward, year, count in rows]
    visits = build(world, rows, [*PLACES[:3], *buurten], role=role)
    asked: dict[str, Any] = {"metrics": "bezoek.n", "period": period("2021", "2022")}
    assert visits.ask(**asked) == [(sum(counts),)]
    assert sum(row[-1] for row in visits.ask(**asked, splits=(by("plaats.code", "wijk"),))) == sum(counts)
    assert [row[-1] for row in visits.ask(**asked, splits=(by("plaats.code", "stad"),))] == [sum(counts)]
