"""What a figure is limited to and split by: members and values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.catalog.catalog import FieldRef
from assistant.catalog.member import Member


class Op(StrEnum):
    """How a filter or condition compares."""

    IN = "in"
    NOT_IN = "not_in"
    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    BETWEEN = "between"
    IS_MISSING = "is_missing"


class Origin(StrEnum):
    """Where a choice comes from: the question itself, the home place, a documented default, or earlier turns."""

    QUESTION = "question"
    HOME = "home"
    DEFAULT = "default"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Keep (``IN``) or leave out (``NOT_IN``) the rows that belong to ``members`` of a documented dimension.

    ``field`` is the conformed dimension: the field on the "one" side of the documented relationships
    (``regio.regio_code``), or the dataset's own field when no relationship leads from it. A member of a coarser
    level than the figure's own level keeps the rows below it (by the documented ``parents``).
    """

    field: FieldRef
    op: Op
    members: tuple[Member, ...]
    origin: Origin = Origin.QUESTION


@dataclass(frozen=True, slots=True)
class ValueFilter:
    """Keep the rows whose own number, date or text compares: ``leeftijd > 65``, ``prijs between …``, is missing."""

    field: FieldRef
    op: Op
    values: tuple[float | str, ...] = ()
    origin: Origin = Origin.QUESTION


Filter = MemberFilter | ValueFilter


@dataclass(frozen=True, slots=True)
class Split:
    """One row (or line) a member of ``field``, at ``level`` when the field has levels."""

    field: FieldRef
    level: str | None = None
