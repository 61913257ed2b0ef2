"""Gaps: what was refused for want of documentation or data, each thing once, until it is mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog.catalog import MetricRef
from assistant.catalog.loading import load_catalog
from assistant.catalog.profile import DataProfile
from assistant.plan import CatalogQuestion, CatalogTopic, Decision, Reason, Refusal
from assistant.records import Unanswered
from assistant.workbench.gaps import Gap, GapKind, find_gaps, start

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def refused(question: str, reason: str, *lacking: str, hour: int = 0, **more: Any) -> Unanswered:
    at = MONDAY + timedelta(hours=hour)
    return Unanswered(f"a{hour}", at, question, more.pop("language", "nl"), "manager", reason, lacking, **more)


def told(gaps: list[Gap]) -> list[tuple[str, str, int]]:
    return [(gap.kind.value, gap.text, gap.times) for gap in gaps]


def test_a_word_is_one_gap_however_it_is_inflected_and_the_most_met_comes_first() -> None:
    gaps = find_gaps(
        [
            refused("Hoeveel laadpalen zijn er?", "unknown_concept", "laadpalen"),
            refused("Hoeveel dagjesmensen komen er?", "unknown_concept", "dagjesmensen", hour=1),
            refused("Is er een laadpaal?", "unknown_concept", "laadpaal", hour=2),
            refused("Hoeveel laadpalen in Noord?", "unknown_concept", "laadpalen", hour=3),
        ]
    )
    assert told(gaps) == [("word", "laadpalen", 3), ("word", "dagjesmensen", 1)]
    assert (gaps[0].first, gaps[0].last) == (MONDAY, MONDAY + timedelta(hours=3))
    assert gaps[0].questions[0] == "Hoeveel laadpalen in Noord?"


def test_a_period_and_a_level_are_gaps_of_the_figure_they_were_asked_of() -> None:
    gaps = find_gaps(
        [
            refused("Inwoners in 1990?", "no_data_for_period", "1990", metrics=("bevolking.inwoners",)),
            refused("Bijstand in 1990?", "no_data_for_period", "1990", metrics=("bijstand.uitkeringen",), hour=1),
            refused("Inwoners per dag?", "level_not_available", "day", metrics=("bevolking.inwoners",), hour=2),
        ]
    )
    assert [(gap.kind, gap.about) for gap in gaps] == [
        (GapKind.LEVEL, ("bevolking.inwoners",)),
        (GapKind.PERIOD, ("bijstand.uitkeringen",)),
        (GapKind.PERIOD, ("bevolking.inwoners",)),
    ]


@pytest.mark.parametrize(
    "reason", sorted(set(Reason) - {"unknown_concept", "unknown_member", "no_data_for_period", "level_not_available",
                                    "out_of_scope"}),
)  # fmt: skip
def test_what_is_refused_as_it_should_be_is_no_gap(reason: Reason) -> None:
    assert find_gaps([refused("Waarom?", reason.value)]) == []


def test_a_question_that_names_nothing_unknown_is_shown_whole() -> None:
    assert told(find_gaps([refused("Hoe oud zijn de bomen?", "out_of_scope")])) == [
        ("question", "Hoe oud zijn de bomen?", 1)
    ]


def test_fewer_times_than_asked_is_left_out() -> None:
    asked = [refused("Laadpalen?", "unknown_concept", "laadpalen", hour=hour) for hour in range(3)]
    asked.append(refused("Vijvers?", "unknown_concept", "vijvers"))
    assert told(find_gaps(asked, least=2)) == [("word", "laadpalen", 3)]


UNDERSTOOD = CatalogQuestion(CatalogTopic.INVENTORY, "nl")
LACKS_IT = Refusal(Reason.UNKNOWN_CONCEPT, "…", "nl", lacking=("laadpaal",))
LACKS_ANOTHER = Refusal(Reason.UNKNOWN_CONCEPT, "…", "nl", lacking=("straat",))
LACKS_ITS_SUBJECT = Refusal(Reason.OUT_OF_SCOPE, "…", "nl")


@pytest.mark.parametrize(
    ("today", "open_still"),
    [(UNDERSTOOD, False), (LACKS_IT, True), (LACKS_ANOTHER, False), (LACKS_ITS_SUBJECT, True), (None, True)],
    ids=["understood", "lacks it", "lacks another word", "a follow-up read alone", "cannot be read"],
)
def test_a_gap_is_gone_when_its_question_is_understood(today: Decision | None, open_still: bool) -> None:
    gaps = find_gaps([refused("Hoeveel laadpalen?", "unknown_concept", "laadpalen")], lambda *_: today)
    assert bool(gaps) is open_still


CATALOG = "name: buiten\n"
DATASET = """\
name: meldingen
source: meldingen.csv
fields:
  - {name: jaar, role: time, grain: year, datatype: Integer}
  - {name: soort, role: dimension, members: [{value: o, label: overlast}, {value: g, label: groen}]}
  - {name: aantal, role: measure, aggregation: sum, unit: meldingen}
"""


@pytest.mark.parametrize(
    ("kind", "text", "about", "near", "commands"),
    [
        (
            GapKind.WORD, "drugsoverlast", ("meldingen.aantal",), ["meldingen.aantal"],
            ["duiding catalog word drugsoverlast meldingen.soort=o --catalog c"],
        ),
        (
            GapKind.WORD, "losse klachten", (), ["meldingen.aantal"],
            ["duiding catalog word 'losse klachten' meldingen.aantal --catalog c"],
        ),
        (
            GapKind.WORD, "drukte", (), ["a.x", "b.y"],
            ["duiding catalog word drukte a.x --catalog c", "duiding catalog word drukte b.y --catalog c",
             "duiding catalog concept drukte a.x b.y --catalog c"],
        ),
        (GapKind.MEMBER, "groenn", (), ["a.x"], ["duiding catalog word groenn meldingen.soort=g --catalog c"]),
        (GapKind.PERIOD, "1990", ("meldingen.aantal",), ["a.x"], []),
        (GapKind.WORD, "zwembaden", (), [], []),
    ],
    ids=["a kind of what was asked", "another name of a figure", "two readings", "a member", "a period", "none"],
)  # fmt: skip
def test_the_start_of_mending_is_a_command_for_what_comes_near(
    kind: GapKind, text: str, about: tuple[str, ...], near: list[str], commands: list[str], tmp_path: Path
) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "catalog.yaml").write_text(CATALOG, "utf-8")
    (tmp_path / "datasets" / "meldingen.yaml").write_text(DATASET, "utf-8")
    catalog = load_catalog(tmp_path).catalog
    assert MetricRef("meldingen", "aantal") in catalog.metric_refs
    gap = Gap(kind, text, "nl", 1, MONDAY, MONDAY, about)
    assert list(start(gap, catalog, DataProfile("", {}), lambda _: near, Path("c"))) == commands


def test_a_word_in_another_language_is_added_in_that_language(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "catalog.yaml").write_text(CATALOG, "utf-8")
    (tmp_path / "datasets" / "meldingen.yaml").write_text(DATASET, "utf-8")
    gap = Gap(GapKind.WORD, "reports", "en", 1, MONDAY, MONDAY)
    near = start(gap, load_catalog(tmp_path).catalog, DataProfile("", {}), lambda _: ["meldingen.aantal"], None)
    assert near == ("duiding catalog word reports meldingen.aantal --lang en",)
