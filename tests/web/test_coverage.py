"""The page of a dataset shows which periods and members have figures: drawn, in words, and as a table."""

from __future__ import annotations

import base64
import re
from html import unescape

import httpx
import pytest

from assistant.answering import Assistant
from assistant.answering.coverage import Coverage, Line, coverage
from assistant.catalog.period import Period
from assistant.web.covering import covered

YEARS = tuple(Period.year(year) for year in range(2018, 2023))


def made(*lines: Line) -> Coverage:
    return Coverage(YEARS, lines, "inwoners")


def test_a_page_draws_and_says_who_has_figures_when(client: httpx.Client) -> None:
    page = unescape(client.get("/catalogus/bevolking").text)
    assert "Lindewaard: geen cijfers over 2015 tot en met 2018." in page
    row = re.search(r'<th scope="row">Lindewaard</th>(.*?)</tr>', page)
    assert row is not None
    assert re.findall(r"<td>(\w+)</td>", row[1]) == ["nee"] * 4 + ["ja"] * 7
    drawing = re.search(r'src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page)
    assert drawing is not None
    assert "als tabel" in drawing[2]
    assert ">Lindewaard<" in base64.b64decode(drawing[1]).decode()


def test_it_is_told_in_the_readers_language(client: httpx.Client) -> None:
    page = unescape(client.get("/catalogus/bevolking", params={"lang": "en"}).text)
    assert "Lindewaard: no figures for 2015 to 2018." in page


def test_no_figure_is_told(assistant: Assistant) -> None:
    """A withheld figure counts as there: what the page says tells nothing of its size."""
    found = coverage(assistant, "bijstand", "nl", "manager")
    assert found is not None
    assert {having for line in found.lines if line.of == 1 for having in line.having} <= {0, 1}


def test_rows_that_are_events_are_told_by_figure_and_not_by_place(assistant: Assistant) -> None:
    """Whether a neighbourhood has any row would tell of single persons."""
    found = coverage(assistant, "meldingen", "nl", "manager")
    assert found is not None
    assert found.about is None


def test_a_dataset_without_time_has_no_drawing(client: httpx.Client) -> None:
    assert "Waarover er cijfers zijn" not in client.get("/catalogus/regio").text


def test_who_may_not_ask_sees_no_members(assistant: Assistant) -> None:
    for dataset in assistant.catalog.datasets:
        if dataset.access and "manager" not in dataset.access:
            found = coverage(assistant, dataset.name, "nl", "manager")
            assert found is None or found.about is None


CASES = [
    ([Line("A", (1, 1, 1, 1, 1), 1)], ["1 van 1 hebben cijfers over alle perioden."]),
    (
        [Line("A", (0, 1, 0, 0, 1), 1), Line("B", (1, 1, 1, 1, 1), 1)],
        ["1 van 2 hebben cijfers over alle perioden.", "A: geen cijfers over 2018, 2020 tot en met 2021."],
    ),
    (
        [Line("A", (1, 0, 1, 0, 1), 1), Line("B", (1, 0, 1, 0, 1), 1)],
        ["Over 2019, 2021 is er van niemand een cijfer.", "2 van 2 hebben cijfers over alle perioden."],
    ),
    ([Line("gemeente", (3, 4, 4, 4, 2), 5)], ["gemeente: 2 tot 4 van 5 hebben cijfers, het wisselt per periode."]),
    ([Line("gemeente", (5, 5, 5, 5, 5), 5)], ["gemeente: 5 van 5 hebben cijfers, elke periode."]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "told"), CASES)
def test_what_is_drawn_is_told_in_sentences(lines: list[Line], told: list[str]) -> None:
    page = covered(made(*lines), "nl")
    assert page is not None
    assert page["told"] == told


def test_names_are_escaped_and_long_ones_cut_in_the_drawing_only() -> None:
    page = covered(made(Line("<b>Een heel lange naam van een buurt</b>", (1, 1, 1, 1, 1), 1)), "nl")
    assert page is not None
    assert "<b>" not in page["svg"]
    assert page["lines"][0][0].startswith("<b>Een heel lange naam van een buurt")
