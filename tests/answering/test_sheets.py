"""The sheet of an answer: everything a conversation needs, in every form, and nothing in it that would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from assistant.answering import Assistant
from assistant.answering.agreements import agree, standings
from assistant.answering.approving import without_old
from assistant.answering.reopening import reopen
from assistant.answering.reviewing import approve, ask_for_review, reject
from assistant.answering.sheets import sheet
from assistant.answering.standing.kept import standing
from assistant.errors import InputError
from assistant.explanation.periods import day
from assistant.explanation.sheet import Sheet, csv_table, page, word_document, workbook
from assistant.explanation.sheet.sheet import Cell, Head
from assistant.records import Agreement, Author, Note, Subject, Way
from assistant.settings import Settings

TODAY = dt.date(2026, 11, 25)
FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert(1)</script>"
QUESTION = "Hoe ontwikkelde het aantal bijstandsuitkeringen zich sinds 2022?"


def made(demo: Assistant, question: str = QUESTION, **about: Any) -> Sheet:
    kept = demo.ask(question, as_of=TODAY).kept
    opened = reopen(demo, str(kept))
    assert opened is not None
    return sheet(demo, opened, as_of=TODAY, **about)


def noted(demo: Assistant, text: str, question: str = QUESTION) -> None:
    answer = demo.ask(question, as_of=TODAY)
    assert answer.interpretation is not None
    demo.records.entries.add(Note(text), Subject.of(demo.catalog.name, answer.interpretation), "Kim", answer.kept)


def test_a_sheet_holds_what_a_conversation_needs(demo: Assistant) -> None:
    noted(demo, "Volgens ons komt dit door de nieuwe regels.")
    text = page([made(demo, link="http://localhost:8000/answers/1")])
    for part in (
        QUESTION,
        "4.671",
        "voorlopig",
        "Vragen voor het gesprek",
        "Wat deze cijfers niet zeggen",
        "Wat betekenen deze cijfers?",
        "Volgens ons komt dit door de nieuwe regels.",
        "Kim",
        "SELECT",
        "niet door een analist nagekeken",
        "data:image/svg+xml",
        "http://localhost:8000/answers/1",
    ):
        assert part in text, part


def test_what_people_wrote_is_shown_and_never_run(demo: Assistant) -> None:
    question = "Hoeveel inwoners hadden we in 2025?"
    noted(demo, f"{SCRIPT} & \x00 {FORMULA}", question)
    one = made(demo, question)
    assert SCRIPT not in page([one])
    assert "&lt;script&gt;" in page([one])
    assert "script-src" not in page([one])
    document = docx.Document(io.BytesIO(word_document([one])))
    assert any(SCRIPT in paragraph.text for paragraph in document.paragraphs)


def test_a_text_that_begins_as_a_formula_stays_a_text() -> None:
    rows = ((Cell(FORMULA, FORMULA), Cell("3", 3)), (Cell("x", "x"), Cell("withheld", None)))
    head = (Head("+plek", "", False), Head("aantal", "stuks", True))
    one = Sheet("nl", FORMULA, "", "", TODAY, head=head, rows=rows, important=("@SUM(1)",))
    book = openpyxl.load_workbook(io.BytesIO(workbook(one)))
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=3)] == [
        [FORMULA, 3],
        ["x", None],
    ]
    assert [cell.quotePrefix for cell in book.worksheets[0]["A"]] == [True, False, True, False]
    table = list(csv.reader(io.StringIO(csv_table(one))))
    assert table == [["'+plek", "aantal (stuks)"], [f"'{FORMULA}", "3"], ["x", ""]]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\N{NO-BREAK SPACE}@", "\N{FULLWIDTH EQUALS SIGN}"]
)
def test_whatever_a_spreadsheet_may_run_gets_the_mark_of_a_text(start: str) -> None:
    text = f"{start}SUM(1)"
    one = Sheet("nl", "", "", "", TODAY, head=(Head("plek", "", False),), rows=((Cell(text, text),),))
    assert list(csv.reader(io.StringIO(csv_table(one), newline="")))[1] == [f"'{text}"]


def test_the_word_document_holds_table_and_chart_with_its_alternative(demo: Assistant) -> None:
    document = docx.Document(io.BytesIO(word_document([made(demo)])))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[-1].cells][-1] == "4.671"
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr")


def test_a_conversation_on_one_sheet(demo: Assistant) -> None:
    sheets = [made(demo), made(demo, "Hoeveel inwoners hadden we in 2025?")]
    text = page(sheets)
    assert "Een gesprek in 2 vragen" in text
    assert text.count("<article>") == 2


def agreement(metric: str = "bijstand.uitkeringen", **changes: Any) -> Agreement:
    known: dict[str, Any] = {"way": Way.DOWN, "due": dt.date(2026, 6, 30), "target": None}
    return Agreement("Mensen eerder spreken", "Team Werk", metric, **(known | changes))


@pytest.mark.parametrize(
    ("way", "target", "said"),
    [
        (Way.UP, None, "Dat is de kant op die is afgesproken."),
        (Way.DOWN, 4000.0, "Dat is niet de kant op die is afgesproken. Het doel is niet gehaald."),
        (Way.UP, 4600.0, "Dat is de kant op die is afgesproken. Het doel is gehaald."),
    ],
)
def test_an_agreement_shows_the_figure_then_and_now_and_no_cause(
    demo: Assistant, way: Way, target: float | None, said: str
) -> None:
    kept = demo.ask("Hoeveel bijstandsuitkeringen waren er eind 2023?", as_of=TODAY).kept
    entry = agree(demo, str(kept), agreement(way=way, target=target), "Kim")
    (found,) = [one for one in standings(demo, as_of=TODAY) if one.entry == entry]
    assert said in found.text
    assert "4.419" in found.text
    assert "4.671" in found.text
    assert "zegt dit cijfer niet" in found.text
    assert found.due
    assert "bijstand.provisional" in {caveat.id for caveat in found.caveats}
    demo.records.entries.withdraw(entry.id, "Kim", seen=1)


def test_an_agreement_without_a_newer_figure_says_so(demo: Assistant) -> None:
    kept = demo.ask("Hoeveel bijstandsuitkeringen waren er in 2025?", as_of=TODAY).kept
    entry = agree(demo, str(kept), agreement(), "Kim")
    (found,) = [one for one in standings(demo, as_of=TODAY) if one.entry == entry]
    assert found.text == "Er is nog geen nieuwer cijfer dan dat van 2025."
    demo.records.entries.withdraw(entry.id, "Kim", seen=1)


def test_an_agreement_must_be_about_its_answer(demo: Assistant) -> None:
    kept = str(demo.ask("Hoeveel inwoners hadden we in 2025?", as_of=TODAY).kept)
    with pytest.raises(InputError, match="not about"):
        agree(demo, kept, agreement(), "Kim")
    with pytest.raises(InputError, match="no answer"):
        agree(demo, "nothing", agreement(), "Kim")


def test_a_figure_that_moved_within_its_margins_is_not_said_to_have_gone_anywhere(demo: Assistant) -> None:
    kept = demo.ask("Wat was het aandeel dat zich weleens onveilig voelt in 2023?", as_of=TODAY).kept
    entry = agree(demo, str(kept), agreement("burgerpeiling.onveilig", way=Way.UP, target=19.5), "Kim")
    (found,) = [one for one in standings(demo, as_of=TODAY) if one.entry == entry]
    assert "van 19,2 % ± 2,1 naar 19,6 % ± 2,1. Dit verschil valt binnen de marges" in found.text
    assert (found.moved, found.reached) == (None, None)
    assert "afgesproken" not in found.text
    assert "gehaald" not in found.text
    demo.records.entries.withdraw(entry.id, "Kim", seen=1)


def test_a_sheet_can_tell_where_its_figure_stands(demo: Assistant) -> None:
    """What the figure is set beside stands on the sheet with its own caveats, and no cause is claimed."""
    kept = str(demo.ask("Hoeveel misdrijven waren er in 2025 in Noord?", as_of=TODAY).kept)
    opened = reopen(demo, kept)
    assert opened is not None
    stands = standing(demo, kept, as_of=TODAY)
    one = sheet(demo, opened, as_of=TODAY, stands=stands)
    assert [line.text for line in one.beside[:2]] == [told.answer.text for told in stands.comparisons[1:3]]
    assert {caveat.text for told in stands.comparisons for caveat in told.answer.caveats} <= {
        *one.blocking,
        *one.important,
        *one.notes_to_figures,
    }
    for text in (page([one]), "\n".join(p.text for p in docx.Document(io.BytesIO(word_document([one]))).paragraphs)):
        assert "Waar staan we hiermee?" in text
        assert "Het zegt niet waardoor het cijfer veranderde." in text
    assert not made(demo).beside


def test_no_line_of_paper_ends_inside_a_figure(demo: Assistant) -> None:
    one = made(demo, "Gemiddelde WOZ-waarde per wijk in 2025")
    figure = "€\N{NO-BREAK SPACE}498.000"
    assert figure in page([one])
    document = docx.Document(io.BytesIO(word_document([one])))
    assert any(figure in paragraph.text for paragraph in document.paragraphs)
    (picture,) = document.inline_shapes
    assert picture.height <= 9 * 360_000


@pytest.mark.parametrize(
    ("question", "decide", "said"),
    [
        ("Hoeveel inwoners had Oudemeer in 2023?", approve, "Ans heeft deze zoekvraag op {on} goedgekeurd."),
        ("Hoeveel geboorten waren er in Rietmond in 2022?", reject, "Ans heeft deze zoekvraag op {on} afgekeurd."),
    ],
)
def test_a_sheet_says_who_looked_at_its_query_and_what_they_found(
    question: str, decide: Any, said: str, demo_catalog_dir: Path, tmp_path: Path
) -> None:
    # Records of its own: what is approved here would answer the questions of other tests.
    with Assistant.open(Settings(catalog=demo_catalog_dir, home=tmp_path)) as assistant:
        _looked_at(assistant, question, decide, said)


def _looked_at(demo: Assistant, question: str, decide: Any, said: str) -> None:
    kept = str(demo.ask(question).kept)
    opened = reopen(demo, kept)
    assert opened is not None
    assert sheet(demo, opened).review == "Deze zoekvraag is niet door een analist nagekeken."
    asked = ask_for_review(demo, kept, Author("kim", "Kim"))
    assert sheet(demo, opened).review == "Deze zoekvraag is niet door een analist nagekeken."
    decide(demo, kept, Author("ans", "Ans"), asked.version, "Nagerekend.")
    today = day(demo.records.reviews.get(kept).changed_at.date(), "nl")  # type: ignore[union-attr]
    found = sheet(demo, opened)
    # The catalogue is shared: other tests ask what nobody approved.
    without_old(demo, kept)
    for told in (found.review, page([found])):
        assert said.format(on=today) in told
