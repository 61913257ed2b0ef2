"""Whatever the rows are, every calculation gives what plain arithmetic over the same rows gives."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import (
    Average,
    AverageFigure,
    CalendarPart,
    Change,
    ChangeKind,
    Condition,
    CountMembers,
    Difference,
    DifferenceKind,
    Member,
    MemberFigure,
    MemberFilter,
    Op,
    Per,
    PeriodChoice,
    Profile,
    Rank,
    Split,
    Statistic,
)

FACT = {
    "primary_key": ["wijk", "jaar"],
    "fields": [
        {"name": "wijk", "role": "key"},
        {"name": "jaar", "role": "time", "grain": "year", "datatype": "Integer"},
        {"name": "stroom", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
        {"name": "stand", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"},
        {"name": "basis", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"},
    ],
    "metrics": [{"name": "aandeel", "expression": "100.0 * SUM(stand) / SUM(basis)", "over_time": "last", "unit": "%"}],
}
PLACES, YEARS = ("a", "b", "c", "d"), (2020, 2021, 2022)
WIJK = FieldRef.parse("feit.wijk")
COLUMNS = {"stroom": 2, "stand": 3, "basis": 4}
FIGURES = st.tuples(*(st.none() | st.integers(0, 40) for _ in COLUMNS))
#: One place has every figure, so that no period is empty; the others have what they have.
WHOLE = st.fixed_dictionaries({("d", year): st.tuples(*(st.integers(0, 40) for _ in COLUMNS)) for year in YEARS})
LOOSE = st.dictionaries(st.tuples(st.sampled_from(PLACES[:3]), st.sampled_from(YEARS)), FIGURES)
TABLES = st.builds(lambda loose, whole: [(*key, *row) for key, row in (loose | whole).items()], LOOSE, WHOLE)
FAST = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
World = Callable[..., Any]
Rows = list[tuple[Any, ...]]


def figure(rows: Rows, name: str, *, places: Iterable[str] = PLACES, years: Iterable[int] = YEARS) -> float | None:
    """The plain sum of a column over places and years; None when nothing is known."""
    cells = [row[COLUMNS[name]] for row in rows if row[0] in set(places) and row[1] in set(years)]
    known = [cell for cell in cells if cell is not None]
    return sum(known) if known else None


def share_of(rows: Rows, **where: Any) -> float | None:
    top, bottom = figure(rows, "stand", **where), figure(rows, "basis", **where)
    return None if top is None or not bottom else 100.0 * top / bottom


def mean(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) / len(known) if known else None


def year(first: int, last: int | None = None, base: int | None = None) -> PeriodChoice:
    end = Period.year(last or first)
    return PeriodChoice(Period.year(first), end, Grain.YEAR, Period.year(base) if base else None)


def same(found: Any, expected: float | None) -> bool:
    if expected is None or found is None:
        return found is None and expected is None
    return math.isclose(float(found), expected, rel_tol=1e-9, abs_tol=1e-9)


def moved(kind: ChangeKind, before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None
    match kind:
        case ChangeKind.CHANGE | ChangeKind.POINTS:
            return after - before
        case ChangeKind.YEARLY_AMOUNT:
            return (after - before) / 2
        case ChangeKind.PERCENT:
            return 100.0 * (after - before) / before if before else None
        case ChangeKind.YEARLY:
            return 100.0 * (math.sqrt(after / before) - 1) if before > 0 and after >= 0 else None


@FAST
@given(TABLES, st.sampled_from(list(ChangeKind)), st.sampled_from(["stroom", "stand"]))
def test_a_change_per_place(world: World, rows: Rows, kind: ChangeKind, name: str) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    found = built.ask(
        metrics=f"feit.{name}", period=year(2022, base=2020), splits=(Split(WIJK),), calculation=Change(kind)
    )
    assert {row[0] for row in found} == {row[0] for row in rows if row[1] in (2020, 2022)}
    for place, before, after, move in found:
        wanted = [figure(rows, name, places=(place,), years=(one,)) for one in (2020, 2022)]
        assert same(before, wanted[0])
        assert same(after, wanted[1])
        assert same(move, moved(kind, *wanted))


@FAST
@given(TABLES)
def test_an_average_over_places(world: World, rows: Rows) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    each = [figure(rows, "stand", places=(place,), years=(2022,)) for place in PLACES]
    average = {"period": year(2022), "calculation": Average(Split(WIJK))}
    [(found,)] = built.ask(metrics="feit.stand", **average)
    assert same(found, mean(each))
    # A percentage is worked out for all places together, never averaged as it is.
    [(found,)] = built.ask(metrics="feit.aandeel", **average)
    assert same(found, share_of(rows, years=(2022,)))
    [(found,)] = built.ask(metrics="feit.stand", period=year(2022), calculation=Average(Split(WIJK), Statistic.MEDIAN))
    known = sorted(one for one in each if one is not None)
    assert same(found, (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2)


@FAST
@given(TABLES, st.sampled_from(["stroom", "stand"]))
def test_an_average_over_years(world: World, rows: Rows, name: str) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    asked = {"period": year(2020, 2022), "calculation": Average(Grain.YEAR)}
    [(found,)] = built.ask(metrics=f"feit.{name}", **asked)
    assert same(found, mean(figure(rows, name, years=(one,)) for one in YEARS))
    [(found,)] = built.ask(metrics="feit.aandeel", **asked)
    top, bottom = (mean(figure(rows, name, years=(one,)) for one in YEARS) for name in ("stand", "basis"))
    assert same(found, 100.0 * top / bottom if bottom and top is not None else None)


@FAST
@given(TABLES, st.sampled_from([Op.GT, Op.LT]), st.sampled_from(PLACES))
def test_places_above_or_below_another_place(world: World, rows: Rows, op: Op, place: str) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    against = MemberFigure(WIJK, Member(place, place))
    bar = figure(rows, "stroom", places=(place,), years=(2022,))
    expected = _beyond(rows, op, bar)
    plan: dict[str, Any] = {
        "metrics": "feit.stroom",
        "period": year(2022),
        "conditions": (Condition(MetricRef.parse("feit.stroom"), op, against=against),),
    }
    assert {row[0] for row in built.ask(**plan, splits=(Split(WIJK),))} == expected
    [(count,)] = built.ask(**plan, calculation=CountMembers(WIJK))
    assert count == len(expected)


@FAST
@given(TABLES, st.sampled_from([Op.GT, Op.LT]))
def test_places_above_or_below_the_average(world: World, rows: Rows, op: Op) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    bar = mean(figure(rows, "stroom", places=(place,), years=(2022,)) for place in PLACES)
    condition = Condition(MetricRef.parse("feit.stroom"), op, against=AverageFigure(Split(WIJK)))
    found = built.ask(metrics="feit.stroom", period=year(2022), splits=(Split(WIJK),), conditions=(condition,))
    assert {row[0] for row in found} == _beyond(rows, op, bar)


def _beyond(rows: Rows, op: Op, bar: float | None) -> set[str]:
    found = {place: figure(rows, "stroom", places=(place,), years=(2022,)) for place in PLACES}
    if bar is None:
        return set()
    return {place for place, one in found.items() if one is not None and (one > bar if op is Op.GT else one < bar)}


@FAST
@given(TABLES, st.sampled_from(PLACES), st.booleans())
def test_a_place_in_the_ranking(world: World, rows: Rows, place: str, ascending: bool) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    values = {one: figure(rows, "stroom", places=(one,), years=(2022,)) for one in PLACES}
    known = [value for value in values.values() if value is not None]
    found = built.ask(metrics="feit.stroom", period=year(2022), calculation=Rank(WIJK, Member(place, place), ascending))
    own = values[place]
    if own is None:
        assert found == []
        return
    before = [value for value in known if (value < own if ascending else value > own)]
    assert found == [(place, own, len(before) + 1, len(known))]


@FAST
@given(TABLES, st.sampled_from(list(DifferenceKind)))
def test_two_places_against_each_other(world: World, rows: Rows, kind: DifferenceKind) -> None:
    assume({("a", 2022), ("b", 2022)} <= {row[:2] for row in rows})
    built = world({"feit": FACT}, {"feit": rows})
    both = MemberFilter(WIJK, Op.IN, (Member("a", "a"), Member("b", "b")))
    [(first, second, between)] = built.ask(
        metrics="feit.stroom", period=year(2022), filters=(both,), calculation=Difference(WIJK, kind)
    )
    one, other = (figure(rows, "stroom", places=(place,), years=(2022,)) for place in ("a", "b"))
    assert same(first, one)
    assert same(second, other)
    if one is None or other is None or (kind is not DifferenceKind.AMOUNT and other == 0):
        assert between is None
        return
    expected = {
        DifferenceKind.AMOUNT: lambda: one - other,
        DifferenceKind.PERCENT: lambda: 100.0 * (one - other) / other,
        DifferenceKind.TIMES: lambda: one / other,
        DifferenceKind.PERCENT_OF: lambda: 100.0 * one / other,
    }
    assert same(between, expected[kind]())


@FAST
@given(TABLES)
def test_a_rate_that_changes(world: World, rows: Rows) -> None:
    """The flow per 10 of the stock, in both years, from the whole town."""
    built = world({"feit": FACT}, {"feit": rows})
    per = Per(MetricRef.parse("feit.stand"), 10, "stand")
    [(before, after, move)] = built.ask(
        metrics="feit.stroom", period=year(2022, base=2020), calculation=Change(ChangeKind.CHANGE, per)
    )
    wanted = []
    for one in (2020, 2022):
        top, bottom = figure(rows, "stroom", years=(one,)), figure(rows, "stand", years=(one,))
        wanted.append(10 * top / bottom if top is not None and bottom else None)
    assert same(before, wanted[0])
    assert same(after, wanted[1])
    assert same(move, None if None in wanted else wanted[1] - wanted[0])


def test_rows_without_a_place_count_where_no_place_is_asked_for(world: World) -> None:
    """And so do rows of an unknown place: in the whole, last in a split, in no ranking and under no limit."""
    regio = {
        "primary_key": ["code"],
        "fields": [
            {"name": "code", "role": "key", "levels": {"field": "soort", "order": ["stad", "wijk"]}},
            {"name": "soort", "role": "hidden"},
        ],
    }
    melding = {
        "fields": [
            {"name": "code", "role": "key"},
            {"name": "datum", "role": "time", "grain": "day", "datatype": "Date"},
        ],
        "metrics": [{"name": "meldingen", "aggregation": "count"}],
        "relationships": [
            {"name": "m", "from": "melding", "to": "regio", "from_columns": ["code"], "to_columns": ["code"]}
        ],
    }
    rows = [
        ("w1", "2024-01-01"),
        ("w1", "2024-01-02"),
        ("w2", "2024-01-08"),
        (None, "2024-01-03"),
        ("w9", "2024-01-03"),
    ]
    built = world(
        {"regio": regio, "melding": melding},
        {"regio": [("s", "stad"), ("w1", "wijk"), ("w2", "wijk")], "melding": rows},
    )
    wijk = (Split(FieldRef.parse("regio.code"), "wijk"),)
    asked: dict[str, Any] = {"metrics": "melding.meldingen", "period": year(2024)}
    assert built.ask(**asked) == [(5,)]
    assert built.ask(**asked, splits=wijk) == [("w1", 2), ("w2", 1), (None, 2)]
    over = Condition(MetricRef.parse("melding.meldingen"), Op.GE, (1.0,))
    assert built.ask(**asked, splits=wijk, conditions=(over,)) == [("w1", 2), ("w2", 1)]
    assert built.ask(**asked, calculation=Profile(CalendarPart.WEEKDAY)) == [
        ("maandag", 2),
        ("dinsdag", 1),
        ("woensdag", 2),
    ]
    assert built.ask(**asked, calculation=Average(wijk[0])) == [(1.5,)]


@pytest.mark.parametrize("metric", ["feit.stand", "feit.aandeel"])
def test_only_what_adds_up_over_time_has_a_profile(world: World, metric: str) -> None:
    built = world({"feit": FACT}, {"feit": [("a", 2020, 1, 2, 3)]})
    assert built.refused(metrics=metric, period=year(2020), calculation=Profile(CalendarPart.MONTH)) == "not_additive"
