"""How the words of a question are tied to a little catalogue: what is put right, found whole, in part, or near."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member
from assistant.language import analyse
from assistant.linking.index import PhraseIndex
from assistant.linking.match import link
from assistant.linking.nearest import nearest
from assistant.linking.targets import (
    DatasetTarget,
    Entry,
    Evidence,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)
from assistant.linking.topics import Topic
from assistant.planning.reading import read
from assistant.planning.translator import Request

AS_OF = dt.date(2026, 11, 25)
CASES = Path(__file__).parent / "cases"


def metric(name: str) -> MetricTarget:
    return MetricTarget(MetricRef(*name.split(".")))


def member(name: str, level: str | None = None) -> MemberTarget:
    field, value = name.split("=")
    return MemberTarget(FieldRef.parse(field), Member(value, value, level))


ENTRIES = [
    Entry("inwoners", metric("bevolking.inwoners")),
    Entry("woningen", metric("wonen.woningen")),
    Entry("gemiddelde huur", metric("wonen.huur")),
    Entry("woningen erbij", metric("wonen.toename"), 1),
    Entry("kwamen erbij", metric("wonen.toename"), 1),
    Entry("meldingen", metric("meldingen.meldingen")),
    Entry("open meldingen", metric("meldingen.open")),
    Entry("bijstand", metric("bijstand.uitkeringen")),
    Entry("aantal huishoudens met een laag inkomen", metric("inkomen.laag")),
    Entry("katten", metric("dieren.katten")),
    Entry("kasten", metric("dieren.kasten")),
    Entry("laadpaal", metric("laden.palen")),
    Entry("uitrukken", metric("brand.uitrukken")),
    Entry("afval", member("meldingen.soort=afval")),
    Entry("jongeren", GroupTarget("jongeren")),
    Entry("wijk", LevelTarget(FieldRef("regio", "code"), "wijk")),
    Entry("gemeld op", FieldTarget(FieldRef("meldingen", "datum"))),
    Entry("reported on", FieldTarget(FieldRef("meldingen", "datum"))),
    Entry("reports", metric("meldingen.meldingen"), 1),
    Entry("wonen", DatasetTarget("wonen")),
    Entry("Noord", member("regio.code=W1", "wijk"), 0, True),
    Entry("Meer", member("regio.code=B7", "buurt"), 0, True),
    Entry("Wijk bij Duurstede", member("regio.code=G2", "gemeente"), 0, True),
]
TOPICS = [
    Topic(MetricRef("wonen", "huur"), "gemiddelde huur van een sociale huurwoning", 1.0),
    Topic(MetricRef("bijstand", "uitkeringen"), "bijstandsuitkeringen", 1.0),
    Topic(MetricRef("meldingen", "meldingen"), "meldingen over zwerfafval", 0.5),
]


@pytest.fixture(scope="module")
def index() -> PhraseIndex:
    return PhraseIndex.build(ENTRIES, TOPICS)


def cases(name: str) -> list[Any]:
    listed = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(str(one["ask"]), str(one.get("read", one["ask"])), id=str(one["ask"])) for one in listed]


@pytest.mark.parametrize(("asked", "as_read"), cases("spelling"))
def test_a_question_is_put_right_before_it_is_read(index: PhraseIndex, asked: str, as_read: str) -> None:
    assert read(Request(asked, AS_OF), index).analysis.text == as_read


def test_what_was_put_right_is_told(index: PhraseIndex) -> None:
    repaired = read(Request("hoevel inwonres", AS_OF), index).repaired
    assert [(one.written, one.meant) for one in repaired] == [("hoevel", "hoeveel"), ("inwonres", "inwoners")]


def found(index: PhraseIndex, asked: str) -> dict[Target, Evidence]:
    return {one.target: one.evidence for one in link(analyse(asked, AS_OF), index)}


@pytest.mark.parametrize(
    ("asked", "target", "evidence"),
    [
        ("de inwoners", metric("bevolking.inwoners"), Evidence.EXACT),
        ("elke inwoner", metric("bevolking.inwoners"), Evidence.INFLECTED),
        ("laadpalen", metric("laden.palen"), Evidence.INFLECTED),
        ("huishoudens die een laag inkomen hebben", metric("inkomen.laag"), Evidence.COMPOUND),
        ("meldingen die open staan", metric("meldingen.open"), Evidence.COMPOUND),
        ("hoeveel huishoudens", metric("inkomen.laag"), Evidence.PARTIAL),
        ("in Noord", member("regio.code=W1", "wijk"), Evidence.EXACT),
        ("in Meer", member("regio.code=B7", "buurt"), Evidence.EXACT),
        ("in Duurstede", member("regio.code=G2", "gemeente"), Evidence.PARTIAL),
    ],
)
def test_words_are_tied_to_what_they_say(index: PhraseIndex, asked: str, target: Target, evidence: Evidence) -> None:
    assert found(index, asked)[target] is evidence


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("meer dan 100 woningen", member("regio.code=B7", "buurt")),  # an operator is no name
        ("woningen per wijk", member("regio.code=G2", "gemeente")),  # part of a name, written as a common word
    ],
)
def test_words_are_not_tied_to_what_they_do_not_say(index: PhraseIndex, asked: str, target: Target) -> None:
    assert target not in found(index, asked)


def test_a_preposition_belongs_to_what_follows_it(index: PhraseIndex) -> None:
    """ "Reports on 3 May" are no reports "reported on"."""
    assert all(one.last == 0 for one in link(analyse("reports on 3 May 2024", AS_OF), index))


@pytest.mark.parametrize(
    ("word", "metrics"),
    [
        ("huurprijzen", ["wonen.huur"]),
        ("uitkering", ["bijstand.uitkeringen"]),
        ("afval", ["meldingen.meldingen"]),
        ("olifanten", []),
    ],
)
def test_the_nearest_figures_are_offered_for_a_word_nobody_knows(
    index: PhraseIndex, word: str, metrics: list[str]
) -> None:
    assert [str(ref) for ref in nearest(index, [(word, 1.0)])] == metrics


@pytest.mark.parametrize("asked", ["", "?" * 50, "x" * 5000, "de het een " * 500, "woningen " * 1000])
def test_any_text_is_linked(index: PhraseIndex, asked: str) -> None:
    analysis = read(Request(asked, AS_OF), index).analysis
    assert all(one.last < len(analysis.tokens) for one in link(analysis, index))
