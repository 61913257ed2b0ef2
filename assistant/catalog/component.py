"""One component of a metric: a single aggregate over the rows of a single dataset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from assistant.catalog.metric import Running
from assistant.catalog.vocabulary import Aggregation, OverTime, Reference

_SUMMABLE = frozenset({Aggregation.SUM, Aggregation.COUNT})


@dataclass(frozen=True)
class Component:
    """One aggregate over the rows of one dataset.

    ``call`` is the aggregate over the dataset's own field names (``SUM(inwoners)``; for a published figure,
    kind ``none``, the bare field). ``condition`` says which rows count. ``name`` is what the outer expression
    calls it.
    """

    name: str
    dataset: str
    kind: Aggregation
    call: exp.Expr
    over_time: OverTime
    time: str | None = None
    condition: exp.Expr | None = None
    running: Running | None = None
    reference: Reference | None = None
    persons: bool = False

    @property
    def summable(self) -> bool:
        """Whether figures of separate members may be added up."""
        return self.kind in _SUMMABLE

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The dataset's own fields that the aggregate reads, its condition aside."""
        return tuple(dict.fromkeys(column.name for column in self.call.find_all(exp.Column)))

    @cached_property
    def chooses(self) -> Mapping[str, frozenset[str]]:
        """The own fields whose members it picks itself, in its condition or its cases, with the values beside them."""
        picked = [self.condition] if self.condition is not None else []
        picked += [case.this for case in self.call.find_all(exp.If)]
        found: dict[str, frozenset[str]] = {}
        for tree in picked:
            values = frozenset(literal.name for literal in tree.find_all(exp.Literal))
            for column in tree.find_all(exp.Column):
                found[column.name] = found.get(column.name, frozenset()) | values
        return found

    @cached_property
    def key(self) -> str:
        """The same text for two components that are the same figure."""
        condition = self.condition.sql("duckdb") if self.condition else ""
        running = f"{self.running.from_}..{self.running.to}" if self.running else ""
        parts = (self.dataset, self.kind, self.call.sql("duckdb"), self.over_time, self.time or "", condition, running)
        return "|".join(str(part) for part in parts)
