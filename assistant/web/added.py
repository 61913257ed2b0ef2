"""What people add to an answer: notes and agreements, sent as forms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.answering import Assistant
from assistant.answering.adding import number
from assistant.answering.agreements import agree
from assistant.answering.reopening import Reopened, reopen
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.records import Agreement, EditConflict, Entry, Note, Subject, UnknownEntry, Way
from assistant.records.entry import MOST
from assistant.web.answers import agreements_page, shown
from assistant.web.person import person_of
from assistant.web.rendering import html, language_of

if TYPE_CHECKING:
    from assistant.web.pages import Using

_Text = Annotated[str, Form(max_length=4 * MOST)]
_Author = Annotated[str, Form(max_length=200)]
_Short = Annotated[str, Form(max_length=200)]


def added(using: Using) -> APIRouter:
    """Return the routes of notes and agreements."""
    router = APIRouter()
    router.include_router(_notes(using))
    router.include_router(_agreements(using))
    return router


def _notes(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/notes")
    def note(request: Request, answer: str, text: _Text, author: _Author = "") -> Response:
        with using() as assistant:
            opened = _opened(assistant, request, answer)
            subject = Subject.of(assistant.catalog.name, opened.record.answer["interpretation"])
            assistant.records.entries.add(Note(text), subject, _named(request, author), answer)
        return _back(request, answer)

    @router.post("/{answer}/notes/{entry}")
    def edit(
        request: Request, answer: str, entry: str, seen: Annotated[int, Form()], author: _Author = "", text: _Text = ""
    ) -> Response:
        with using() as assistant:
            opened = _opened(assistant, request, answer)
            entries = assistant.records.entries
            _standing(assistant, entry, answer)
            try:
                if text.strip():
                    entries.edit(entry, Note(text), _named(request, author), seen)
                else:
                    entries.withdraw(entry, _named(request, author), seen)
            except EditConflict:
                # What was typed is given back, beside what somebody else made of it meanwhile.
                return shown(assistant, opened, request, told=("conflict", text))
        return _back(request, answer)

    @router.get("/{answer}/notes/{entry}")
    def history(request: Request, answer: str, entry: str) -> Response:
        with using() as assistant:
            opened = _opened(assistant, request, answer)
            versions = assistant.records.entries.history(entry)
            if not versions:
                raise UnknownEntry("there is no such note")
            language: Language = "en" if opened.record.language == "en" else "nl"
            return html("history.html.jinja", language, request, id=answer, versions=versions)

    return router


def _agreements(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/agreements")
    def agreement(
        request: Request,
        answer: str,
        what: _Text,
        who: _Short,
        metric: _Short,
        way: Annotated[Way, Form()],
        due: Annotated[dt.date, Form()],
        author: _Author = "",
        target: Annotated[str, Form(max_length=40)] = "",
    ) -> Response:
        with using() as assistant:
            opened = _opened(assistant, request, answer)
            said = Agreement(what, who, metric, way, due, number(target, opened.record.language))
            agree(assistant, answer, said, _named(request, author))
        return _back(request, answer)

    @router.get("/")
    def every(request: Request) -> Response:
        with using() as assistant:
            return agreements_page(assistant, language_of(request), request)

    return router


def _opened(assistant: Assistant, request: Request, answer: str) -> Reopened:
    opened = reopen(assistant, answer, role=person_of(request).acting())
    if opened is None or opened.record.outcome != "answer":
        raise UnknownEntry("there is no such answer")
    return opened


def _standing(assistant: Assistant, entry: str, answer: str) -> Entry:
    found = assistant.records.entries.get(entry)
    if found is None or found.answer_id != answer:
        raise UnknownEntry("there is no such note under this answer")
    return found


def _named(request: Request, author: str) -> str:
    """Who logged in speaks in their own name; where nobody does, people say who they are."""
    person = person_of(request)
    name = person.name if person.user else author.strip()
    if not name:
        raise InputError("whose words are these?", hint="fill in your name")
    return name


def _back(request: Request, answer: str) -> RedirectResponse:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/{answer}", status_code=303)
