"""Kept answers with their notes and agreements, as the description of the API says them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from assistant.web.api.shapes.answers import Standing
from assistant.web.api.shapes.parts import Caveat


class Note(BaseModel):
    """What somebody makes of an answer: an opinion, and never data."""

    id: str
    answer: str | None
    author: str
    version: int
    text: str
    written_at: str


class Notes(BaseModel):
    """Notes, the oldest first."""

    notes: list[Note]


class Opened(BaseModel):
    """An answer that was kept, as it was given and as it would be now."""

    id: str
    question: str
    asked_at: str
    then: dict[str, Any] = Field(description="as `POST /api/ask` answered")
    now: dict[str, Any] | None = Field(description="the same of today; null where it cannot be asked again")
    same: bool | None
    causes: list[str] = Field(description="why the two differ")
    notes: list[Note]


class Stood(BaseModel):
    """Where the figure of a kept answer stands."""

    answer: str
    standing: Standing


class Agreed(BaseModel):
    """An agreement that was made."""

    id: str
    answer: str


class AgreementStands(BaseModel):
    """An agreement with its figure then and now; what caused the change is never said."""

    id: str
    answer: str | None
    what: str
    who: str
    aim: str
    due: str
    is_due: bool
    text: str
    moved: str | None
    reached: bool | None
    caveats: list[Caveat]


class Agreements(BaseModel):
    """The agreements, the first due first."""

    agreements: list[AgreementStands]
