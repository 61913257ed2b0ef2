"""What is known of a pasted query once it ran, as far as caveats are concerned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.field import Field
from assistant.catalog.formula import formula
from assistant.catalog.period import Period
from assistant.catalog.text import Language
from assistant.catalog.vocabulary import FieldRole, ShownFor
from assistant.explanation.caveats.asked import is_identity
from assistant.explanation.caveats.evidence import Evidence


@dataclass(frozen=True)
class PastedResult:
    """What is known of a pasted query: the fields read, per output column the fields behind it, and what kind it is.

    ``plain`` are the fields that stand in the result as they are, ``counted`` the datasets whose rows are counted,
    ``twice`` those that are read in more than one place, ``withheld`` those with cells that are not shown, ``averaged``
    those of which means are taken; ``absent`` are the periods that lack inside a series, ``rows`` counts the rows.
    """

    catalog: Catalog
    language: Language
    datasets: tuple[str, ...]
    fields: frozenset[FieldRef]
    figures: frozenset[FieldRef]
    plain: frozenset[FieldRef]
    counted: frozenset[str] = frozenset()
    summed: bool = False
    ranked: bool = False
    ratio: bool = False
    change: bool = False
    listed: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    averaged: frozenset[str] = frozenset()
    rows: int = 0
    absent: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)

    def time(self, dataset: str) -> Field | None:
        """Return the time field that the query looks at, else the dataset's first."""
        fields = self.catalog.by_name[dataset].time_fields
        used = [one for one in fields if FieldRef(dataset, one.name) in self.fields]
        return next(iter((*used, *fields)), None)

    def over_time(self, dataset: str) -> bool:
        """Whether figures of different periods stand beside each other."""
        times = {FieldRef(dataset, one.name) for one in self.catalog.by_name[dataset].time_fields}
        return bool(times & (self.plain | self.figures)) or dataset in self.twice

    def forms(self, dataset: str, evidence: Evidence | None) -> frozenset[ShownFor]:
        """Return the forms of question that the result answers."""
        found: set[ShownFor] = set()
        times = {FieldRef(name, one.name) for name in self.datasets for one in self.catalog.by_name[name].time_fields}
        if self.change or (dataset in self.twice and self.over_time(dataset)):
            found.add(ShownFor.CHANGE)
        if self.ratio:
            found.add(ShownFor.RATIO)
        if times & self.plain:
            found.add(ShownFor.SERIES)
        if self.ranked:
            found.add(ShownFor.RANKING)
        if any(ref.field in self.listed and ref not in times for ref in self.plain):
            found.add(ShownFor.COMPARISON)
        if not found & {ShownFor.CHANGE, ShownFor.RATIO}:
            found.add(ShownFor.VALUE)
        if self.summed and (evidence is None or evidence.adds_up(dataset)):
            found.add(ShownFor.SUM)
        return frozenset(found)

    def added_fields(self, dataset: str) -> tuple[str, ...]:
        """Return the key fields over which a sum may add up members: they do not stand in the result."""
        known = self.catalog.by_name[dataset]
        return tuple(
            name
            for name in known.primary_key
            if known.fields_by_name[name].role in (FieldRole.KEY, FieldRole.DIMENSION)
            and FieldRef(dataset, name) not in self.plain
            and not (known.primary_key == (name,) and is_identity(self.catalog, dataset, name))
        )

    def applies(self, dataset: str, applies_to: Sequence[str]) -> bool:
        """Whether a caveat is about something that the query reads."""
        return not applies_to or any(self._reads(name, dataset) for name in applies_to)

    def _reads(self, name: str, dataset: str) -> bool:
        owner, _, bare = name.rpartition(".")
        ref = FieldRef(owner or dataset, bare)
        if ref in self.fields:
            return True
        known = self.catalog.by_name.get(ref.dataset)
        if known is None or bare not in known.metrics or known.metrics[bare].field is not None:
            return False
        parts = formula(self.catalog, MetricRef(ref.dataset, bare)).components
        needed = {FieldRef(part.dataset, one) for part in parts for one in part.fields}
        return needed <= self.figures if needed else ref.dataset in self.counted
