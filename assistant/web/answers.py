"""An answer by its address, as a page and as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from assistant.answering import Assistant
from assistant.answering.agreements import standings
from assistant.answering.reopening import Reopened, reopen
from assistant.answering.sheets import about, as_answered, sheet, sheets
from assistant.answering.standing.kept import standing
from assistant.answering.verifying import review_now
from assistant.catalog.catalog import MetricRef
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.explanation import chart, numbers
from assistant.explanation.answer import Answer
from assistant.explanation.names import metric_label
from assistant.explanation.sheet import csv_table, page, word_document, workbook
from assistant.plan import Plan
from assistant.plan.thawing import Unreadable, thawed
from assistant.records import Entry, ReviewState, Subject
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
#: Those that are a chart.
DRAWINGS = ("svg", "png")
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
            if form in DRAWINGS and not drawing(opened):
                return told_page("no_chart", 404, request)
            made = content(assistant, opened, form, _address(request, answer), role, beside=beside)
        return _sent(made, form, f"duiding-{answer[:8]}", request)

    @router.get("/{answer}/conversation.{form}")
    def conversation(request: Request, answer: str, form: str) -> Response:
        with using() as assistant:
            role = person_of(request).acting()
            name = _own_conversation(assistant, answer, request)
            link = lambda one: _address(request, one)  # noqa: E731
            made = sheets(assistant, name, role=role, link=link) if name and form in ("html", "docx") else ()
        if not made:
            return told_page("absent", 404, request)
        body = page(made).encode() if form == "html" else word_document(made)
        return _sent(body, form, f"duiding-{answer[:8]}", request)

    return router


def _own_conversation(assistant: Assistant, answer: str, request: Request) -> str | None:
    """Return the conversation that an answer was given in, to whom it belongs: its other answers are nobody else's."""
    record = assistant.records.get(answer)
    talk = assistant.records.conversations.get(record.conversation_id or "") if record is not None else None
    return talk.id if talk is not None and talk.owner == person_of(request).id else None


def _sent(body: bytes, form: str, name: str, request: Request) -> Response:
    """Return a file: a page to read here unless it is wanted as a file, all others to take along."""
    inline = form == "html" and "download" not in request.query_params
    headers = {} if inline else {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(body, media_type=TYPES[form], headers=headers | (LOCKED if form in ("html", "svg") else {}))


def shown(
    assistant: Assistant,
    opened: Reopened,
    request: Request,
    *,
    said: str = "",
    form: str = "",
    filled: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Return the page of an answer, with its notes and agreements and the forms to add to them.

    ``said`` is a word of the page about what did not go as asked, ``form`` the one that it is about, in which what was
    ``filled`` in stands again.
    """
    answer, role = as_answered(opened), person_of(request).acting()
    subject = _subject(assistant, opened)
    stands = standing(assistant, opened.record.id, role=role) if subject and STANDING in request.query_params else None
    one = sheet(assistant, opened, role=role, link=_address(request, opened.record.id), stands=stands)
    entries = _entries(assistant, opened)
    metrics = _metrics(assistant, opened, answer.language) if subject else ()
    changed = {one.id for one in entries if not one.withdrawn and one.answer_id == opened.record.id}
    forms = {"note", *changed} | ({"agreement"} if metrics else set())
    now = opened.now.text if opened.same is False and opened.now is not None else None
    return html(
        "answer.html.jinja",
        answer.language,
        request,
        status,
        sheet=one,
        id=opened.record.id,
        same=opened.same,
        wrong=assistant.records.reviews.wrong(opened.record.id),
        looked=looked_at(assistant, opened, answer),
        causes=[cause.value for cause in opened.causes],
        now=now,
        chart=one.chart_svg is not None,
        stands=stands is not None,
        opens=subject is not None,
        talk=_own_conversation(assistant, opened.record.id, request) is not None,
        entries=entries,
        metrics=metrics,
        said=said,
        form=form,
        filled=filled or {},
        lost=_without_form(forms, form, filled or {}),
        written=lambda target: "" if target is None else numbers.as_written(target, answer.language),
    )


def looked_at(assistant: Assistant, opened: Reopened, answer: Answer) -> dict[str, Any] | None:
    """Return what is said of a person having looked at an answer: that it is right, was once, or is being looked at."""
    told, review = review_now(assistant, opened.record.id, answer.review)
    if told.get("status") in ("verified", "expired"):
        return told | {"on": dt.date.fromisoformat(str(told["on"]))}
    if review is not None and (review.waits or review.state is ReviewState.APPROVED):
        said = dict(review.said) if not review.waits else {}
        return {"status": review.state.value, "by": review.by, "on": review.changed_at.date(), "word": said.get("word")}
    return None


def _without_form(forms: Container[str], form: str, filled: Mapping[str, str]) -> tuple[str, ...]:
    """Return what somebody wrote in a form that is there no more: another took back what they were changing, or the
    figure has gone."""
    return tuple(text for name, text in filled.items() if form not in forms and name != "author" and text.strip())


def _entries(assistant: Assistant, opened: Reopened) -> tuple[Entry, ...]:
    """Return what is shown with the answer, and what was taken back under it."""
    back = (one for one in assistant.records.entries.under(opened.record.id) if one.withdrawn)
    return (*about(assistant, opened.record), *back)


def agreements_page(assistant: Assistant, language: Language, request: Request) -> HTMLResponse:
    """Return the page with every agreement that stands, each with its figure then and now."""
    found = standings(assistant, language=language, role=person_of(request).acting())
    return html("agreements.html.jinja", language, request, standings=found)


def drawing(opened: Reopened) -> dict[str, Any] | None:
    """Return the chart of an answer, when it has one that can still be drawn."""
    answered = as_answered(opened).shown
    return chart.vega_lite(answered) if answered is not None else None


def content(
    assistant: Assistant, opened: Reopened, form: str, link: str, role: str = DEFAULT_ROLE, *, beside: bool = False
) -> bytes:
    """Return an answer as a file, as ``role`` may see it; ``beside``: a page also tells where its figure stands."""
    if form in DRAWINGS:
        spec = drawing(opened)
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
