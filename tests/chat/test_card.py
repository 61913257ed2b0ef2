"""A card shows exactly what the answer says, in the reader's notation and language."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from assistant.catalog.catalog import Catalog
from assistant.catalog.text import Language
from assistant.chat.card import card, is_fictional
from assistant.chat.stands import stands
from assistant.chat.table import MOST_ROWS
from assistant.chat.wording import language_of, wording
from assistant.explanation.answer import Answer, AnswerColumn, CaveatShown, answer_columns, answer_rows
from assistant.explanation.interpretation import interpretation
from assistant.explanation.names import unit_beside
from assistant.explanation.sources import sources
from assistant.explanation.standing import Comparison, Kind, Standing
from assistant.language.kinds import CueKind
from assistant.plan import Clarification, Option, Reason, Refusal
from tests.explanation.building import shown_of
from tests.explanation.catalogue import CATALOG

SINGLE = {
    "metrics": ["bevolking.inwoners"],
    "filters": [["regio.regio_code", "in", [["GM0344", "Utrecht", "gemeente"]]]],
    "period": "2023",
    "columns": ["metric:bevolking.inwoners"],
    "rows": [[367947]],
}
SERIES = SINGLE | {
    "period": "2021..2023",
    "per": "year",
    "columns": ["time:jaar", "metric:bevolking.inwoners"],
    "rows": [["2021", 359370], ["2022", None], ["2023", 367947]],
}


CAVEATS = (
    CaveatShown("x.0", "note", "documented", "tekst 0"),
    CaveatShown("x.1", "important", "documented", "tekst 1"),
)


def drawing(spec: dict[str, Any]) -> str:
    """Stand in for the drawing of charts."""
    return f"<svg>{spec['width']}</svg>"


def answered(case: dict[str, Any], language: Language = "nl", **changes: Any) -> Answer:
    shown = shown_of(case, language)
    given: dict[str, Any] = {
        "interpretation": interpretation(shown.plan, CATALOG),
        "columns": answer_columns(shown),
        "rows": answer_rows(shown),
        "text": "De gemeente Utrecht had 367.947 inwoners op 1 januari 2023.",
        "sql": "SELECT 1",
        "shown": shown,
        "sources": sources(CATALOG, ["bevolking"], language),
    }
    return Answer("Hoeveel inwoners?", language, "answer", **given | changes)


def shown_card(answer: Answer) -> dict[str, Any]:
    return card(answer, CATALOG, drawing)


def test_one_figure_is_a_sentence_without_table_or_chart() -> None:
    found = shown_card(answered(SINGLE))
    assert found["text"] == "De gemeente Utrecht had 367.947 inwoners op 1 januari 2023."
    assert found["table"] is None
    assert found["chart"] is None


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("nl", [["2021", "359.370"], ["2022", "onbekend"], ["2023", "367.947"]]),
        ("en", [["2021", "359,370"], ["2022", "unknown"], ["2023", "367,947"]]),
    ],
)
def test_a_table_is_written_as_the_reader_writes_numbers(language: Language, body: list[list[str]]) -> None:
    assert shown_card(answered(SERIES, language))["table"]["body"] == body


def test_no_line_ends_between_a_figure_and_its_sign() -> None:
    found = shown_card(answered(SINGLE, text="Het aandeel steeg met 4,5 % tot € 12."))
    assert found["text"] == "Het aandeel steeg met 4,5\N{NO-BREAK SPACE}% tot €\N{NO-BREAK SPACE}12."


def test_a_withheld_cell_says_so_and_never_holds_the_figure() -> None:
    found = shown_card(answered(SERIES | {"withheld": [[2, 1]]}))
    assert found["table"]["body"][2] == ["2023", "niet getoond"]
    assert "367947" not in json.dumps(found["table"])


def test_a_series_has_a_chart_for_wide_and_for_narrow_screens_with_a_text_for_who_cannot_see_it() -> None:
    found = shown_card(answered(SERIES))["chart"]
    wide, narrow = (base64.b64decode(found[key].partition("base64,")[2]).decode() for key in ("src", "narrow"))
    assert wide.startswith("<svg>")
    assert wide != narrow
    assert "inwoners" in found["alt"]


def test_a_very_long_table_is_cut_and_says_so() -> None:
    rows = [[str(1000 + year), year] for year in range(MOST_ROWS + 1)]
    found = shown_card(answered(SERIES | {"rows": rows}))
    assert len(found["table"]["body"]) == MOST_ROWS
    assert found["truncated"]


def test_caveats_keep_their_severity_and_order() -> None:
    caveats = tuple(
        CaveatShown(f"x.{n}", severity, "documented", f"tekst {n}")
        for n, severity in enumerate(("note", "blocking", "important", "note"))
    )
    assert shown_card(answered(SINGLE, caveats=caveats))["caveats"] == {
        "blocking": ["tekst 1"],
        "important": ["tekst 2"],
        "note": ["tekst 0", "tekst 3"],
    }


@pytest.mark.parametrize(
    ("language", "source"),
    [("nl", "CBS, Bevolking (bijgewerkt op 1 mei 2025)"), ("en", "CBS, Population (updated on 1 May 2025)")],
)
def test_a_source_names_publisher_title_and_date(language: Language, source: str) -> None:
    assert shown_card(answered(SINGLE, language))["sources"] == [source]


def test_where_a_figure_stands_is_open_when_it_was_asked_in_words() -> None:
    own, other = answered(SINGLE), answered(SINGLE, text="In Nederland was dat 4.", caveats=CAVEATS)
    found = Standing("nl", (Comparison(Kind.OWN, "Het cijfer", own), Comparison(Kind.LEVEL, "Naast Nederland", other)))
    panel = shown_card(answered(SINGLE, standing=found))["stands"]
    assert panel["beside"] == [
        {"heading": "Naast Nederland", "text": "In Nederland was dat 4.", "caveats": ["tekst 1"], "table": None}
    ]
    assert shown_card(answered(SINGLE))["stands"] is None


def test_a_caveat_is_said_once_in_where_a_figure_stands() -> None:
    """What the figure itself is shown with stands on the card already; a new one stands at the first that has it."""
    known, fresh = (CaveatShown(f"b.{name}", "important", "documented", name) for name in ("oud", "nieuw"))
    figure, other = answered(SINGLE, caveats=(known,)), answered(SINGLE, caveats=(known, fresh))
    found = Standing(
        "nl", (Comparison(Kind.OWN, "", figure), Comparison(Kind.LEVEL, "a", other), Comparison(Kind.PEERS, "b", other))
    )
    assert [one["caveats"] for one in stands(found, "nl")["beside"]] == [["nieuw"], []]


def test_a_question_back_offers_its_options_as_questions() -> None:
    options = (Option("de gemeente", "Hoeveel inwoners heeft de gemeente Utrecht?"), Option("de provincie", "…?"))
    asked = Clarification("Welk Utrecht bedoelt u?", options, "nl")
    found = shown_card(Answer("Utrecht?", "nl", "clarify", clarification=asked))
    assert found["text"] == "Welk Utrecht bedoelt u?"
    assert found["options"][0] == {"label": "de gemeente", "question": "Hoeveel inwoners heeft de gemeente Utrecht?"}
    assert found["table"] is found["chart"] is None


def test_a_refusal_says_what_can_be_asked_instead() -> None:
    refused = Refusal(Reason.UNKNOWN_CONCEPT, "Dat woord ken ik niet.", "nl", ("inwoners",))
    found = shown_card(Answer("x?", "nl", "refuse", refusal=refused))
    assert (found["text"], found["nearest"]) == ("Dat woord ken ik niet.", ["inwoners"])


def test_an_offer_that_stands_in_the_text_is_not_said_again() -> None:
    said = "Dat woord ken ik niet. U kunt wel vragen naar Inwoners."
    refused = Refusal(Reason.UNKNOWN_CONCEPT, said, "nl", ("inwoners", "banen"))
    assert shown_card(Answer("x?", "nl", "refuse", refusal=refused))["nearest"] == ["banen"]


def test_an_error_is_a_sentence_too() -> None:
    assert shown_card(Answer("", "nl", "error", error="De vraag is leeg."))["text"] == "De vraag is leeg."


def test_rows_of_the_documentation_are_a_table_of_texts() -> None:
    columns = (AnswerColumn("name", "gegeven", "dimension"), AnswerColumn("unit", "eenheid", "dimension"))
    told = Answer("Welke gegevens?", "nl", "answer", columns=columns, rows=(("inwoners", None),), text="Eén cijfer.")
    found = shown_card(told)["table"]
    assert [column["label"] for column in found["head"]] == ["gegeven", "eenheid"]
    assert found["body"] == [["inwoners", ""]]


@pytest.mark.parametrize("case", [SINGLE, SERIES])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_is_plain_json(case: dict[str, Any], language: Language) -> None:
    json.dumps(shown_card(answered(case, language)), allow_nan=False)


@pytest.mark.parametrize(
    ("title", "fictional"),
    [
        ({"nl": "Gegevens van Voorbeeldstad (fictief)", "en": "Data of Voorbeeldstad (fictional)"}, True),
        ({"nl": "Verzonnen cijfers"}, True),
        ({"nl": "Uitgeleende science fiction per bibliotheek"}, False),
        ({"nl": "Cijfers van Utrecht"}, False),
        (None, False),
    ],
)
def test_invented_data_are_known_by_the_title_of_the_catalogue(title: dict[str, str] | None, fictional: bool) -> None:
    assert is_fictional(Catalog.model_validate({"title": title, "datasets": []})) is fictional


def test_both_languages_have_the_same_words() -> None:
    assert wording("nl").keys() == wording("en").keys()


@pytest.mark.parametrize("kind", [kind for kind in CueKind if kind.value not in {"instruction", "greeting", "help"}])
def test_each_kind_of_word_in_a_question_has_a_meaning_for_people(kind: CueKind) -> None:
    assert wording("nl")[f"as_{kind.value}"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [("nl-NL", "nl"), ("en-GB", "en"), ("EN", "en"), ("de-DE", "nl"), ("", "nl"), (None, "nl")],
)
def test_dutch_unless_the_browser_prefers_english(tag: str | None, language: Language) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("label", "unit", "beside"),
    [
        ("inwoners (geheel)", "inwoners", ""),
        ("inwoners", "inwoners", ""),
        ("aandeel", "%", "%"),
        ("bedrag (lasten)", "euro", "euro"),
        ("naam", None, ""),
    ],
)
def test_a_unit_is_not_said_twice(label: str, unit: str | None, beside: str) -> None:
    assert unit_beside(label, unit) == beside
