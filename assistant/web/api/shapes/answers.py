"""Answers, questions back, refusals and errors, as the description of the API says them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.web.api.shapes.parts import Caveat, Cell, Column, Source
from assistant.web.api.shapes.reading import Interpretation


class Option(BaseModel):
    """A way out: its ``question``, asked as it stands, gives an answer."""

    label: str
    question: str
    answer: str | None = None
    caveats: list[str] | None = None


class Clarification(BaseModel):
    """A question back."""

    text: str
    options: list[Option]


class Refusal(BaseModel):
    """Why there is no answer, and what can be asked instead."""

    reason: str = Field(examples=["unknown_concept"])
    text: str
    nearest: list[str]


class Compared(BaseModel):
    """A figure beside another: of other places, years or parts."""

    kind: str
    heading: str
    sql: str | None
    columns: list[Column] | None
    rows: list[list[Cell]] | None
    suppressed: list[list[int]]
    margins: list[list[float]]
    answer: str | None
    caveats: list[Caveat]
    sources: list[Source]


class Part(BaseModel):
    """One part of a change."""

    label: str
    before: float
    after: float
    adds: float


class Parts(BaseModel):
    """A change taken apart; the parts are together exactly the ``whole``."""

    by: str
    whole: float
    parts: list[Part]
    text: str
    caveats: list[Caveat]


class Standing(BaseModel):
    """Where a figure stands."""

    language: str
    comparisons: list[Compared]
    parts: list[Parts]
    no_cause: str | None


class Told(BaseModel):
    """An answer, a question back or a refusal: ``outcome`` says which, and what belongs to the others is null."""

    id: Any = Field(description="that of the request")
    question: str
    language: str
    outcome: Literal["answer", "clarify", "refuse"]
    translator: str | None
    interpretation: Interpretation | None
    sql: str | None
    columns: list[Column] | None
    rows: list[list[Cell]] | None
    row_count: int | None
    truncated: bool
    suppressed: list[list[int]] = Field(description="row and column of each cell that is withheld")
    margins: list[list[float]] = Field(description="row, column and half-width of survey figures")
    answer: str | None
    caveats: list[Caveat]
    conversation_prompts: list[str]
    sources: list[Source]
    standing: Standing | None
    review: dict[str, Any] = Field(description="its `status`, and who looked at it when")
    clarification: Clarification | None
    refusal: Refusal | None
    timings_ms: dict[str, float]


class Unread(BaseModel):
    """A question that cannot be read, or an error of ours."""

    id: Any = None
    question: str | None = None
    outcome: Literal["error"]
    error: str
