"""Charts as a statistics office would print them: what stands beside what, where an axis begins, what is joined."""

from __future__ import annotations

import json
from typing import Any

import altair
import pytest

from assistant.explanation.chart import alt_text, form_of, narrow, svg, vega_lite
from assistant.explanation.interpretation import text as reading
from assistant.explanation.names import plural
from assistant.explanation.words import words

FAR_FROM_ZERO = "Hoe ontwikkelde het aantal bijstandsuitkeringen zich sinds 2019?"
FROM_ZERO = "Hoeveel meldingen per categorie per jaar sinds 2020?"
TWO_YEARS = "Vergelijk de WOZ-waarde per wijk in 2020 en 2025"
PAIRS = "Begroot en gerealiseerd per taakveld in 2024"


@pytest.fixture
def drawn(ask: Any) -> Any:
    def chart(question: str) -> dict[str, Any]:
        spec = vega_lite(ask(question).shown)
        assert spec is not None
        return spec

    return chart


@pytest.mark.parametrize(
    "question",
    [
        FAR_FROM_ZERO,
        FROM_ZERO,
        TWO_YEARS,
        PAIRS,
        "Hoeveel inwoners per wijk in 2025?",
        "Inwoners naar leeftijd per jaar",
        "Wat was het aandeel dat zich weleens onveilig voelt per jaar?",
    ],
)
def test_every_form_keeps_to_the_schema_of_vega_lite(drawn: Any, question: str) -> None:
    """Held here, and not anew for every answer."""
    altair.Chart.from_dict(drawn(question), validate=True)


def test_the_same_chart_is_drawn_once(drawn: Any) -> None:
    spec = drawn(FROM_ZERO)
    assert svg(spec) is svg(json.loads(json.dumps(spec)))


@pytest.mark.parametrize(("question", "cut"), [(FAR_FROM_ZERO, True), (FROM_ZERO, False)])
def test_an_axis_that_leaves_zero_out_says_so(drawn: Any, question: str, cut: bool) -> None:
    spec = drawn(question)
    assert spec["layer"][0]["encoding"]["y"]["scale"]["zero"] is not cut
    assert ("de as begint niet bij 0" in str(spec["title"]["subtitle"])) is cut


def test_bars_begin_at_zero(drawn: Any) -> None:
    spec = drawn("Hoeveel inwoners per wijk in 2025?")
    assert spec["layer"][0]["mark"]["type"] == "bar"
    assert spec["layer"][0]["encoding"]["x"]["scale"]["zero"] is True


def test_long_names_get_room_for_wider_letters_than_the_chart_was_measured_with(drawn: Any) -> None:
    spec = drawn("Hoeveel inwoners per wijk in 2025?")
    longest = max(len(str(point["x"])) for point in spec["data"]["values"])
    assert min(spec["padding"]["left"], spec["padding"]["right"]) > longest


def test_two_years_beside_each_other_are_joined_by_a_line(drawn: Any) -> None:
    """Years between that nobody asked for are no gap."""
    spec = drawn(TWO_YEARS)
    assert spec["layer"][0]["mark"]["type"] == "line"
    assert {point["x"] for point in spec["data"]["values"]} == {"2020", "2025"}


def test_budget_and_outcome_stand_side_by_side_for_each_task(drawn: Any) -> None:
    spec = drawn(PAIRS)
    points = spec["data"]["values"]
    assert {point["metric"] for point in points} == {"begroot", "gerealiseerd"}
    assert len({point["series"] for point in points}) == len(points) / 2
    assert "yOffset" in spec["layer"][0]["encoding"]


@pytest.mark.parametrize(
    ("question", "unit"),
    [(TWO_YEARS, "'€ '"), ("Wat was het aandeel dat zich weleens onveilig voelt per jaar?", "' %'")],
)
def test_ticks_carry_euro_and_percent(drawn: Any, question: str, unit: str) -> None:
    assert unit in json.dumps(drawn(question)["layer"], ensure_ascii=False)


