"""What compiling gives: a sqlglot tree, and what each of its output columns is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlglot import exp

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.text import Text
from assistant.catalog.vocabulary import Grain

#: What the support columns with a figure that others are held against are called.
YARDSTICK = "yardstick"


class ColumnRole(StrEnum):
    """The contract's column roles, and support: computed for us (codes, counts behind a ratio), never shown."""

    DIMENSION = "dimension"
    TIME = "time"
    METRIC = "metric"
    CALCULATION = "calculation"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """One column of a compiled query.

    ``field`` is set for a dimension (values are codes where the field has no ``label_field``: show its documented
    member label), ``grain`` for time (values are period texts such as ``2023`` or ``2023-Q1``), ``metric`` for the
    metric a figure belongs to. ``counts`` names the output columns with the counts of persons that the
    figure rests on: the disclosure rule looks at them. ``member_of`` on a support column names the dimension column
    whose codes it holds.
    """

    name: str
    role: ColumnRole
    label: Text
    unit: Text | None = None
    decimals: int | None = None
    metric: MetricRef | None = None
    field: FieldRef | None = None
    level: str | None = None
    grain: Grain | None = None
    counts: tuple[str, ...] = ()
    member_of: str | None = None


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A plan as SQL: ``tree`` selects exactly ``columns``, in that order."""

    tree: exp.Query
    columns: tuple[OutputColumn, ...]
