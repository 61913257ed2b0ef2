"""An answer by its address, as a page and as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.answering import Assistant
from assistant.answering.agreements import standings
from assistant.answering.reopening import Reopened, reopen
from assistant.answering.sheets import about, as_answered, sheet
from assistant.answering.standing.kept import standing
from assistant.answering.thawing import Unreadable, thawed
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.explanation import chart
from assistant.explanation.names import metric_label
from assistant.explanation.sheet import csv_table, page, word_document, workbook
from assistant.plan import Plan
from assistant.records import Kind, Subject
from assistant.validation import DEFAULT_ROLE
from assistant.web.person import person_of
from assistant.web.rendering import html
from assistant.web.rendering import told as told_page

if TYPE_CHECKING:
    from assistant.web.pages import Using

#: The forms in which an answer can be taken along.
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
#: In an address: also tell where the figure stands.
STANDING = "standing"
#: A drawing opened by itself can run nothing.
LOCKED = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}


def answers(using: Using) -> APIRouter:
    """Return the routes of answers."""
    router = APIRouter()

    @router.get("/{answer}", response_class=HTMLResponse)
    def show(request: Request, answer: str) -> Response:
        with using() as assistant:
            opened = reopen(assistant, answer, role=person_of(request).acting())
            if opened is None:
                return told_page("absent", 404, request)
            assistant.records.reviews.readers.read(answer, person_of(request).id)
            return shown(assistant, opened, request)

    @router.get("/{answer}/sheet.{form}")
    def file(request: Request, answer: str, form: str) -> Response:
        with using() as assistant:
            role = person_of(request).acting()
            opened = reopen(assistant, answer, role=role)
            if opened is None or form not in TYPES:
                return told_page("absent", 404, request)
            assistant.records.reviews.readers.read(answer, person_of(request).id)
            beside = STANDING in request.query_params
            made = content(assistant, opened, form, _address(request, answer), role, beside=beside)
        name = f'attachment; filename="duiding-{answer[:8]}.{form}"'
        headers = LOCKED if form in ("html", "svg") else {}
        inline = form == "html" and "download" not in request.query_params
        return Response(
            made, media_type=TYPES[form], headers=headers | ({} if inline else {"Content-Disposition": name})
        )

    return router


def shown(
    assistant: Assistant, opened: Reopened, request: Request, told: tuple[str, str] | None = None
) -> HTMLResponse:
    """Return the page of an answer, with its notes and agreements and the forms to add to them.

    ``told`` is a word of the page and a text that stand above it, when something did not go as asked.
    """
    answer, role = as_answered(opened), person_of(request).acting()
    subject = _subject(assistant, opened)
    stands = standing(assistant, opened.record.id, role=role) if subject and STANDING in request.query_params else None
    one = sheet(assistant, opened, role=role, link=_address(request, opened.record.id), stands=stands)
    now = opened.now.text if opened.same is False and opened.now is not None else None
    return html(
        "answer.html.jinja",
        answer.language,
        request,
        sheet=one,
        id=opened.record.id,
        same=opened.same,
        wrong=assistant.records.reviews.wrong(opened.record.id),
        causes=[cause.value for cause in opened.causes],
        now=now,
        chart=one.chart_svg is not None,
        stands=stands is not None,
        entries=about(assistant, opened.record, Kind.NOTE),
        metrics=_metrics(assistant, opened, answer.language) if subject else (),
        told=told,
    )


def agreements_page(assistant: Assistant, language: Language, request: Request) -> HTMLResponse:
    """Return the page with every agreement that stands, each with its figure then and now."""
    found = standings(assistant, language=language, role=person_of(request).acting())
    return html("agreements.html.jinja", language, request, standings=found)


def content(
    assistant: Assistant, opened: Reopened, form: str, link: str, role: str = DEFAULT_ROLE, *, beside: bool = False
) -> bytes:
    """Return an answer as a file, as ``role`` may see it; ``beside``: a page also tells where its figure stands."""
    if form in ("svg", "png"):
        answered = as_answered(opened).shown
        spec = chart.vega_lite(answered) if answered is not None else None
        if spec is None:
            raise InputError("this answer has no chart")
        return chart.svg(spec).encode() if form == "svg" else chart.png(spec)
    paged = form in ("html", "docx")
    stands = standing(assistant, opened.record.id, role=role) if beside and paged else None
    one = sheet(assistant, opened, role=role, link=link, drawn=paged, stands=stands)
    if form == "html":
        return page([one]).encode()
    if form == "docx":
        return word_document([one])
    return workbook(one) if form == "xlsx" else csv_table(one).encode("utf-8-sig")


def _address(request: Request, answer: str) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}/{answer}"


def _subject(assistant: Assistant, opened: Reopened) -> Subject | None:
    interpretation = opened.record.answer.get("interpretation")
    if opened.record.outcome != "answer" or not interpretation or not interpretation["metrics"]:
        return None
    return Subject.of(assistant.catalog.name, interpretation)


def _metrics(assistant: Assistant, opened: Reopened, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the figures that an agreement under this answer can be about, by name and as people call them."""
    try:
        plan = thawed(opened.record.plan)
    except Unreadable:
        return ()
    known = assistant.catalog.metric_refs
    refs: tuple[MetricRef, ...] = plan.metrics if isinstance(plan, Plan) else ()
    return tuple((str(ref), metric_label(assistant.catalog, ref, language)) for ref in refs if ref in known)