def test_a_profile_names_the_part_that_was_asked(ask: Any) -> None:
    shown = ask("Hoeveel meldingen kwamen er per weekdag in 2024?").shown
    assert "per dag van de week" in reading(shown.plan, shown.catalog)


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("categorie", "categorieën"),
        ("functie", "functies"),
        ("taak", "taken"),
        ("soort", "soorten"),
        ("huis", "huizen"),
        ("klas", "klassen"),
        ("deel", "delen"),
        ("systeem", "systemen"),
        ("hoeveelheid", "hoeveelheden"),
        ("thema", "thema's"),
        ("gemeente", "gemeentes"),
        ("regeling", "regelingen"),
        ("prijs", "prijzen"),
        ("wijken", "wijken"),
    ],
)
def test_the_plural_of_a_word_nobody_documented(noun: str, several: str) -> None:
    assert plural(noun, words("nl")) == several


@pytest.mark.parametrize(("noun", "several"), [("category", "categories"), ("day", "days"), ("branch", "branches")])
def test_the_plural_in_english(noun: str, several: str) -> None:
    assert plural(noun, words("en")) == several


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Gemiddelde WOZ-waarde per wijk in 2025", "map"),
        ("Bijstandsuitkeringen per 1.000 inwoners per wijk in 2025", "map"),
        ("Hoeveel inwoners per wijk in 2025?", "bar"),
        ("Top 5 wijken met de hoogste gemiddelde WOZ-waarde in 2025", "bar"),
        ("Aandeel dat zich weleens onveilig voelt per wijk in 2025", "dot"),
    ],
)
def test_only_what_does_not_grow_with_an_area_is_shown_on_a_map(ask: Any, question: str, form: str) -> None:
    """A count, a few of a ranking and figures with a margin are not."""
    shown = ask(question).shown
    assert form_of(shown).value == form
    spec = vega_lite(shown)
    assert spec is not None
    assert ("geoshape" in json.dumps(spec)) is (form == "map")
    assert svg(spec).startswith("<svg")
    assert alt_text(shown)


LONG = "Hoeveel bijstandsuitkeringen zijn er per wijk naar leeftijd?"
MAP = "Wat is de gemiddelde WOZ-waarde per gemeente?"


def test_a_long_title_is_broken_and_never_cut(drawn: Any) -> None:
    """A title on one line runs out of the drawing where the reader's letters are wider than ours."""
    lines = drawn(LONG)["title"]["text"]
    assert len(lines) == 2
    assert max(map(len, lines)) <= 66
    assert lines == ["Bijstandsuitkeringen · per wijk · per leeftijd van de ontvanger", "gemeente Voorbeeldstad · 2025"]


def test_figures_of_one_period_that_are_not_final_say_so_in_the_drawing(drawn: Any) -> None:
    assert "voorlopige cijfers" in str(drawn(LONG)["title"]["subtitle"])
    assert "voorlopige cijfers" not in str(drawn("Hoeveel inwoners per wijk in 2025?")["title"])


@pytest.mark.parametrize("question", [FAR_FROM_ZERO, LONG, MAP])
def test_a_telephone_gets_the_same_figures_drawn_narrow(question: str, drawn: Any) -> None:
    wide = drawn(question)
    small = narrow(wide)
    assert "title" not in small
    assert small["width"] < 300
    assert values_in(small) <= values_in(wide)
    assert svg(small).startswith("<svg")


def test_a_map_on_a_telephone_has_no_names_that_lie_over_each_other(drawn: Any) -> None:
    small = narrow(drawn(MAP))
    assert {layer["mark"]["type"] for layer in small["layer"]} == {"geoshape"}
    assert small["height"] < small["width"]


def values_in(part: Any) -> set[float]:
    """The figures in the data of a specification."""
    if isinstance(part, list):
        return set().union(*map(values_in, part)) if part else set()
    if not isinstance(part, dict):
        return set()
    own = {float(part["y"])} if isinstance(part.get("y"), int | float) else set()
    return own.union(*(values_in(one) for one in part.values()))
