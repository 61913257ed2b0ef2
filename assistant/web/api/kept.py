"""Answers that were kept: open them again, take them along as a file, note and agree under them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from assistant.answering import Assistant
from assistant.answering.adding import add_note
from assistant.answering.agreements import agree, standings
from assistant.answering.reopening import Reopened, reopen
from assistant.answering.sheets import about
from assistant.answering.standing.kept import standing
from assistant.catalog.text import Language
from assistant.entrance import Person
from assistant.errors import InputError
from assistant.records import Agreement, Entry, Kind, UnknownEntry, Way
from assistant.web.answers import LOCKED, TYPES, content
from assistant.web.api.door import Doorway, Who
from assistant.web.api.said import Responses, gives, replied
from assistant.web.api.shapes.kept import Agreed, Agreements, Note, Notes, Opened, Stood

_Role = Annotated[str | None, Query(max_length=200, description="the role to act in; by default your first")]
_Author = Annotated[str | None, Field(default=None, max_length=200, description="who says so, where nobody logs in")]


class NewNote(BaseModel):
    """What somebody makes of an answer."""

    text: str = Field(examples=["We think this comes from the new estate."])
    author: _Author


class NewAgreement(BaseModel):
    """What will be done, by whom, and which way the figure should move by when."""

    what: str = Field(examples=["Talk to people sooner"])
    who: str = Field(examples=["Work team"])
    way: Way
    due: dt.date
    metric: str | None = Field(default=None, description="which figure; by default the first of the answer")
    target: float | None = Field(default=None, allow_inf_nan=False)
    author: _Author


router = APIRouter(prefix="/api", tags=["kept answers"])
_FILES: Responses = {200: {"description": "the file", "content": {kind: {} for kind in dict.fromkeys(TYPES.values())}}}


@router.get("/answers/{answer}", summary="Open an answer again", responses=gives(Opened))
def show(answer: str, door: Doorway, person: Who, role: _Role = None) -> Response:
    """Return what was answered `then`, what the same question gives `now`, and why the two differ."""
    acting = person.acting(role)
    with door.using() as assistant:
        opened = _opened(assistant, answer, acting)
        told = {
            "id": opened.record.id,
            "question": opened.record.question,
            "asked_at": opened.record.asked_at.isoformat(),
            "then": opened.then,
            "now": None if opened.now is None else opened.now.to_json(),
            "same": opened.same,
            "causes": [cause.value for cause in opened.causes],
            "notes": [_note(one) for one in about(assistant, opened.record, Kind.NOTE)],
        }
    return replied(told)


@router.get("/answers/{answer}/standing", summary="Where a figure stands", responses=gives(Stood))
def stands(
    answer: str,
    door: Doorway,
    person: Who,
    role: _Role = None,
    lang: Annotated[Language | None, Query()] = None,
    as_of: Annotated[dt.date | None, Query()] = None,
) -> Response:
    """Return the JSON of `duiding standing --json`: the figure beside other places, earlier years and its parts."""
    acting = person.acting(role)
    with door.using() as assistant:
        _opened(assistant, answer, acting)
        found = standing(assistant, answer, language=lang, role=acting, as_of=as_of, user=person.user)
    return replied({"answer": answer, "standing": found.to_json()})


@router.get("/answers/{answer}/sheet.{form}", summary="An answer as a file for the meeting", responses=_FILES)
def file(answer: str, form: str, door: Doorway, person: Who, role: _Role = None) -> Response:
    """Return it as `html`, `docx`, `xlsx`, `csv`, `svg` or `png`."""
    acting = person.acting(role)
    if form not in TYPES:
        raise UnknownEntry(f"there is no form {form[:20]!r}; there are {', '.join(TYPES)}")
    with door.using() as assistant:
        made = content(assistant, _opened(assistant, answer, acting), form, "", acting)
    name = {"Content-Disposition": f'attachment; filename="duiding-{answer[:8]}.{form}"'}
    return Response(made, media_type=TYPES[form], headers=name | (LOCKED if form in ("html", "svg") else {}))


@router.get("/answers/{answer}/notes", summary="What people make of an answer", responses=gives(Notes))
def notes(answer: str, door: Doorway, person: Who, role: _Role = None) -> Response:
    """Return the notes about the same figures: opinions, and never data."""
    acting = person.acting(role)
    with door.using() as assistant:
        opened = _opened(assistant, answer, acting)
        return replied({"notes": [_note(one) for one in about(assistant, opened.record, Kind.NOTE)]})


@router.post("/answers/{answer}/notes", summary="Add a note", status_code=201, responses=gives(Note, status=201))
def note(answer: str, said: NewNote, door: Doorway, person: Who, role: _Role = None) -> Response:
    """Keep a note under an answer with figures, with your name."""
    acting = person.acting(role)
    with door.using() as assistant:
        entry = add_note(assistant, answer, said.text, _author(person, said.author), role=acting)
    return replied(_note(entry), 201)


@router.post(
    "/answers/{answer}/agreements", summary="Make an agreement", status_code=201, responses=gives(Agreed, status=201)
)
def agreement(answer: str, said: NewAgreement, door: Doorway, person: Who, role: _Role = None) -> Response:
    """Keep an agreement under an answer with figures, with your name."""
    acting = person.acting(role)
    with door.using() as assistant:
        opened = _opened(assistant, answer, acting)
        metrics = (opened.record.answer.get("interpretation") or {}).get("metrics") or [""]
        made = Agreement(said.what, said.who, said.metric or str(metrics[0]), said.way, said.due, said.target)
        entry = agree(assistant, answer, made, _author(person, said.author))
    return replied({"id": entry.id, "answer": answer}, 201)


@router.get("/agreements", summary="How the agreements stand", responses=gives(Agreements))
def agreements(
    door: Doorway,
    person: Who,
    role: _Role = None,
    lang: Annotated[Language | None, Query()] = None,
    as_of: Annotated[dt.date | None, Query()] = None,
) -> Response:
    """Return the JSON of `duiding agreements --json`: each with its figure then and now, and never what caused it."""
    acting = person.acting(role)
    with door.using() as assistant:
        found = standings(assistant, language=lang, role=acting, as_of=as_of)
    return replied({"agreements": [one.to_json() for one in found]})


def _opened(assistant: Assistant, answer: str, role: str) -> Reopened:
    opened = reopen(assistant, answer, role=role)
    if opened is None:
        raise UnknownEntry("there is no such answer for you")
    return opened


def _author(person: Person, said: str | None) -> str:
    """Who logged in speaks in their own name; nobody writes in another's."""
    name = person.name if person.user else (said or "").strip()
    if not name:
        raise InputError("whose words are these?", hint="give 'author'")
    return name


def _note(entry: Entry) -> dict[str, Any]:
    told = {"id": entry.id, "answer": entry.answer_id, "author": entry.author, "version": entry.version}
    return told | entry.body.to_json() | {"written_at": entry.written_at.isoformat()}
