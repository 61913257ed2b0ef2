"""Words that lean on how a catalogue is made: codes of one letter, members of two datasets, income, parts of names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from assistant.catalog.loading import load_catalog
from assistant.engines import open_engine
from assistant.linking.index import PhraseIndex
from assistant.linking.lexicon import entries
from assistant.linking.topics import topics
from assistant.plan import Clarification, Decision, MemberFilter, Plan, Reason, Refusal
from assistant.planning.grammar import GrammarTranslator
from assistant.planning.translator import Knowledge, Request
from assistant.settings import Settings
from tests.planning.conftest import ProfileFacts

HALLS = """
name: hallen
title: Sporthallen
source: hallen.csv
primary_key: [hal]
fields:
  - {name: hal, role: key, label_field: naam, label: sporthal, synonyms: [hal]}
  - {name: naam, role: dimension, label: naam}
  - {name: soort, role: dimension, label: soort hal}
  - {name: label, role: dimension, label: energielabel}
metrics:
  - {name: aantal, label: sporthallen, expression: COUNT(hal), over_time: none, unit: sporthallen}
"""
LETTINGS = """
name: verhuur
title: Verhuur van sporthallen
source: verhuur.csv
primary_key: [jaar, hal, doel]
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer, label: jaar}
  - {name: hal, role: key, label: sporthal}
  - {name: doel, role: dimension, label: soort verhuur, members: [{value: bal, label: balsport}, {value: dans}]}
  - {name: uren, role: measure, datatype: Integer, aggregation: sum, unit: uur, label: huururen, synonyms: [verhuur]}
  - {name: opbrengst, role: measure, datatype: Decimal, aggregation: sum, unit: euro, label: huuropbrengst}
relationships:
  - {name: hal, from: verhuur, to: hallen, from_columns: [hal], to_columns: [hal]}
"""
CLUBS = """
name: clubs
title: Sportclubs
source: clubs.csv
primary_key: [jaar, tak]
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer, label: jaar}
  - {name: tak, role: dimension, label: tak van sport, members: [{value: dans}, {value: bal, label: balsport}]}
  - {name: leden, role: measure, datatype: Integer, aggregation: sum, over_time: last, unit: leden, label: clubleden}
"""
LESSONS = """
name: lessen
title: Sportlessen
source: lessen.csv
primary_key: [jaar, tak]
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer, label: jaar}
  - {name: tak, role: dimension, label: tak van sport, members: [{value: dans}, {value: bal, label: balsport}]}
  - {name: lessen, role: measure, datatype: Integer, aggregation: sum, unit: lessen, label: sportlessen}
"""
ROWS = {
    "hallen": ["hal,naam,soort,label", "h1,De Brug,groot,A", "h2,Rietveld,klein,B", "h3,De Kei,groot,A"],
    "verhuur": ["jaar,hal,doel,uren,opbrengst", "2024,h1,bal,10,100.5", "2024,h2,dans,5,40", "2024,h3,bal,2,20"],
    "lessen": ["jaar,tak,lessen", "2024,dans,12", "2024,bal,8"],
    "clubs": ["jaar,tak,leden", "2024,dans,30", "2024,bal,70"],
}


@pytest.fixture(scope="module")
def sport(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GrammarTranslator]:
    """The translator over a small catalogue about sport."""
    folder = tmp_path_factory.mktemp("sport")
    (folder / "catalog.yaml").write_text("name: sport\ntitle: Sport\nlanguage: nl\n", encoding="utf-8")
    for name in ("datasets", "data"):
        (folder / name).mkdir()
    for text in (HALLS, LETTINGS, CLUBS, LESSONS):
        name = text.split()[1]
        (folder / "datasets" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (folder / "data" / f"{name}.csv").write_text("\n".join(ROWS[name]) + "\n", encoding="utf-8")
    loaded = load_catalog(folder)
    engine = open_engine(loaded, Settings(home=tmp_path_factory.mktemp("sport-home")))
    catalog, profile = loaded.catalog, engine.profile
    knowledge = Knowledge(catalog, profile, PhraseIndex.build(entries(catalog, profile), topics(catalog)))
    yield GrammarTranslator(knowledge, ProfileFacts(catalog, profile))
    engine.close()


def ask(sport: GrammarTranslator, question: str) -> Decision:
    return sport.translate(Request(question, dt.date(2025, 6, 1)))


def limits(plan: Decision) -> set[str]:
    assert isinstance(plan, Plan), plan
    named = (one for one in plan.filters if isinstance(one, MemberFilter))
    return {f"{one.field} {one.op} {' '.join(member.value for member in one.members)}" for one in named}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hoeveel sporthallen hebben energielabel A?", {"hallen.label in A"}),
        ("Hoeveel sporthallen hebben energielabel B of A?", {"hallen.label in B A"}),
        ("Welke sporthallen hebben energielabel A?", {"hallen.label in A"}),
    ],
)
def test_a_code_of_one_letter_behind_the_name_of_its_field_is_never_passed_over(
    sport: GrammarTranslator, question: str, expected: set[str]
) -> None:
    assert limits(ask(sport, question)) == expected


def test_what_is_counted_is_listed_by_name_when_it_is_asked_which(sport: GrammarTranslator) -> None:
    plan = ask(sport, "Welke sporthallen hebben energielabel A?")
    assert isinstance(plan, Plan)
    assert [str(split.field) for split in plan.splits] == ["hallen.hal"]


def test_a_member_of_two_datasets_stays_a_limit_whichever_is_chosen(sport: GrammarTranslator) -> None:
    asked = ask(sport, "Hoeveel dans was er in 2024?")
    assert isinstance(asked, Clarification)
    for option in asked.options:
        again = ask(sport, option.question)
        assert any(limit.endswith(" in dans") for limit in limits(again)), option.question


@pytest.mark.parametrize(
    "question",
    [
        "Wat leverde de verhuur op in 2024?",
        "Hoeveel verdienden we aan De Brug in 2024?",
        "Wat bracht De Kei op in 2024?",
    ],
)
def test_what_came_in_is_the_one_income_there_is(sport: GrammarTranslator, question: str) -> None:
    plan = ask(sport, question)
    assert isinstance(plan, Plan), plan
    assert [str(ref) for ref in plan.metrics] == ["verhuur.opbrengst"]


def test_what_brings_in_nothing_that_is_documented_is_refused(sport: GrammarTranslator) -> None:
    """The wrong answer: the number of members, with "leverde … op" passed over."""
    assert isinstance(ask(sport, "Wat leverden de clubleden op in 2024?"), Refusal)


def test_part_of_a_name_is_the_dimension_called_after_the_figure(sport: GrammarTranslator) -> None:
    plan = ask(sport, "Verhuur naar soort in 2024")
    assert isinstance(plan, Plan), plan
    assert [str(split.field) for split in plan.splits] == ["verhuur.doel"]


def test_what_is_divided_by_is_never_left_wider_than_what_is_divided(sport: GrammarTranslator) -> None:
    """The wrong answer: the lessons of one sport divided by the members of all sports."""
    apart = ask(sport, "Hoeveel sportlessen per 100 clubleden waren er bij balsport in 2024?")
    assert isinstance(apart, Refusal), apart
    assert apart.reason is Reason.NOT_COMPARABLE
    assert isinstance(ask(sport, "Hoeveel sportlessen per 100 clubleden waren er in 2024?"), Plan)
