"""In the borders of today: added up from the places that merged, by share where one was divided, and it says so.

Invented: Nieuwland came out of Oost and West (2019); Half (2021) went for 40 % to Groot, the rest to Klein.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import Assistant
from assistant.catalog.borders import NotRedrawn, formers
from assistant.catalog.catalog import Catalog
from assistant.settings import Settings

AS_OF = dt.date(2026, 11, 25)
CATALOG = """
name: grenzen
language: nl
title: {nl: Grenzen, en: Borders}
disclosure: {min_count: 5}
mergers:
  - {field: regio.code, date: 2019-01-01, from: OO, to: NI}
  - {field: regio.code, date: 2019-01-01, from: WE, to: NI}
  - {field: regio.code, date: 2021-01-01, from: HA, to: [{value: GR, share: 0.4}, {value: KL, share: 0.6}]}
  - {field: regio.code, date: 2021-01-01, from: DE, to: [{value: DE, share: 0.9}, {value: BU, share: 0.1}]}
denominators:
  - {name: inwoner, synonyms: {nl: [inwoners], en: [inhabitants]}, metric: bevolking.inwoners}
"""
REGIO = """
name: regio
title: {nl: Regio's, en: Regions}
source: regio.csv
primary_key: [code]
fields:
  - {name: code, role: key, label: {nl: gemeente, en: municipality}, label_field: naam}
  - {name: naam, role: dimension, label: {nl: naam, en: name}}
"""
BEVOLKING = """
name: bevolking
title: {nl: Bevolking, en: Population}
source: bevolking.csv
primary_key: [code, jaar]
fields:
  - {name: code, role: key, label: {nl: gemeente, en: municipality}}
  - {name: jaar, role: time, grain: year, datatype: Integer, label: {nl: jaar, en: year}}
  - {name: inwoners, role: measure, datatype: Integer, aggregation: sum, over_time: last, reference: start,
     label: {nl: inwoners, en: inhabitants}, unit: {nl: inwoners, en: inhabitants}}
  - {name: zieken, role: measure, datatype: Integer, aggregation: sum, persons: true,
     label: {nl: zieken, en: sick people}, unit: {nl: zieken, en: sick people}}
  - {name: leeftijd, role: measure, datatype: Float, aggregation: none, decimals: 1,
     label: {nl: mediane leeftijd, en: median age}, unit: {nl: jaar, en: years}}
metrics:
  - {name: ziek, label: {nl: ziektepercentage, en: share of the sick}, unit: "%", decimals: 1,
     expression: 100.0 * SUM(zieken) / SUM(inwoners)}
relationships:
  - {name: bevolking_regio, from: bevolking, to: regio, from_columns: [code], to_columns: [code]}
"""
PLACES = {"OO": "Oost", "WE": "West", "NI": "Nieuwland", "HA": "Half", "GR": "Groot", "KL": "Klein", "DE": "Deels",
          "BU": "Buiten", "ST": "Stil"}  # fmt: skip
Rows = dict[tuple[str, int], tuple[int, int]]


def rows() -> Rows:
    """Inhabitants and sick people by place and year."""
    found: Rows = {}
    for year in range(2016, 2024):
        found |= {("GR", year): (1000 + year, 100), ("KL", year): (500, 60), ("ST", year): (900, 90)}
        found |= {("DE", year): (800, 80), ("BU", year): (700, 70)}
        if year < 2019:
            found |= {("OO", year): (300, 30), ("WE", year): (200, 50)}
        else:
            found[("NI", year)] = (510, 82)
        if year < 2021:
            found[("HA", year)] = (100, 20)
    return found


Opened = Callable[[Rows], Any]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    @contextmanager
    def over(data: Rows) -> Iterator[Assistant]:
        folder = tmp_path / "catalog"
        (folder / "datasets").mkdir(parents=True)
        (folder / "data").mkdir()
        (folder / "catalog.yaml").write_text(CATALOG, "utf-8")
        (folder / "datasets/regio.yaml").write_text(REGIO, "utf-8")
        (folder / "datasets/bevolking.yaml").write_text(BEVOLKING, "utf-8")
        names = "".join(f"{code},{name}\n" for code, name in PLACES.items())
        (folder / "data/regio.csv").write_text(f"code,naam\n{names}", "utf-8")
        lines = "".join(f"{code},{year},{people},{sick},40.5\n" for (code, year), (people, sick) in data.items())
        (folder / "data/bevolking.csv").write_text(f"code,jaar,inwoners,zieken,leeftijd\n{lines}", "utf-8")
        with Assistant.open(Settings(catalog=folder, home=tmp_path / "home")) as assistant:
            yield assistant

    return over


@pytest.fixture
def ask(opened: Opened) -> Iterator[Any]:
    with opened(rows()) as assistant:
        yield lambda question, **more: assistant.ask(question, as_of=AS_OF, **more)


FIGURES = [
    ("Hoeveel inwoners had Nieuwland in 2017?", [500]),
    ("Hoeveel inwoners had Nieuwland in 2017 in de huidige grenzen?", [500]),
    ("How many inhabitants did Nieuwland have in 2017 in today's borders?", [500]),
    ("Hoeveel inwoners had Groot in 2020 in de huidige grenzen?", [1000 + 2020 + 40]),
    ("Hoeveel inwoners had Klein in 2020 in de grenzen van nu?", [560]),
    ("Hoe ontwikkelde het aantal inwoners van Nieuwland zich sinds 2017 in de huidige grenzen?",
     [500, 500, 510, 510, 510, 510, 510]),
    ("Wat was het ziektepercentage van Nieuwland in 2018?", [16.0]),
    ("Wat was het ziektepercentage van Klein in 2020 in de huidige grenzen?", [pytest.approx(100 * 72 / 560)]),
    ("Hoeveel zieken had Nieuwland in 2018?", [80]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "figures"), FIGURES, ids=[question for question, _ in FIGURES])
def test_the_figure_is_added_up_from_what_the_place_was_made_of(question: str, figures: list[Any], ask: Any) -> None:
    answer = ask(question)
    assert answer.outcome == "answer", answer.text or answer.error
    assert [row[-1] for row in answer.rows] == figures
    assert "(grenzen van nu)" in answer.text or "(today's borders)" in answer.text
    assert any("grenzen van nu" in text or "today's borders" in text for text in answer.interpretation["assumptions"])


def test_a_share_is_said_to_be_an_estimate(ask: Any) -> None:
    text = ask("Hoeveel inwoners had Groot in 2020 in de huidige grenzen?").text
    assert "van vóór 1 januari 2021 tel ik 40 % van Half mee" in text
    assert "schatting" in text


def test_a_change_is_between_the_same_borders(ask: Any) -> None:
    text = ask("Is het aantal inwoners van Groot gestegen tussen 2020 en 2021, in de huidige grenzen?").text
    assert text.startswith("Nee")
    assert "39" in text


def test_without_those_words_a_place_that_was_there_has_the_borders_of_its_time(ask: Any) -> None:
    answer = ask("Hoeveel inwoners had Groot in 2020?")
    assert [row[-1] for row in answer.rows] == [3020]
    assert "grenzen" not in answer.text


def test_a_place_that_no_merger_touched_is_as_it_was_and_that_is_said(ask: Any) -> None:
    answer = ask("Hoeveel inwoners had Stil in 2017 in de huidige grenzen?")
    assert [row[-1] for row in answer.rows] == [900]
    assert "geen herindeling" in answer.text


def test_the_next_turn_stays_in_todays_borders(ask: Any) -> None:
    ask("Hoeveel inwoners had Groot in 2020 in de huidige grenzen?", conversation="c")
    after = ask("En in 2018?", conversation="c")
    assert [row[-1] for row in after.rows] == [1000 + 2018 + 40]
    other = ask("En in Stil?", conversation="c")
    assert [row[-1] for row in other.rows] == [900]
    assert "grenzen" not in other.text


REFUSED = [
    ("Hoeveel inwoners had Oost in 2017 in de huidige grenzen?", "not_comparable", "bestaat niet meer"),
    ("Hoeveel inwoners hadden Nieuwland en Groot in 2017 in de huidige grenzen?", "not_comparable", "één genoemde"),
    ("Hoeveel inwoners per gemeente in 2017 in de huidige grenzen?", "not_comparable", "één genoemde"),
    ("Hoeveel inwoners had Buiten in 2017 in de huidige grenzen?", "not_comparable", "maar een deel"),
    ("Hoeveel inwoners had Deels in 2017 in de huidige grenzen?", "not_comparable", "maar een deel"),
    ("Wat was de mediane leeftijd van Groot in 2020 in de huidige grenzen?", "not_comparable", "niet naar aandeel"),
    ("Wat was de mediane leeftijd van Nieuwland in 2017 in de huidige grenzen?", "not_additive", ""),
]  # fmt: skip


@pytest.mark.parametrize(("question", "reason", "said"), REFUSED, ids=[question for question, _, _ in REFUSED])
def test_what_cannot_be_redrawn_is_refused_with_the_reason(question: str, reason: str, said: str, ask: Any) -> None:
    answer = ask(question)
    assert answer.outcome == "refuse", answer.text
    assert answer.refusal.reason.value == reason
    assert said in answer.text


def refused_over(opened: Opened, data: Rows, question: str) -> Any:
    with opened(data) as assistant:
        answer = assistant.ask(question, as_of=AS_OF)
    assert answer.outcome == "refuse", answer.text
    return answer.refusal


ASKED = "Hoe ontwikkelde het aantal {what} van Nieuwland zich sinds 2016 in de huidige grenzen?"


def test_a_part_that_is_not_there_is_refused(opened: Opened) -> None:
    data = rows()
    del data["WE", 2017]
    refusal = refused_over(opened, data, ASKED.format(what="inwoners"))
    assert refusal.reason.value == "no_data_for_period"
    assert "West over 2017" in refusal.text


def test_a_part_that_would_count_double_is_refused(opened: Opened) -> None:
    refusal = refused_over(opened, rows() | {("WE", 2020): (200, 50)}, ASKED.format(what="inwoners"))
    assert "West over 2020" in refusal.text


def test_a_part_that_is_withheld_is_refused(opened: Opened) -> None:
    refusal = refused_over(opened, rows() | {("WE", 2017): (200, 3)}, ASKED.format(what="zieken"))
    assert refusal.reason.value == "disclosure"


def test_a_part_that_is_withheld_cannot_be_had_by_its_share(opened: Opened) -> None:
    question = "Hoeveel zieken had Groot in 2020 in de huidige grenzen?"
    assert refused_over(opened, rows() | {("HA", 2020): (100, 3)}, question).reason.value == "disclosure"


def catalog(*mergers: dict[str, Any]) -> Catalog:
    return Catalog.model_validate({"mergers": [{"field": "r.c", **one} for one in mergers]})


DAY = {"a": "2010-01-01", "b": "2020-01-01"}


def test_mergers_are_followed_back_and_their_shares_multiplied() -> None:
    known = catalog(
        {"date": DAY["a"], "from": "P", "to": [{"value": "O", "share": 0.5}, {"value": "X", "share": 0.5}]},
        {"date": DAY["b"], "from": "O", "to": [{"value": "N", "share": 0.4}, {"value": "X", "share": 0.6}]},
    )
    found = formers(known, "r.c", "N", dt.date(2005, 1, 1), AS_OF)
    assert {one.value: one.share for one in found} == {"O": 0.4, "P": 0.2}


def test_only_mergers_after_the_first_day_and_up_to_today_count() -> None:
    known = catalog({"date": DAY["b"], "from": "O", "to": "N"})
    assert formers(known, "r.c", "N", dt.date(2021, 1, 1), AS_OF) == ()
    assert formers(known, "r.c", "N", dt.date(2005, 1, 1), dt.date(2019, 1, 1)) == ()


def test_mergers_that_go_round_are_no_endless_walk() -> None:
    known = catalog({"date": DAY["a"], "from": "N", "to": "O"}, {"date": DAY["b"], "from": "O", "to": "N"})
    with pytest.raises(NotRedrawn):
        formers(known, "r.c", "N", dt.date(2005, 1, 1), AS_OF)
