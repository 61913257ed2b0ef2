"""The documentation score: what counts stands in ``score.yaml``; here it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Dataset
from assistant.catalog.text import Frozen, Synonyms, Text
from assistant.catalog.vocabulary import FieldRole
from assistant.own_yaml import read_own

#: Fields that people see and split by.
_SHOWN = (FieldRole.DIMENSION, FieldRole.KEY)


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that is not documented everywhere: what to do, for which things, and the points that it would add."""

    say: Text
    names: tuple[str, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    """A dataset with its points out of 100; ``lacking`` begins with what would add most."""

    dataset: str
    points: float
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    of: str
    weight: float
    say: Text


def scores(catalog: Catalog) -> tuple[Score, ...]:
    """Return the score of each dataset, the least documented first."""
    found = [score(dataset) for dataset in catalog.datasets]
    return tuple(sorted(found, key=lambda one: (one.points, one.dataset)))


def score(dataset: Dataset) -> Score:
    """Return how well one dataset is documented; what it does not have, such as codes, is not asked of it."""
    things = _things(dataset)
    items = [(item, things[item.of]) for item in _items() if things[item.of]]
    whole = sum(item.weight for item, _ in items)
    lacking = []
    for item, asked in items:
        names = tuple(name for name, thing in asked if not _documented(thing, item.name))
        if names:
            lacking.append(Lacking(item.say, names, 100 * item.weight / whole * len(names) / len(asked)))
    lacking.sort(key=lambda one: -one.points)
    return Score(dataset.name, 100 - sum(one.points for one in lacking), tuple(lacking))


def _things(dataset: Dataset) -> dict[str, Sequence[tuple[str, Any]]]:
    seen = [field for field in dataset.fields if field.reachable]
    shown = [field for field in seen if field.role in _SHOWN]
    return {
        "dataset": [(dataset.name, dataset)],
        "figure": list(dataset.metrics.items()),
        "dimension": [(field.name, field) for field in shown],
        "member": [(f"{field.name}={one.value}", one) for field in shown for one in field.members],
        "time": [(field.name, field) for field in seen if field.role is FieldRole.TIME],
    }


def _documented(thing: Frozen, name: str) -> bool:
    if name in ("publisher", "method"):
        provenance = getattr(thing, "provenance", None)
        return bool(provenance and getattr(provenance, name))
    if name == "caveats":
        return bool(getattr(thing, "caveats", ()) or getattr(thing, "breaks", ()))
    value = getattr(thing, name)
    return bool(value.all()) if isinstance(value, Synonyms) else bool(value)


@lru_cache(maxsize=1)
def _items() -> tuple[_Item, ...]:
    text = resources.files(__package__).joinpath("score.yaml").read_text("utf-8")
    read: list[dict[str, Any]] = read_own(text)
    return tuple(_Item(one["name"], one["of"], float(one["weight"]), Text(**one["say"])) for one in read)
