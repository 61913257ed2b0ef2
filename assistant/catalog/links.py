"""The documented relationships of a catalogue, arranged by where they start and which columns they tie."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.catalog.dataset import Dataset, Relationship
from assistant.catalog.refs import FieldRef
from assistant.catalog.vocabulary import FieldRole


@dataclass(frozen=True)
class Links:
    """Relationships by the dataset they start from; and per field, the fields its values may be looked up in.

    ``incoming`` counts how many fields point to a field, ``rank`` is the order of documentation. Time fields are
    not tied: a period is the same period everywhere. In ``outgoing`` a relationship to a level of a levelled key
    leads to the member's own row (:func:`to_member`).
    """

    outgoing: dict[str, tuple[Relationship, ...]]
    pairs: dict[FieldRef, tuple[FieldRef, ...]]
    incoming: dict[FieldRef, int]
    rank: dict[FieldRef, int]

    @classmethod
    def of(cls, datasets: Sequence[Dataset]) -> Links:
        """Arrange the relationships of ``datasets``; what points to something undocumented is left out."""
        fields = {FieldRef(dataset.name, field.name): field for dataset in datasets for field in dataset.fields}
        outgoing: dict[str, list[Relationship]] = {}
        pairs: dict[FieldRef, list[FieldRef]] = {}
        incoming: dict[FieldRef, int] = {}
        by_name = {dataset.name: dataset for dataset in datasets}
        for relationship in (step for dataset in datasets for step in dataset.relationships):
            step = to_member(relationship, by_name.get(relationship.to))
            outgoing.setdefault(relationship.from_, []).append(step)
            for source, target in dict.fromkeys([*column_pairs(step), *column_pairs(relationship)]):
                if source in fields and target in fields and fields[source].role is not FieldRole.TIME:
                    pairs.setdefault(source, []).append(target)
                    incoming[target] = incoming.get(target, 0) + 1
        return cls(
            {name: tuple(steps) for name, steps in outgoing.items()},
            {source: tuple(targets) for source, targets in pairs.items()},
            incoming,
            {ref: at for at, ref in enumerate(fields)},
        )

    def closure(self, ref: FieldRef) -> dict[FieldRef, None]:
        """Return ``ref`` and every field that its values may be looked up in, nearest first."""
        found = {ref: None}
        waiting = deque([ref])
        while waiting:
            for target in self.pairs.get(waiting.popleft(), ()):
                if target not in found:
                    found[target] = None
                    waiting.append(target)
        return found

    def leads_on(self, ref: FieldRef) -> bool:
        """Whether a relationship leads on from ``ref``, other than around a circle back to it."""
        return any(ref not in self.closure(target) for target in self.pairs.get(ref, ()))


def column_pairs(relationship: Relationship) -> Iterator[tuple[FieldRef, FieldRef]]:
    """Yield which field of ``from`` holds the values of which field of ``to``."""
    for source, target in zip(relationship.from_columns, relationship.to_columns, strict=True):
        yield FieldRef(relationship.from_, source), FieldRef(relationship.to, target)


def to_member(relationship: Relationship, target: Dataset | None) -> Relationship:
    """Return the relationship as queries follow it: a level of a levelled key is looked up by that key.

    The column of the level is the ancestor that many finer rows share; the member itself is one row, whose key
    is the value in that column. Where the dimension documents no such level the relationship stays as it is.
    """
    if relationship.level is None or target is None:
        return relationship
    for field in target.fields:
        parents = field.levels.parents if field.levels and target.primary_key == (field.name,) else {}
        for level, column in parents.items():
            if relationship.level in (level, column) and relationship.to_columns == (column,):
                return relationship.model_copy(update={"to_columns": (field.name,), "level": None})
    return relationship
