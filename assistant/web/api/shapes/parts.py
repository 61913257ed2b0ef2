"""What answers and queries have in common, as the description of the API says it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

#: A figure, a label or a period as JSON holds it. None is missing, or withheld where ``suppressed`` says so.
Cell = str | int | float | bool | None


class Caveat(BaseModel):
    """What must be known to read these figures: its condition holds for rows behind them."""

    id: str = Field(examples=["bevolking.peildatum"])
    severity: Literal["note", "important", "blocking"]
    kind: str = Field(examples=["documented"])
    text: str


class Column(BaseModel):
    """One column of the rows."""

    name: str
    label: str
    role: Literal["dimension", "time", "metric", "calculation"]
    unit: str | None


class Source(BaseModel):
    """Where figures come from."""

    dataset: str
    title: str | None
    publisher: str | None
    identifier: str | int | None
    updated: str | None
    url: str | None
    license: str | None
    method: str | None
    owner: str | None
