"""Looks for datasets of the catalogue that a column points to: its values are the keys there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog.catalog import FieldRef
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.profile import DataProfile
from assistant.workbench.adding.structure import Part

#: From this share of its values on, a column points there.
_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Join:
    """A column that points to the key of another dataset."""

    header: str
    dataset: str
    key: str
    share: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The catalogue that is added to, with what its data hold."""

    loaded: LoadedCatalog
    profile: DataProfile

    def join_of(self, part: Part) -> Join | None:
        """Return the dataset that a column points to, if any: the one that holds most of its values."""
        distinct = part.column.distinct
        found = [
            Join(part.column.header, name, key, share)
            for name, key, members in self._keys()
            if (share := len(distinct & members) / max(1, len(distinct))) >= _SHARE and len(distinct & members) > 1
        ]
        return max(found, key=lambda join: join.share, default=None)

    def _keys(self) -> Sequence[tuple[str, str, frozenset[str]]]:
        found = []
        for dataset in self.loaded.catalog.datasets:
            if len(dataset.primary_key) == 1:
                members = self.profile.field(FieldRef(dataset.name, dataset.primary_key[0]))
                if members is not None:
                    found.append((dataset.name, dataset.primary_key[0], frozenset(members.by_value)))
        return found
