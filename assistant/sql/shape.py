"""The shape of a relation of figures: what its columns are called and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.catalog.catalog import Catalog, FieldRef, MetricRef
from assistant.catalog.graph import conformed
from assistant.catalog.vocabulary import Grain
from assistant.plan import Split
from assistant.sql.ask import Ask
from assistant.sql.names import Names


@dataclass(frozen=True)
class SplitShape:
    """A split as columns: what people see, its code, and the rank of its level where levels stand beside each other.

    ``name`` and ``code`` are the same column when the field has no label field.
    """

    split: Split
    name: str
    code: str
    rank: str

    @property
    def labelled(self) -> bool:
        """Whether the label is a column of its own."""
        return self.name != self.code

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in a relation, the rank aside."""
        return tuple(dict.fromkeys((self.code, self.name)))


@dataclass
class Shape:
    """The columns of a relation: its splits, its time, one column per metric, and the counts it rests on."""

    relation: str
    splits: tuple[SplitShape, ...]
    time: str | None
    grain: Grain | None
    ranked: bool = False
    metrics: dict[MetricRef, str] = field(default_factory=dict)
    counts: dict[MetricRef, tuple[str, ...]] = field(default_factory=dict)

    def key_columns(self, without: FieldRef | None = None, *, time: bool = True) -> list[str]:
        """Return the key columns of the relation, those of field ``without`` left out."""
        found = [name for item in self.splits if item.split.field != without for name in item.columns]
        found += [item.rank for item in self.splits if self.ranked and item.split.field != without]
        return found + ([self.time] if time and self.time else [])


def shape_of(catalog: Catalog, ask: Ask, names: Names) -> Shape:
    """Return the shape of the figures of ``ask``, still without metrics."""
    splits = []
    for split in ask.splits:
        name = names.take(split.field.field)
        labelled = _has_label(catalog, ask, split.field)
        splits.append(
            SplitShape(split, name, names.take(f"{name}__code") if labelled else name, names.take(f"{name}__level"))
        )
    time = _time_name(catalog, ask)
    grain = ask.buckets[0].grain if ask.buckets else None
    return Shape("", tuple(splits), names.take(time) if ask.timed and time else None, grain)


def _has_label(catalog: Catalog, ask: Ask, ref: FieldRef) -> bool:
    if catalog.field(ref).label_field is not None:
        return True
    return any(
        documented.label_field is not None and conformed(catalog, FieldRef(metric.dataset, documented.name)) == ref
        for metric in ask.metrics
        for documented in catalog.by_name[metric.dataset].fields
    )


def _time_name(catalog: Catalog, ask: Ask) -> str | None:
    for formula in ask.formulas(catalog):
        for component in formula.components:
            if component.time is not None:
                return component.time
    return None
