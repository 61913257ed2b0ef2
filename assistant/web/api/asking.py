"""Questions and queries: ``/api/ask``, ``/api/check``, ``/api/query`` and ``/api/catalog``."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.answering.assistant import readable
from assistant.answering.refusals import open_to
from assistant.catalog.show import describe
from assistant.catalog.text import Language
from assistant.entrance import Person
from assistant.errors import QuestionError
from assistant.web.api.door import Doorway, Who
from assistant.web.api.said import gives, replied
from assistant.web.api.shapes.answers import Told, Unread
from assistant.web.api.shapes.queries import Catalogue, Checked, Ran


def _day(value: Any) -> Any:
    """Only dates as people write them: a number would be read as seconds since 1970."""
    if value is not None and (not isinstance(value, str) or len(value) != len("2026-01-31")):
        raise ValueError("this is no date like 2026-01-31")
    return value


_Name = Annotated[str, Field(max_length=200)]
_Role = Annotated[_Name | None, Field(default=None, description="the role to act in; by default your first")]


class Question(BaseModel):
    """One question, as a line of ``duiding ask --stdin``."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "Hoeveel inwoners waren er in 2024?", "lang": "nl"}]}
    )
    question: str = Field(description="the question, in Dutch or English")
    id: Any = Field(default=None, description="comes back with the answer")
    conversation: _Name | None = Field(default=None, description="questions that share it follow each other")
    lang: Language | None = Field(default=None, description="the language of the answer; by default the question's")
    as_of: Annotated[dt.date | None, BeforeValidator(_day)] = Field(
        default=None, description="the day 'now' stands for"
    )
    role: _Role


class Pasted(BaseModel):
    """One query, as a line of ``duiding check --stdin`` or ``duiding query --stdin``."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"sql": "SELECT COUNT(*) FROM regio"}]})
    sql: str = Field(description="the query; tables are the datasets by name")
    id: Any = Field(default=None, description="comes back with the outcome")
    conversation: _Name | None = Field(default=None, description="what queries that share it showed counts together")
    lang: Language = "nl"
    role: _Role


router = APIRouter(prefix="/api", tags=["asking"])
#: What cannot be read is an error in the same shape as on the command line, and so is our own fault.
_ASKED = gives(Told, {"Content-Location": "the address under which the answer was kept"}) | {
    400: {"model": Unread, "description": "the question cannot be read"},
    500: {"model": Unread, "description": "our own fault"},
}


@router.post("/ask", summary="Ask a question", responses=_ASKED)
def ask(said: Question, door: Doorway, person: Who) -> Response:
    """Return the JSON of `duiding ask --json`: an answer, a question back or a refusal.

    `Content-Location` is the address under which the answer was kept.
    """
    role = person.acting(said.role)
    with door.using() as assistant:
        try:
            readable(said.question, said.lang or assistant.catalog.language)
        except QuestionError as error:
            return replied({"id": said.id, "outcome": "error", "error": str(error)}, 400)
        answer = assistant.ask(
            said.question,
            id=None if said.id is None else str(said.id),
            conversation=_own(person, said.conversation),
            language=said.lang,
            as_of=said.as_of,
            role=role,
            user=person.user,
        )
    told = answer.to_json() | ({} if said.id is None else {"id": said.id})
    status = 500 if answer.outcome == "error" else 200
    return replied(told, status, {"Content-Location": f"/api/answers/{answer.kept}"})


@router.post("/check", summary="Check a query; nothing runs", responses=gives(Checked))
def check(said: Pasted, door: Doorway, person: Who) -> Response:
    """Return the JSON of `duiding check --json`: all findings at once, and the query as it would run."""
    role = person.acting(said.role)
    with door.using() as assistant:
        return _told(said, assistant.check(said.sql, role=role, language=said.lang).to_json())


@router.post("/query", summary="Check a query, then run what was checked", responses=gives(Ran))
def query(said: Pasted, door: Doorway, person: Who) -> Response:
    """Return the JSON of `duiding query --json`; what was rejected never runs."""
    role = person.acting(said.role)
    with door.using() as assistant:
        ran = assistant.query(
            said.sql,
            role=role,
            language=said.lang,
            conversation=_own(person, said.conversation),
            user=person.user,
        )
    return _told(said, ran.to_json())


@router.get("/catalog", summary="What can be asked", responses=gives(Catalogue))
def catalog(
    door: Doorway,
    person: Who,
    lang: Annotated[Language | None, Query()] = None,
    role: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Return the JSON of `duiding catalog show --json`, with the datasets that your role may see."""
    acting = person.acting(role)
    with door.using() as assistant:
        whole = person.user is None and role is None
        seen = assistant.catalog if whole else open_to(assistant.catalog, acting)
        return replied(describe(seen, lang or assistant.catalog.language))


def _own(person: Person, conversation: str | None) -> str | None:
    """Keep the conversations of two people apart, also when both call theirs the same."""
    if conversation is None or person.user is None:
        return conversation
    return hashlib.sha256(json.dumps([person.user, conversation]).encode()).hexdigest()[:48]


def _told(said: Pasted, outcome: dict[str, Any]) -> Response:
    return replied(outcome if said.id is None else {"id": said.id} | outcome)
