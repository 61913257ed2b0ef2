"""Which rows a figure rests on: lookups, alternatives, totals that stand for everything, missing members."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.errors import InternalError
from assistant.plan import Condition, Difference, Member, Op, Order, Rank, ValueFilter

YEAR = {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"}


def measure(name: str, aggregation: str = "sum", **keys: Any) -> dict[str, Any]:
    return {"name": name, "role": "measure", "datatype": "Decimal", "aggregation": aggregation} | keys


def link(start: str, to: str, column: str, **keys: Any) -> dict[str, Any]:
    told = {"name": f"{start}_{to}", "from": start, "to": to, "from_columns": [column], "to_columns": [column]}
    return told | keys


def test_a_lookup_goes_along_several_relationships(world: Any, period: Any, by: Any, only: Any) -> None:
    chain = world(
        {
            "feit": {
                "primary_key": ["buurt", "jaar"],
                "fields": [{"name": "buurt", "role": "key"}, YEAR, measure("n")],
                "relationships": [link("feit", "buurten", "buurt")],
            },
            "buurten": {
                "primary_key": ["buurt"],
                "fields": [{"name": "buurt", "role": "key"}, {"name": "wijk", "role": "dimension"}],
                "relationships": [link("buurten", "wijken", "wijk")],
            },
            "wijken": {
                "primary_key": ["wijk"],
                "fields": [
                    {"name": "wijk", "role": "key", "label_field": "naam"},
                    {"name": "naam", "role": "dimension"},
                ],
            },
        },
        {
            "feit": [("b1", 2023, 1), ("b2", 2023, 2), ("b3", 2023, 4), ("weg", 2023, 8)],
            "buurten": [("b1", "w1"), ("b2", "w1"), ("b3", "w2")],
            "wijken": [("w1", "West"), ("w2", "Oost")],
        },
    )
    asked: dict[str, Any] = {"metrics": "feit.n", "period": period("2023")}
    # A row without a partner is not lost: it comes last, under no name.
    assert chain.ask(**asked, splits=(by("wijken.wijk"),)) == [("Oost", 4), ("West", 3), (None, 8)]
    assert chain.ask(**asked, filters=(only("wijken.wijk", "w1"),)) == [(3,)]
    assert chain.ask(**asked, filters=(only("wijken.wijk", "w1", op=Op.NOT_IN),)) == [(12,)]


def test_a_fact_at_a_coarser_level_joins_the_distinct_members(world: Any, period: Any, by: Any, only: Any) -> None:
    survey = world(
        {
            "peiling": {
                "primary_key": ["wijk", "jaar"],
                "fields": [{"name": "wijk", "role": "key"}, YEAR, measure("n")],
                "relationships": [link("peiling", "buurten", "wijk", level="wijk")],
            },
            "buurten": {
                "primary_key": ["buurt"],
                "fields": [
                    {"name": "buurt", "role": "key"},
                    {"name": "wijk", "role": "dimension", "label_field": "wijknaam"},
                    {"name": "wijknaam", "role": "dimension"},
                    {"name": "stad", "role": "dimension"},
                    {"name": "soort", "role": "dimension"},
                ],
            },
        },
        {
            "peiling": [("w1", 2023, 10), ("w2", 2023, 5)],
            "buurten": [("b1", "w1", "West", "S", "x"), ("b2", "w1", "West", "S", "y"), ("b3", "w2", "Oost", "S", "x")],
        },
    )
    asked: dict[str, Any] = {"metrics": "peiling.n", "period": period("2023")}
    assert survey.ask(**asked, splits=(by("buurten.wijk"),)) == [("Oost", 5), ("West", 10)]  # not 20
    assert survey.ask(**asked, filters=(only("buurten.stad", "S"),)) == [(15,)]
    # What differs between the buurten of a wijk is not known of the wijk.
    assert survey.ask(**asked, splits=(by("buurten.soort"),)) == [("x", 5), (None, 10)]
    assert survey.refused(**asked, splits=(by("buurten.buurt"),)) == "not_comparable"


def test_a_relationship_that_changes_over_time_is_looked_up_at_the_time_of_the_row(
    world: Any, period: Any, by: Any
) -> None:
    moved = world(
        {
            "feit": {
                "primary_key": ["team", "jaar"],
                "fields": [{"name": "team", "role": "key"}, YEAR, measure("n")],
                "relationships": [link("feit", "teams", "team", effective={"from": "van", "to": "tot"})],
            },
            "teams": {
                "primary_key": ["team", "van"],
                "fields": [
                    {"name": "team", "role": "key"},
                    {"name": "afdeling", "role": "dimension"},
                    {"name": "van", "role": "attribute", "datatype": "Date"},
                    {"name": "tot", "role": "attribute", "datatype": "Date"},
                ],
            },
        },
        {
            "feit": [("t", 2022, 1), ("t", 2023, 2)],
            "teams": [("t", "Zorg", None, "2023-01-01"), ("t", "Werk", "2023-01-01", None)],
        },
    )
    for year, row in {"2022": ("Zorg", 1), "2023": ("Werk", 2)}.items():
        assert moved.ask(metrics="feit.n", period=period(year), splits=(by("teams.afdeling"),)) == [row]


BUDGET = {
    "primary_key": ["soort", "jaar"],
    "fields": [{"name": "soort", "role": "dimension", "exclusive": True}, YEAR, measure("bedrag")],
}
BUDGET_ROWS = [("begroot", 2023, 10), ("gerealiseerd", 2023, 12)]


def test_alternatives_are_never_added_up(world: Any, period: Any, by: Any, only: Any) -> None:
    budget = world({"begroting": BUDGET}, {"begroting": BUDGET_ROWS})
    asked: dict[str, Any] = {"metrics": "begroting.bedrag", "period": period("2023")}
    assert budget.ask(**asked, filters=(only("begroting.soort", "begroot"),)) == [(10,)]
    assert budget.ask(**asked, splits=(by("begroting.soort"),)) == [("begroot", 10), ("gerealiseerd", 12)]
    assert budget.refused(**asked, filters=(only("begroting.soort", "begroot", "gerealiseerd"),)) == "not_additive"
    with pytest.raises(InternalError):
        budget.compile(**asked)
    both = (only("begroting.soort", "gerealiseerd", "begroot"),)
    rows = budget.ask(**asked, filters=both, calculation=Difference(FieldRef.parse("begroting.soort")))
    assert rows == [(12, 10, 2)]


def test_a_filter_that_leaves_every_part_in_leaves_the_total_in(world: Any, period: Any, only: Any, by: Any) -> None:
    places = {
        "primary_key": ["code"],
        "fields": [
            {
                "name": "code",
                "role": "key",
                "levels": {"field": "niveau", "order": ["stad", "wijk"], "parents": {"stad": "stad"}},
            },
            {"name": "niveau", "role": "hidden"},
            {"name": "stad", "role": "hidden"},
        ],
    }
    care = {
        "primary_key": ["wijk", "jaar"],
        "fields": [{"name": "wijk", "role": "key", "total": "ALLE"}, YEAR, measure("n")],
        "relationships": [link("zorg", "plaats", "wijk", to_columns=["code"])],
    }
    rows = [("ALLE", 2023, 10), ("w1", 2023, 4), ("w2", 2023, None)]
    city = world(
        {"plaats": places, "zorg": care},
        {"plaats": [("S", "stad", "S"), ("w1", "wijk", "S"), ("w2", "wijk", "S"), ("T", "stad", "T")], "zorg": rows},
    )
    asked: dict[str, Any] = {"metrics": "zorg.n", "period": period("2023")}
    home = only("plaats.code", "S", level="stad", home=True)
    assert city.ask(**asked) == [(10,)]
    assert city.ask(**asked, filters=(home,)) == [(10,)]
    assert city.ask(**asked, filters=(home,), splits=(by("plaats.code", "wijk"),)) == [("w1", 4), ("w2", None)]
    assert city.ask(**asked, filters=(only("plaats.code", "w1", level="wijk"),)) == [(4,)]


def test_values_of_rows_can_be_compared(world: Any, by: Any) -> None:
    people = world(
        {
            "persoon": {
                "fields": [
                    {"name": "leeftijd", "role": "attribute", "datatype": "Integer"},
                    {"name": "woont", "role": "dimension", "datatype": "Boolean"},
                ],
                "metrics": [{"name": "personen", "aggregation": "count", "persons": True}],
            }
        },
        {"persoon": [(70, True), (66, False), (12, None)]},
    )
    older = ValueFilter(FieldRef.parse("persoon.leeftijd"), Op.GT, (65,))
    assert people.ask(metrics="persoon.personen", filters=(older,)) == [(2,)]
    rows = people.ask(metrics="persoon.personen", splits=(by("persoon.woont"),))
    assert rows == [(False, 1), (True, 1), (None, 1)]


def test_a_side_by_side_metric_must_know_the_split_but_a_denominator_need_not(
    world: Any, period: Any, by: Any, only: Any
) -> None:
    two = world(
        {
            "feit": {
                "primary_key": ["soort", "jaar"],
                "fields": [{"name": "soort", "role": "dimension"}, YEAR, measure("n")],
                "metrics": [{"name": "per_hoofd", "expression": "SUM(n) / SUM(mensen.m)"}],
            },
            "mensen": {"primary_key": ["jaar"], "fields": [YEAR, measure("m", over_time="last")]},
        },
        {"feit": [("a", 2023, 10), ("b", 2023, 30)], "mensen": [(2023, 20)]},
    )
    per_kind: dict[str, Any] = {"period": period("2023"), "splits": (by("feit.soort"),)}
    assert two.refused(metrics="feit.n mensen.m", **per_kind) == "not_comparable"
    assert two.ask(metrics="feit.per_hoofd", **per_kind) == [("a", 0.5), ("b", 1.5)]
    of_a = (only("feit.soort", "a"),)
    assert two.refused(metrics="mensen.m", period=period("2023"), filters=of_a) == "not_comparable"


def test_a_place_in_a_ranking_shares_ties_and_leaves_missing_figures_out(world: Any, period: Any, only: Any) -> None:
    teams = world(
        {
            "feit": {
                "primary_key": ["team", "jaar"],
                "fields": [{"name": "team", "role": "dimension"}, YEAR, measure("n")],
            }
        },
        {"feit": [("a", 2023, 9), ("b", 2023, 5), ("c", 2023, 5), ("d", 2023, None)]},
    )
    field, asked = FieldRef.parse("feit.team"), {"metrics": "feit.n", "period": period("2023")}
    itself = (only("feit.team", "c"),)
    assert teams.ask(**asked, filters=itself, calculation=Rank(field, Member("c", "c"))) == [("c", 5, 2, 3)]
    ascending = Rank(field, Member("c", "c"), ascending=True)
    assert teams.ask(**asked, filters=itself, calculation=ascending) == [("c", 5, 1, 3)]


def test_a_threshold_may_look_at_another_metric_than_is_shown(world: Any, period: Any, by: Any) -> None:
    teams = world(
        {
            "feit": {
                "primary_key": ["team", "jaar"],
                "fields": [{"name": "team", "role": "dimension"}, YEAR, measure("n"), measure("groot")],
            }
        },
        {"feit": [("a", 2023, 1, 100), ("b", 2023, 2, 5), ("c", 2023, 3, 200)]},
    )
    rows = teams.ask(
        metrics="feit.n",
        period=period("2023"),
        splits=(by("feit.team"),),
        conditions=(Condition(MetricRef.parse("feit.groot"), Op.GE, (100,)),),
        order=Order(MetricRef.parse("feit.n")),
    )
    assert rows == [("c", 3), ("a", 1)]


def test_a_total_is_not_used_where_a_lookup_divides_it(world: Any, period: Any, by: Any, only: Any) -> None:
    def built(*homes: str) -> Any:
        return world(
            {
                "zorg": {
                    "primary_key": ["wijk", "jaar"],
                    "fields": [{"name": "wijk", "role": "key", "total": "ALLE"}, YEAR, measure("n")],
                    "relationships": [link("zorg", "wijken", "wijk")],
                },
                "wijken": {
                    "primary_key": ["wijk"],
                    "fields": [
                        {"name": "wijk", "role": "key"},
                        {"name": "stad", "role": "dimension"},
                        {"name": "soort", "role": "dimension"},
                    ],
                },
            },
            {
                "zorg": [("ALLE", 2023, 10), ("w1", 2023, 4), ("w2", 2023, 5)],
                "wijken": [("w1", homes[0], "oud"), ("w2", homes[-1], "nieuw")],
            },
        )

    asked: dict[str, Any] = {"metrics": "zorg.n", "period": period("2023")}
    home = (only("wijken.stad", "S", home=True),)
    one_city, two_cities = built("S"), None
    assert one_city.ask(**asked) == [(10,)]
    assert one_city.ask(**asked, filters=home) == [(10,)]  # every wijk lies in S, so the total is its total
    assert one_city.ask(**asked, splits=(by("wijken.soort"),)) == [("nieuw", 5), ("oud", 4)]
    two_cities = built("S", "T")
    assert two_cities.ask(**asked, filters=home) == [(4,)]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        # The wrong answers: nothing, for the total alone was kept, or half, for the total was added to its parts.
        ("100.0 * SUM(CASE WHEN soort IN ('gft', 'glas') THEN n END) / SUM(CASE WHEN soort <> 'rest' THEN n END)", 100),
        ("100.0 * SUM(CASE WHEN soort = 'gft' THEN n END) / SUM(CASE WHEN soort <> 'alles' THEN n END)", 30),
        ("100.0 * SUM(n) FILTER (WHERE soort = 'gft') / SUM(n)", 30),
        ("100.0 * SUM(CASE WHEN soort = 'gft' THEN n END) / SUM(CASE WHEN soort = 'alles' THEN n END)", 30),
    ],
)
def test_a_formula_that_picks_its_parts_itself_is_not_held_at_the_total(
    world: Any, period: Any, share: str, expected: float
) -> None:
    waste = world(
        {
            "afval": {
                "primary_key": ["soort", "jaar"],
                "fields": [{"name": "soort", "role": "dimension", "total": "alles"}, YEAR, measure("n")],
                "metrics": [{"name": "deel", "expression": share, "unit": "%"}],
            }
        },
        {"afval": [("alles", 2023, 100), ("gft", 2023, 30), ("glas", 2023, 10), ("rest", 2023, 60)]},
    )
    assert waste.ask(metrics="afval.deel", period=period("2023")) == [(pytest.approx(expected),)]
    # A figure that picks nothing is still the total.
    assert waste.ask(metrics="afval.n", period=period("2023")) == [(100,)]
    assert waste.ask(metrics="afval.n afval.deel", period=period("2023")) == [(100, pytest.approx(expected))]


def test_a_formula_may_hold_one_alternative_against_the_other(world: Any, period: Any) -> None:
    share = "100.0 * SUM(CASE WHEN versie = 'werkelijk' THEN n END) / SUM(CASE WHEN versie = 'begroot' THEN n END)"
    money = world(
        {
            "geld": {
                "primary_key": ["versie", "jaar"],
                "fields": [
                    {"name": "versie", "role": "dimension", "exclusive": True, "default": "werkelijk"},
                    YEAR,
                    measure("n"),
                ],
                "metrics": [{"name": "uitputting", "expression": share, "unit": "%"}],
            }
        },
        {"geld": [("begroot", 2023, 80), ("werkelijk", 2023, 60)]},
    )
    assert money.ask(metrics="geld.uitputting", period=period("2023")) == [(75,)]
