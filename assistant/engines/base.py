"""What an engine is: it binds, it runs a validated query, and it tells what the data hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from assistant.catalog.profile import DataProfile
from assistant.validation.query import Binder, ValidatedQuery

Cell = str | int | float | bool | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Rows as they came back, cut at the row limit; ``truncated`` says so."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    truncated: bool = False


class FailureKind(StrEnum):
    """Why a validated query gave no rows."""

    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class EngineFailure:
    """A query that was stopped or failed; the cause is in the log, never in front of the reader."""

    kind: FailureKind


class Engine(Binder, Protocol):
    """A place where documented data can be queried."""

    @property
    def digest(self) -> str:
        """Name the content served: the same inputs and documentation give the same digest."""
        ...

    @property
    def profile(self) -> DataProfile:
        """What the data hold: members, levels, periods."""
        ...

    def run(self, query: ValidatedQuery, limit: int) -> ResultTable | EngineFailure:
        """Run ``query`` and return at most ``limit`` rows."""
        ...

    def close(self) -> None:
        """Let go of processes and files."""
        ...
