"""The sheet as a Word document, for who wants to write on in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from assistant.explanation.periods import day
from assistant.explanation.sheet.build import MOST_ROWS
from assistant.explanation.sheet.sheet import Sheet
from assistant.explanation.sheet.together import together
from assistant.explanation.sheet.words import sheet_words

#: The room for a chart.
_WIDEST, _TALLEST = Cm(16), Cm(9)
#: What XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def word_document(sheets: Sequence[Sheet]) -> bytes:
    """Return a ``.docx`` of one answer, or of all answers of a conversation, each on a page of its own."""
    document = Document()
    language = sheets[0].language
    _lay_out(document, language)
    document.core_properties.title = _clean(sheets[0].question)[:250]
    document.core_properties.author = ""
    document.core_properties.language = language
    for number, sheet in enumerate(sheets):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        _answer(document, sheet)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lay_out(document: Doc, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    properties = normal.element.get_or_add_rPr()
    marked = properties.makeelement(qn("w:lang"), {qn("w:val"): "nl-NL" if language == "nl" else "en-GB"})
    properties.append(marked)


def _answer(document: Doc, sheet: Sheet) -> None:
    say = sheet_words(sheet.language)
    _paragraph(document, say.say("title"), style="Subtitle")
    document.add_heading(_clean(sheet.question), level=1)
    _paragraph(document, say.say("asked", day=day(sheet.asked, sheet.language)))
    if sheet.fictional:
        _paragraph(document, say.say("fictional"))
    _listed(document, say.say("head.blocking"), sheet.blocking)
    _paragraph(document, sheet.headline, bold=True, size=14)
    _listed(document, say.say("head.caveats"), sheet.important)
    if sheet.reading:
        document.add_heading(say.say("head.reading"), level=2)
        _paragraph(document, sheet.reading)
    _listed(document, say.say("head.assumptions"), sheet.assumptions, level=3)
    _listed(document, say.say("head.rejected"), sheet.rejected, level=3)
    _chart(document, sheet)
    _table(document, sheet)
    _listed(document, say.say("head.beside"), (f"{one.heading}: {one.text}" for one in sheet.beside))
    if sheet.beside_note:
        _paragraph(document, sheet.beside_note)
    _listed(document, say.say("head.definitions"), (f"{one.label}: {one.text}" for one in sheet.definitions))
    _listed(document, say.say("head.remarks"), sheet.notes_to_figures)
    _listed(document, say.say("head.cannot_tell"), sheet.cannot_tell)
    _listed(document, say.say("head.prompts"), sheet.prompts)
    _added(document, sheet)
    _listed(document, say.say("head.sources"), sheet.sources)
    if sheet.sql:
        document.add_heading(say.say("head.query"), level=2)
        _paragraph(document, sheet.review)
        _paragraph(document, sheet.sql, size=8)
    if sheet.link:
        _paragraph(document, f"{say.say('head.link')}: {sheet.link}")


def _chart(document: Doc, sheet: Sheet) -> None:
    if sheet.chart_png is None:
        return
    picture = document.add_picture(io.BytesIO(sheet.chart_png), width=_WIDEST)
    # A tall chart leaves room for the table on the same page.
    if picture.height > _TALLEST:
        picture.width, picture.height = Length(picture.width * _TALLEST // picture.height), _TALLEST
    # Who cannot see the picture hears what it shows.
    picture._inline.docPr.set("descr", _clean(sheet.chart_alt))


def _table(document: Doc, sheet: Sheet) -> None:
    if not sheet.rows:
        return
    say = sheet_words(sheet.language)
    document.add_heading(say.say("head.table"), level=2)
    rows = sheet.rows[:MOST_ROWS]
    table = document.add_table(rows=1 + len(rows), cols=len(sheet.head), style="Light Grid Accent 1")
    heads = [f"{head.label} ({head.unit})" if head.unit else head.label for head in sheet.head]
    for number, texts in enumerate([heads, *([cell.text for cell in row] for row in rows)]):
        for index, (cell, text) in enumerate(zip(table.rows[number].cells, texts, strict=True)):
            cell.text = _clean(text)
            if sheet.head[index].figure:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if len(sheet.rows) > MOST_ROWS:
        _paragraph(document, say.say("rows_left", shown=MOST_ROWS, all=len(sheet.rows)))
    elif sheet.more_rows:
        _paragraph(document, say.say("more_rows"))


def _added(document: Doc, sheet: Sheet) -> None:
    say = sheet_words(sheet.language)
    if sheet.notes:
        document.add_heading(say.say("head.notes"), level=2)
        _paragraph(document, say.say("notes_are_opinions"))
        for note in sheet.notes:
            _paragraph(document, note.text, style="Quote")
            by = "note_by_changed" if note.changed else "note_by"
            _paragraph(document, say.say(by, author=note.author, day=day(note.written, sheet.language)))
    _listed(
        document,
        say.say("head.agreements"),
        (
            say.say("agreement", what=one.what, who=one.who, aim=one.aim, day=day(one.due, sheet.language))
            + (f" {one.now}" if one.now else "")
            for one in sheet.agreements
        ),
    )


def _listed(document: Doc, head: str, items: Iterable[str], level: int = 2) -> None:
    lines = list(items)
    if not lines:
        return
    document.add_heading(head, level=level)
    for line in lines:
        _paragraph(document, line, style="List Bullet")


def _paragraph(
    document: Doc, text: str, *, style: str | None = None, bold: bool = False, size: int | None = None
) -> None:
    run = document.add_paragraph(style=style).add_run(_clean(text))
    run.bold = bold or None
    if size is not None:
        run.font.size = Pt(size)


def _clean(text: str) -> str:
    return together(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
