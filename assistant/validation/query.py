"""The validated query: the only thing an engine runs, and only validation makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from assistant.catalog.catalog import FieldRef, MetricRef

_SEAL = object()


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a query: what, where (line and column from 1) and how to mend it, in the reader's language."""

    rule: str
    severity: str
    message: str
    line: int | None = None
    column: int | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnGround:
    """What one output column rests on.

    ``fields`` is everything its value is worked out from, conditions inside it included; ``values`` the fields whose
    value it carries; ``metrics`` the documented metrics among those; ``datasets`` whose rows it reads or counts;
    ``calls`` the aggregates it went through (``sum``, ``count``, …), none when the value stands in a row as it is;
    ``counted`` whether it carries a number of rows.
    """

    fields: tuple[FieldRef, ...]
    values: tuple[FieldRef, ...]
    metrics: tuple[MetricRef, ...]
    datasets: tuple[str, ...]
    calls: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True, slots=True)
class RowGround:
    """The rows of a dataset that a query can rest on: ``condition`` is SQL over its own fields, None for all rows.

    No row that counts is left out. ``exact`` is False where the query narrows further than the condition says.
    A dataset that is read in several places has an entry for each.
    """

    dataset: str
    condition: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a query rests on: ``columns`` in the order of its output, ``rows`` per place where a dataset is read."""

    columns: tuple[ColumnGround, ...] = ()
    rows: tuple[RowGround, ...] = ()


@dataclass(frozen=True, slots=True)
class ValidatedQuery:
    """A query that passed every rule. ``sql`` is rendered from the checked tree and is what runs.

    ``headings`` are the output column names as asked; ``datasets`` and ``fields`` what it reads; ``lineage`` per
    output column the documented fields its values come from; ``grounds`` the same in more words, with the rows per
    dataset; ``shown`` is the query as its reader may see it. Construct only through :mod:`assistant.validation`.
    """

    sql: str
    headings: tuple[str, ...]
    datasets: tuple[str, ...]
    fields: tuple[FieldRef, ...]
    lineage: tuple[tuple[FieldRef, ...], ...]
    warnings: tuple[Issue, ...] = ()
    grounds: Grounds = Grounds()
    shown: str = ""
    seal: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("a ValidatedQuery is made by assistant.validation only")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A query that may not run, with every issue found."""

    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class BoundPlan:
    """What the engine itself says a query reads, after macros and views: the second opinion."""

    statements: int
    is_select: bool
    columns: frozenset[tuple[str, str]]
    tables: frozenset[str]


@dataclass(frozen=True, slots=True)
class BindFailure:
    """The engine cannot bind the query; ``kind`` is a stable word, never the engine's own text."""

    kind: str


#: Waits for what an engine was asked.
Bound = Callable[[], BoundPlan | BindFailure]


class Binder(Protocol):
    """Binds a rendered query and never runs it."""

    def begin(self, sql: str) -> Bound:
        """Ask what ``sql`` would read. What is returned waits for the reply and must be called."""
        ...
