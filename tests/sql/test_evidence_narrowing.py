"""Evidence of the rows that are shown: their periods, members and metrics; what stands beside a figure; pasted SQL."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.formula import formula
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind
from assistant.sql.evidence import Narrowing, evidence_query
from assistant.sql.evidence_companion import cases_of, margin_of
from assistant.sql.evidence_dimension import dimension_query
from assistant.sql.evidence_pasted import pasted, pasted_query
from assistant.sql.evidence_shape import shape_of

FACT = {
    "primary_key": ["plek", "jaar"],
    "fields": [
        {"name": "plek", "role": "key"},
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "n", "role": "measure", "datatype": "Integer", "aggregation": "sum", "persons": True},
        {"name": "prijs", "role": "measure", "datatype": "Integer", "aggregation": "weighted_mean", "weight": "n"},
        {
            "name": "cijfer",
            "role": "measure",
            "datatype": "Decimal",
            "aggregation": "none",
            "over_time": "none",
            "margin": "marge",
        },
        {"name": "marge", "role": "attribute", "datatype": "Decimal"},
    ],
    "metrics": [
        {"name": "van_a", "expression": "SUM(n)", "filter": "plek = 'a'"},
        {"name": "deel", "expression": "100.0 * SUM(prijs) / SUM(n)"},
    ],
    "relationships": [{"name": "r", "from": "feit", "to": "plaats", "from_columns": ["plek"], "to_columns": ["code"]}],
}
PLACES = {"primary_key": ["code"], "fields": [{"name": "code", "role": "key"}, {"name": "naam", "role": "dimension"}]}
ROWS = [
    ("a", 2021, 10, 5, 7.0, 0.2),
    ("a", 2022, 20, None, 7.1, 0.3),
    ("b", 2021, 30, 7, 6.0, 0.1),
    ("b", 2022, 3, 8, None, None),
]


@pytest.fixture
def places(world: Any) -> Any:
    return world({"feit": FACT, "plaats": PLACES}, {"feit": ROWS, "plaats": [("a", "Aa"), ("b", "Aa"), ("c", "Cee")]})


def _asked(places: Any, narrowing: Narrowing, probes: dict[str, str], **plan: Any) -> dict[str, Any]:
    compiled = evidence_query(places.plan(**plan), places.catalog, places.profile, "feit", probes, narrowing)
    assert compiled is not None
    names = [*probes, *narrowing.several, "rows"]
    return dict(zip(names, places.run(compiled)[0], strict=True))


def test_only_the_periods_that_are_shown_count(places: Any, period: Any) -> None:
    probes = {"is 2021": "jaar = 2021", "is 2022": "jaar = 2022"}
    plan = {"metrics": "feit.n", "period": period("2021", "2022"), "per": Grain.YEAR}
    assert _asked(places, Narrowing(), probes, **plan) == {"is 2021": True, "is 2022": True, "rows": 4}
    found = _asked(places, Narrowing(periods={"2022"}), probes, **plan)
    assert found == {"is 2021": False, "is 2022": True, "rows": 2}


def test_no_member_shown_is_no_row_used(places: Any, period: Any, by: Any) -> None:
    plan = {"metrics": "feit.n", "period": period("2022"), "splits": (by("plaats.code"),)}
    narrowing = Narrowing({FieldRef.parse("plaats.code"): ()})
    assert _asked(places, narrowing, {"any": "TRUE"}, **plan) == {"any": False, "rows": 0}


def test_a_probe_about_one_metric_looks_at_the_rows_of_that_metric(places: Any, period: Any) -> None:
    own = frozenset(part.key for part in formula(places.catalog, MetricRef("feit", "van_a")).components)
    plan = {"metrics": "feit.van_a feit.n", "period": period("2022")}
    probes = {"b of all": "plek = 'b'", "b of a": "plek = 'b'"}
    assert _asked(places, Narrowing(about={"b of a": own}), probes, **plan)["b of a"] is False
    assert _asked(places, Narrowing(about={"b of a": own}), probes, **plan)["b of all"] is True


def test_rows_of_several_members_are_told_from_those_of_one(places: Any, period: Any, only: Any) -> None:
    narrowing = Narrowing(several=("plek",))
    plan = {"metrics": "feit.n", "period": period("2022")}
    assert _asked(places, narrowing, {}, **plan)["plek"] is True
    assert _asked(places, narrowing, {}, **plan, filters=(only("plaats.code", "a"),))["plek"] is False


def test_a_row_without_its_value_is_used_too(places: Any, period: Any, only: Any) -> None:
    plan = {"metrics": "feit.prijs", "period": period("2022"), "filters": (only("plaats.code", "a"),)}
    assert _asked(places, Narrowing(), {"missing": "prijs IS NULL"}, **plan) == {"missing": True, "rows": 1}


@pytest.mark.parametrize(("codes", "met", "count"), [(("a",), True, 1), (("c",), False, 1), (("a", "c"), True, 2)])
def test_a_dimension_is_asked_about_its_members(places: Any, codes: tuple[str, ...], met: bool, count: int) -> None:
    compiled = dimension_query(places.catalog, "plaats", {"code": codes}, {"twice": "naam = 'Aa'"})
    assert places.run(compiled) == [(met, count)]


def test_margins_come_with_the_same_members_and_sides(places: Any, period: Any, by: Any) -> None:
    ref = MetricRef("feit", "cijfer")
    split = places.plan(metrics="feit.cijfer", period=period("2021"), splits=(by("plaats.code"),), limit=1)
    made = margin_of(split, places.catalog, places.profile, ref)
    assert made is not None
    found = places.connection.execute(made.query.tree.sql("duckdb")).fetchall()
    assert [row[:2] for row in found] == [("a", 0.2), ("b", 0.1)]
    base = period("2022", compare_to="2021")
    change = places.plan(
        metrics="feit.cijfer", period=base, calculation=Change(ChangeKind.CHANGE), splits=(by("plaats.code"),)
    )
    sides = margin_of(change, places.catalog, places.profile, ref)
    assert sides is not None
    assert [row[:3] for row in places.connection.execute(sides.query.tree.sql("duckdb")).fetchall()] == [
        ("a", 0.2, 0.3),
        ("b", 0.1, None),
    ]
    assert margin_of(split, places.catalog, places.profile, MetricRef("feit", "n")) is None


def test_the_cases_behind_a_ratio_are_what_it_is_divided_by(places: Any, period: Any, by: Any) -> None:
    plan = places.plan(metrics="feit.deel", period=period("2022"), splits=(by("plaats.code"),))
    made = cases_of(plan, places.catalog, places.profile, MetricRef("feit", "deel"))
    assert made is not None
    assert sorted(places.connection.execute(made.query.tree.sql("duckdb")).fetchall())[0][:2] == ("a", 20)
    assert cases_of(plan, places.catalog, places.profile, MetricRef("feit", "n")) is None


@pytest.mark.parametrize(
    ("sql", "rows", "met"),
    [
        ("SELECT SUM(n) FROM feit WHERE jaar = 2022", (), True),
        ("SELECT SUM(n) FROM feit WHERE jaar = 2022 AND plek = 'a'", (), False),
        ("SELECT SUM(n) FROM feit JOIN plaats ON plek = code WHERE naam = 'Cee'", (), False),
        ("WITH f AS (SELECT * FROM feit) SELECT SUM(n) FROM f WHERE plek = 'a'", (), False),
        ("SELECT t.s FROM (SELECT plek, SUM(n) AS s FROM feit GROUP BY plek) AS t WHERE t.plek = 'b'", (), True),
        ("SELECT plek, n FROM feit WHERE jaar = 2022 ORDER BY n DESC LIMIT 1", (("a", 20),), False),
        ("SELECT plek, SUM(n) FROM feit GROUP BY plek HAVING SUM(n) > 31", (("b", 33),), True),
        ("SELECT n FROM feit WHERE plek = 'a' UNION ALL SELECT n FROM feit WHERE plek = 'b'", (), True),
        ("SELECT (SELECT SUM(n) FROM feit WHERE plek = 'a') AS x", (), False),
    ],
)
def test_a_pasted_query_is_asked_about_the_rows_behind_its_result(places: Any, sql: str, rows: Any, met: bool) -> None:
    asked = pasted(sql, places.catalog, rows, 10_001)
    assert asked is not None
    compiled = pasted_query(asked, "feit", {"is b": "plek = 'b'"}, ())
    assert compiled is not None
    assert places.run(compiled)[0][0] is met
    assert pasted_query(asked, "elders", {}, ()) is None


@pytest.mark.parametrize(
    ("sql", "kinds"),
    [
        ("SELECT n FROM feit", set()),
        ("SELECT plek, n FROM feit ORDER BY n LIMIT 3", {"ranked"}),
        ("SELECT 100.0 * SUM(prijs) / SUM(n) FROM feit", {"ratio"}),
        ("SELECT n - LAG(n) OVER (ORDER BY jaar) FROM feit", {"change"}),
        ("SELECT plek, SUM(n) FROM feit GROUP BY plek HAVING SUM(n) > 3", {"ranked"}),
    ],
)
def test_the_kind_of_a_pasted_query(places: Any, sql: str, kinds: set[str]) -> None:
    asked = pasted(sql, places.catalog, (), 10_001)
    assert asked is not None
    shape = shape_of(asked)
    assert {name for name in ("ranked", "ratio", "change") if getattr(shape, name)} == kinds
