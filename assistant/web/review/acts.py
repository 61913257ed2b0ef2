"""What an analyst does about an answer, sent as forms.

What cannot be done is said above them, and nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.answering import Assistant
from assistant.answering.approving import Disturbs
from assistant.answering.correcting import Proposal, changed_cells, propose
from assistant.answering.filled import Unsaid
from assistant.answering.inspecting import inspect
from assistant.answering.proposing import propose_change
from assistant.answering.replanning import changed
from assistant.answering.reviewing import approve, correct, reject
from assistant.answering.suggesting import suggest
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.records import ReviewConflict, UnknownEntry
from assistant.web.pages import Using
from assistant.web.person import person_of
from assistant.web.rendering import language_of
from assistant.web.review.one import Shown, item
from assistant.web.review.reader import author_of, review_of, role_for, role_in

_Sent = Annotated[str, Form()]
#: Characters of a query that is looked at.
_MOST = 50_000


async def _filled(request: Request) -> dict[str, str]:
    """Return the fields of a form; files are none."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


#: What was filled in; read before the route begins, which then may take its time outside the event loop.
_Filled = Annotated[dict[str, str], Depends(_filled)]


def acts(using: Using) -> APIRouter:
    """Return the routes of everything that is done."""
    router = APIRouter()
    router.include_router(_decisions(using))
    router.include_router(_corrections(using))

    @router.post("/check")
    def check(request: Request, sql: _Sent = "") -> Response:
        person = person_of(request)
        with using() as assistant:
            report = assistant.check(sql[:_MOST], role=role_for(person, ""), language=language_of(request))
        return JSONResponse({"ok": report.ok, "remarks": [_remark(one.line, one.message) for one in report.issues]})

    return router


def _decisions(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/approve")
    def approving(request: Request, answer: str, filled: _Filled) -> Response:

        def do(assistant: Assistant, role: str) -> None:
            paraphrases = filled.get("paraphrases", "").splitlines()
            author = author_of(request, filled.get("author", ""))
            instead_of = filled.get("instead_of", "").split()
            approve(
                assistant,
                answer,
                author,
                _version(filled),
                filled.get("word", ""),
                role=role,
                question=filled.get("question", ""),
                paraphrases=paraphrases,
                instead_of=instead_of,
            )

        return _done(using, request, answer, filled, do)

    @router.post("/{answer}/reject")
    def rejecting(request: Request, answer: str, filled: _Filled) -> Response:

        def do(assistant: Assistant, role: str) -> None:
            author = author_of(request, filled.get("author", ""))
            reject(assistant, answer, author, _version(filled), filled.get("reason", ""), role=role)

        return _done(using, request, answer, filled, do)

    @router.post("/{answer}/ask")
    def asking(request: Request, answer: str, filled: _Filled) -> Response:

        def do(assistant: Assistant, role: str) -> None:
            author = author_of(request, filled.get("author", ""))
            assistant.records.reviews.ask_back(answer, author, _version(filled), filled.get("ask", ""))

        return _done(using, request, answer, filled, do)

    return router


def _corrections(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/propose")
    def proposing(request: Request, answer: str, filled: _Filled) -> Response:
        with using() as assistant:
            try:
                made = _proposal(assistant, request, answer, filled)
            except InputError as error:
                return _wrong(assistant, request, answer, filled, error)
            shown = Shown(filled=filled, proposal=made, changed=changed_cells(made))
            return item(assistant, request, answer, shown)

    @router.post("/{answer}/correct")
    def correcting(request: Request, answer: str, filled: _Filled) -> Response:

        def do(assistant: Assistant, role: str) -> None:
            made = _proposal(assistant, request, answer, filled)
            if made.digest != filled.get("digest"):
                raise InputError("the figures changed since you looked", hint="look at the difference again")
            author = author_of(request, filled.get("author", ""))
            instead_of = filled.get("instead_of", "").split()
            correct(assistant, answer, author, _version(filled), made, filled.get("why", ""), instead_of=instead_of)

        return _done(using, request, answer, filled, do)

    @router.post("/{answer}/suggest")
    def suggesting(request: Request, answer: str, filled: _Filled) -> Response:
        with using() as assistant:
            try:
                kind, target, text = (filled.get(name, "") for name in ("kind", "target", "text"))
                if filled.get("keep"):
                    author = author_of(request, filled.get("author", ""))
                    propose_change(assistant, answer, author, _version(filled), kind, target, text)
                    return _back(request, answer)
                made = suggest(assistant, kind, target, text, _language(assistant, answer))
            except InputError as error:
                return _wrong(assistant, request, answer, filled, error)
            return item(assistant, request, answer, Shown(filled=filled, suggestion=made))

    return router


def _version(filled: dict[str, str]) -> int:
    try:
        return int(filled.get("seen", ""))
    except ValueError:
        raise InputError("the form lacks the version that you read", hint="open the page again") from None


def _proposal(assistant: Assistant, request: Request, answer: str, filled: dict[str, str]) -> Proposal:
    review = review_of(assistant, answer)
    if review is None:
        raise UnknownEntry("there is no such review")
    role = role_in(assistant, request, answer)
    found = inspect(assistant, review, role=role)
    question, way = filled.get("question", ""), filled.get("way", "")
    if way == "form":
        if found.plan is None:
            raise InputError("this answer has no plan", hint="write a question or a query")
        return propose(
            assistant, found.found, plan=changed(assistant, found.plan, filled), question=question, role=role
        )
    wording, sql = (filled.get(name, "") if way == name else "" for name in ("wording", "sql"))
    return propose(assistant, found.found, wording=wording, sql=sql, question=question, role=role)


def _done(
    using: Using, request: Request, answer: str, filled: dict[str, str], do: Callable[[Assistant, str], None]
) -> Response:
    """Do it and go back to the answer; what cannot be done is said there, with all that was filled in."""
    with using() as assistant:
        try:
            do(assistant, role_in(assistant, request, answer))
        except InputError as error:
            return _wrong(assistant, request, answer, filled, error)
    return _back(request, answer)


def _back(request: Request, answer: str) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/{answer}", status_code=303)


def _wrong(assistant: Assistant, request: Request, answer: str, filled: dict[str, str], error: InputError) -> Response:
    if isinstance(error, UnknownEntry):
        raise error
    if isinstance(error, ReviewConflict):
        return item(assistant, request, answer, Shown("conflict", filled=filled, status=409))
    if isinstance(error, Disturbs):
        made = _proposal(assistant, request, answer, filled) if "digest" in filled else None
        cells = changed_cells(made) if made is not None else ()
        shown = Shown("disturbs", filled=filled, proposal=made, changed=cells, disturbs=error, status=409)
        return item(assistant, request, answer, shown)
    said = f"unsaid.{error.field}" if isinstance(error, Unsaid) else "not_done"
    return item(assistant, request, answer, Shown(said, str(error), filled, status=400))


def _language(assistant: Assistant, answer: str) -> Language:
    record = assistant.records.get(answer)
    return "en" if record is not None and record.language == "en" else "nl"


def _remark(line: int | None, message: str) -> str:
    return f"{line}: {message}" if line else message
