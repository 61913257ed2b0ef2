"""How a question was understood, as the description of the API says it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.web.api.shapes.parts import Cell


class Limit(BaseModel):
    """Which members or values the figures were limited to."""

    field: str
    op: Literal["in", "not_in", ">", ">=", "<", "<=", "between", "is_missing"]
    values: list[Cell]
    labels: list[str]
    level: str | None
    on: str | None = Field(default=None, description="`change` or `difference`, where the limit is on that")
    against: Any = Field(default=None, description="what the values are held against, where that is a figure")


class Word(BaseModel):
    """A word of the question and what it was read as."""

    text: str
    as_: str = Field(alias="as")


class Period(BaseModel):
    """Which period, and with which it is compared."""

    from_: str = Field(alias="from", examples=["2024", "2024-Q1"])
    to: str
    grain: str
    compare_to: str | None = None
    compare_end: str | None = None
    among: list[str] | None = None


class Order(BaseModel):
    """How rows are ordered."""

    by: str
    direction: Literal["asc", "desc"]


class Interpretation(BaseModel):
    """How the question was understood; every word that means something is in ``words`` or ``assumptions``."""

    text: str
    metrics: list[str]
    dimensions: list[str]
    filters: list[Limit]
    period: Period | None
    calculation: dict[str, Any] | None = Field(description="its `name` and its arguments")
    order: Order | None
    limit: int | None
    assumptions: list[str]
    words: list[Word]
