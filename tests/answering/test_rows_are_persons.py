"""A dataset whose rows are persons: periods of a flow are parts of a year, filters on an age cut up what is counted."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.answering.withholding import Reader, SeenBefore
from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import Member, MemberFilter, Op, PeriodChoice, Plan, Split, ValueFilter
from assistant.settings import Settings

COUNT = MetricRef("clienten", "clienten")
WIJK, AGE = FieldRef("clienten", "wijk"), FieldRef("clienten", "leeftijd")
DATASET = {
    "name": "clienten",
    "title": "Cliënten",
    "source": "clienten.csv",
    "primary_key": ["nr"],
    "fields": [
        {"name": "nr", "role": "attribute", "personal": True},
        {"name": "wijk", "role": "dimension", "label": "wijk", "datatype": "String"},
        {"name": "leeftijd", "role": "attribute", "label": "leeftijd", "datatype": "Integer"},
        {"name": "start", "role": "time", "grain": "day", "datatype": "Date", "label": "start"},
        {"name": "kosten", "role": "measure", "aggregation": "mean", "persons": True, "datatype": "Decimal",
         "unit": "euro", "label": "gemiddelde kosten"},
    ],
    "metrics": [{"name": "clienten", "aggregation": "count", "persons": True, "label": "cliënten"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("persons")
    (folder / "datasets").mkdir()
    (folder / "data").mkdir()
    top = {"name": "personen", "language": "nl", "disclosure": {"min_count": 5}}
    (folder / "catalog.yaml").write_text(yaml.safe_dump(top), "utf-8")
    (folder / "datasets" / "clienten.yaml").write_text(yaml.safe_dump(DATASET, sort_keys=False), "utf-8")
    chance = random.Random(3)
    with (folder / "data" / "clienten.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["nr", "wijk", "leeftijd", "start", "kosten"])
        for number in range(400):
            wijk = chance.choices(["Noord", "Zuid", "Oost", "West", "Haven"], [40, 30, 20, 8, 1])[0]
            day = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randint(0, 700))
            writer.writerow([number, wijk, chance.randint(18, 90), day, chance.randint(100, 9000)])
    with Assistant.open(Settings(catalog=folder, home=tmp_path_factory.mktemp("persons-home"))) as opened:
        yield opened


def plan(grain: Grain | None = None, **keys: Any) -> Plan:
    period = PeriodChoice(Period.parse("2024"), Period.parse("2024"), Grain.YEAR)
    return Plan((COUNT,), "nl", **({"period": period, "per": grain} | keys))


def hidden(assistant: Assistant, asked: Plan, reader: Reader | None = None) -> dict[Any, bool]:
    """Whether each row's count is withheld, by the names of the row."""
    told = assistant.again(asked, reader=reader).to_json()
    assert told["outcome"] == "answer", told
    withheld = {row for row, _ in told["suppressed"]}
    return {tuple(cells[:-1]): row in withheld for row, cells in enumerate(told["rows"])}


def test_a_small_month_takes_another_of_the_year_along(assistant: Assistant) -> None:
    assert sum(hidden(assistant, plan(Grain.MONTH)).values()) == 2


def test_no_quarter_of_a_place_is_withheld_alone(assistant: Assistant) -> None:
    """The year of a place may be asked too, and so may the quarter of all places."""
    rows = hidden(assistant, plan(Grain.QUARTER, splits=(Split(WIJK),)))
    years = hidden(assistant, plan(splits=(Split(WIJK),)))
    for wijk in ("Noord", "Zuid", "Oost"):
        assert not years[(wijk,)]
        assert sum(gone for (place, _), gone in rows.items() if place == wijk) != 1
    for quarter in {quarter for _, quarter in rows}:
        assert sum(gone for (_, at), gone in rows.items() if at == quarter) != 1


def test_two_ages_that_differ_by_a_few_persons_are_not_both_shown(assistant: Assistant) -> None:
    memory = SeenBefore()
    north = MemberFilter(WIJK, Op.IN, (Member("Noord", "Noord"),))
    shown = []
    for age in (64, 65):
        asked = plan(filters=(north, ValueFilter(AGE, Op.GT, (float(age),))))
        told = assistant.again(asked, reader=Reader("manager", (memory, "c"))).to_json()
        shown.append(told["rows"][0][0])
    assert shown[0] is not None
    assert shown[1] is None


@pytest.mark.parametrize(
    ("sql", "withheld"),
    [
        ("SELECT wijk, COUNT(*) AS n FROM clienten GROUP BY wijk", {"West": 1, "Haven": 1}),
        ("SELECT wijk, AVG(kosten) AS n FROM clienten GROUP BY wijk", {"West": 1, "Haven": 1}),
        ("SELECT wijk, COUNT(*) AS n, MAX(leeftijd) AS oudste FROM clienten GROUP BY wijk", {"West": 2, "Haven": 2}),
        ("SELECT COUNT(*) AS n FROM clienten", {}),
        ("SELECT wijk, leeftijd FROM clienten", None),
        ("WITH t AS (SELECT wijk, leeftijd FROM clienten) SELECT wijk, leeftijd FROM t", None),
        ("SELECT wijk FROM clienten GROUP BY wijk HAVING COUNT(*) < 5", None),
    ],
)
def test_a_pasted_query_lists_no_persons(assistant: Assistant, sql: str, withheld: dict[str, int] | None) -> None:
    told = assistant.query(sql).to_json()
    assert told["ok"] is (withheld is not None)
    if withheld is not None:
        gone: dict[str, int] = {}
        for row, _ in told["suppressed"]:
            gone[told["rows"][row][0]] = gone.get(told["rows"][row][0], 0) + 1
        assert gone == withheld


def older(age: int) -> str:
    return f"SELECT COUNT(*) AS n FROM clienten WHERE wijk = 'Noord' AND leeftijd > {age} AND year(start) = 2024"


@pytest.mark.parametrize("order", ["query query", "question query", "query question"])
def test_an_answer_and_a_query_that_differ_by_a_few_persons_are_not_both_shown(
    assistant: Assistant, order: str
) -> None:
    """Where rows are persons it is told by value, for a query may choose them by anything."""
    north = MemberFilter(WIJK, Op.IN, (Member("Noord", "Noord"),))
    shown = []
    for age, kind in zip((64, 65), order.split(), strict=True):
        if kind == "query":
            told = assistant.query(older(age), conversation=order).to_json()
        else:
            asked = plan(filters=(north, ValueFilter(AGE, Op.GT, (float(age),))))
            told = assistant.again(asked, reader=assistant.reader(conversation=order)).to_json()
        shown.append(told["rows"][0][0])
    assert shown[0] is not None
    assert shown[1] is None
    assert assistant.query(older(65), conversation=f"{order} elsewhere").to_json()["rows"][0][0] is not None
