"""Whatever the rows are, a compiled plan gives what a plain computation over the same rows gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.vocabulary import Grain
from assistant.plan import Op, Order, Share

FACT = {
    "primary_key": ["wijk", "soort", "maand"],
    "fields": [
        {"name": "wijk", "role": "key"},
        {"name": "soort", "role": "dimension", "total": "T"},
        {"name": "maand", "role": "time", "grain": "month", "datatype": "String", "format": "%Y%m"},
        {"name": "stroom", "role": "measure", "datatype": "Integer", "aggregation": "sum"},
        {"name": "stand", "role": "measure", "datatype": "Integer", "aggregation": "sum", "over_time": "last"},
        {"name": "deel", "role": "measure", "datatype": "Integer"},
    ],
    "metrics": [{"name": "quotient", "expression": "SUM(deel) / SUM(stroom)"}],
}
KINDS, PLACES, MONTHS = ("x", "y", "T"), ("a", "b", "c"), ("202301", "202302", "202401")
KEYS = st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS), st.sampled_from(MONTHS))
FIGURES = st.tuples(*(st.none() | st.integers(0, 50) for _ in range(3)))
TABLES = st.dictionaries(KEYS, FIGURES, min_size=1).map(lambda found: [(*key, *row) for key, row in found.items()])
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def added(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def parts(rows: list[Any], kinds: tuple[str, ...]) -> list[Any]:
    return [row for row in rows if row[1] in kinds]


@FAST
@given(TABLES)
def test_flows_stocks_and_ratios_per_place_and_year(world: Callable[..., Any], rows: list[Any]) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    # The total is used where the data have one at all; else the parts are added up.
    used = parts(rows, ("T",)) or rows
    found = built.ask(
        metrics="feit.stroom feit.stand feit.quotient",
        period=period("2023", "2024"),
        per=Grain.YEAR,
        splits=(split("feit.wijk"),),
    )
    filled = {row[2] for row in rows if row[4] is not None}
    expected = {}
    for place in PLACES:
        for year in ("2023", "2024"):
            cell = [row for row in used if row[0] == place and row[2].startswith(year)]
            if not cell:
                continue
            stored = sorted(month for month in {row[2] for row in rows} if month.startswith(year))
            last = ([month for month in stored if month in filled] or stored)[-1]
            flow, part = added([row[3] for row in cell]), added([row[5] for row in cell])
            stock = added([row[4] for row in cell if row[2] == last])
            expected[place, year] = (flow, stock, None if part is None or not flow else part / flow)
    assert {(row[0], row[1]): row[2:] for row in found} == expected


@FAST
@given(TABLES, st.integers(1, 3))
def test_a_ranking_is_the_sorted_split_with_ties(world: Callable[..., Any], rows: list[Any], limit: int) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    metric = MetricRef.parse("feit.stroom")
    asked: dict[str, Any] = {
        "metrics": "feit.stroom",
        "period": period("2023", "2024"),
        "splits": (split("feit.wijk"),),
    }
    every = [row for row in built.ask(**asked) if row[1] is not None]
    bar = sorted((row[1] for row in every), reverse=True)[:limit]
    expected = sorted((row for row in every if bar and row[1] >= bar[-1]), key=lambda row: (-row[1], row[0]))
    assert built.ask(**asked, order=Order(metric), limit=limit) == expected


@FAST
@given(TABLES)
def test_a_share_is_the_part_over_the_whole(world: Callable[..., Any], rows: list[Any]) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    split_by = {"splits": (split("feit.soort"),), "period": period("2023", "2024"), "metrics": "feit.stroom"}
    whole = added([row[3] for row in parts(rows, ("T",)) or rows])
    for kind, part, total, share in built.ask(**split_by, calculation=Share(FieldRef.parse("feit.soort"))):
        assert part == added([row[3] for row in parts(rows, (kind,))])
        assert total == whole
        assert share == (None if part is None or not whole else 100.0 * part / whole)


@FAST
@given(TABLES)
def test_the_same_plan_gives_the_same_text(world: Callable[..., Any], rows: list[Any]) -> None:
    built = world({"feit": FACT}, {"feit": rows})
    asked: dict[str, Any] = {"metrics": "feit.quotient", "period": period("2023"), "filters": (kept("feit.wijk", "a"),)}
    texts = {str(getattr(built.compile(**asked), "tree", "refused")) for _ in range(2)}
    assert len(texts) == 1


def period(start: str, end: str | None = None) -> Any:
    from assistant.catalog.period import Period
    from assistant.plan import PeriodChoice

    return PeriodChoice(Period.parse(start), Period.parse(end or start), Grain.YEAR)


def split(field: str) -> Any:
    from assistant.plan import Split

    return Split(FieldRef.parse(field))


def kept(field: str, value: str) -> Any:
    from assistant.plan import Member, MemberFilter

    return MemberFilter(FieldRef.parse(field), Op.IN, (Member(value, value),))
