"""Checked queries and the catalogue, as the description of the API says them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.web.api.shapes.parts import Caveat, Cell, Column, Source


class Found(BaseModel):
    """One finding of a check."""

    rule: str
    severity: Literal["error", "warning"]
    message: str
    line: int | None
    column: int | None
    suggestion: str | None


class Checked(BaseModel):
    """What was found in a query, all at once, and the query as it would run."""

    id: Any = None
    ok: bool
    sql: str | None
    issues: list[Found]
    datasets: list[str]
    fields: list[str]
    caveats: list[Caveat]


class Ran(Checked):
    """The same, and what the query gave; ``rows`` is null when it was rejected."""

    columns: list[Column] | None
    rows: list[list[Cell]] | None
    row_count: int | None
    truncated: bool
    suppressed: list[list[int]]
    sources: list[Source]


class Catalogue(BaseModel):
    """What can be asked."""

    name: str
    title: str | None
    description: str | None
    publisher: dict[str, Any] | None
    license: str | None
    home: dict[str, Any] | None
    datasets: list[dict[str, Any]] = Field(description="each with its metrics, dimensions, periods and caveats")
    concepts: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    denominators: list[dict[str, Any]]
    caveats: list[dict[str, Any]]


class State(BaseModel):
    """That the program runs."""

    status: Literal["ok"]
