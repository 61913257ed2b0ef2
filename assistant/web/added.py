"""What people add to an answer: notes and agreements, sent as forms, changed, taken back, and with their history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.answering import Assistant
from assistant.answering.adding import (
    add_agreement,
    add_note,
    change_agreement,
    change_note,
    opened,
    withdraw,
)
from assistant.answering.aims import aim_of
from assistant.answering.filled import Unsaid
from assistant.answering.sheets import about
from assistant.catalog.text import Language
from assistant.errors import InputError
from assistant.records import EditConflict, Entry, UnknownEntry
from assistant.web.answers import agreements_page, shown
from assistant.web.person import person_of
from assistant.web.rendering import html, language_of

if TYPE_CHECKING:
    from assistant.web.pages import Using

#: A field as it was sent: what is wrong with it is said above the form, in which it still stands.
_Sent = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in: ``form`` is ``note``, ``agreement`` or the name of what is changed."""

    form: str
    fields: dict[str, str] = field(default_factory=dict)


def added(using: Using) -> APIRouter:
    """Return the routes of notes and agreements."""
    router = APIRouter()
    router.include_router(_notes(using))
    router.include_router(_agreements(using))

    @router.get("/{answer}/history/{entry}")
    def history(request: Request, answer: str, entry: str) -> Response:
        with using() as assistant:
            return _history(assistant, request, answer, entry)

    @router.get("/")
    def every(request: Request) -> Response:
        with using() as assistant:
            return agreements_page(assistant, language_of(request), request)

    return router


def _notes(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/notes")
    def note(request: Request, answer: str, text: _Sent = "", author: _Sent = "") -> Response:
        by = _name(request, author)
        return _kept(
            using,
            request,
            answer,
            Filled("note", {"text": text, "author": author}),
            lambda assistant, role: add_note(assistant, answer, text, by, role=role),
        )

    @router.post("/{answer}/notes/{entry}")
    def edit(
        request: Request,
        answer: str,
        entry: str,
        seen: Annotated[int, Form()],
        text: _Sent = "",
        author: _Sent = "",
    ) -> Response:
        by = _name(request, author)

        def change(assistant: Assistant, role: str) -> Entry:
            if not text.strip():
                return withdraw(assistant, answer, entry, by, seen, role=role)
            return change_note(assistant, answer, entry, text, by, seen, role=role)

        return _kept(using, request, answer, Filled(entry, {"text": text, "author": author}), change)

    return router


def _agreements(using: Using) -> APIRouter:
    router = APIRouter()

    @router.post("/{answer}/agreements")
    def agreement(
        request: Request,
        answer: str,
        what: _Sent = "",
        who: _Sent = "",
        metric: _Sent = "",
        way: _Sent = "",
        due: _Sent = "",
        target: _Sent = "",
        author: _Sent = "",
    ) -> Response:
        fields = {"what": what, "who": who, "way": way, "due": due, "target": target}
        by = _name(request, author)
        return _kept(
            using,
            request,
            answer,
            Filled("agreement", fields | {"author": author}),
            lambda assistant, role: add_agreement(assistant, answer, metric=metric, author=by, role=role, **fields),
        )

    @router.post("/{answer}/agreements/{entry}")
    def edit(
        request: Request,
        answer: str,
        entry: str,
        seen: Annotated[int, Form()],
        what: _Sent = "",
        who: _Sent = "",
        way: _Sent = "",
        due: _Sent = "",
        target: _Sent = "",
        author: _Sent = "",
    ) -> Response:
        fields = {"what": what, "who": who, "way": way, "due": due, "target": target}
        by = _name(request, author)

        def change(assistant: Assistant, role: str) -> Entry:
            if not what.strip():
                return withdraw(assistant, answer, entry, by, seen, role=role)
            return change_agreement(assistant, answer, entry, seen, author=by, role=role, **fields)

        return _kept(using, request, answer, Filled(entry, fields | {"author": author}), change)

    return router


def _kept(
    using: Using, request: Request, answer: str, filled: Filled, do: Callable[[Assistant, str], Entry]
) -> Response:
    """Keep what was filled in and go back to the answer.

    What cannot be kept is said above the form, and what was typed stays in it: nobody writes anything twice.
    """
    with using() as assistant:
        role = person_of(request).acting()
        try:
            do(assistant, role)
        except UnknownEntry:
            raise
        except EditConflict:
            said, status = "conflict", 409
        except Unsaid as error:
            said, status = f"unsaid.{error.field}", 400
        except InputError:
            said, status = "unsaid.here", 400
        else:
            return RedirectResponse(f"{request.scope.get('root_path', '')}/{answer}", status_code=303)
        found = opened(assistant, answer, role=role)
        return shown(assistant, found, request, said=said, form=filled.form, filled=filled.fields, status=status)


def _history(assistant: Assistant, request: Request, answer: str, entry: str) -> Response:
    """Return every version of what stands under this answer or is shown with it."""
    found = opened(assistant, answer, role=person_of(request).acting())
    here = {one.id for one in (*about(assistant, found.record), *assistant.records.entries.under(answer))}
    if entry not in here:
        raise UnknownEntry("there is no such note or agreement")
    language: Language = "en" if found.record.language == "en" else "nl"
    versions = [
        (one, aim_of(assistant, one, language) if one.kind == "agreement" else "")
        for one in reversed(assistant.records.entries.history(entry))
    ]
    return html("history.html.jinja", language, request, id=answer, versions=versions)


def _name(request: Request, author: str) -> str:
    """Who logged in speaks in their own name; where nobody does, people say who they are."""
    person = person_of(request)
    return person.name if person.user else author
