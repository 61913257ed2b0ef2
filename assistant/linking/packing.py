"""Targets as plain text and back, for an index that is kept in a file."""

from __future__ import annotations

import json

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.member import Member
from assistant.linking.targets import (
    ConceptTarget,
    DatasetTarget,
    DenominatorTarget,
    FieldTarget,
    GroupTarget,
    LevelTarget,
    MemberTarget,
    MetricTarget,
    Target,
)

_NAMED: dict[str, type[ConceptTarget] | type[GroupTarget] | type[DenominatorTarget] | type[DatasetTarget]] = {
    "concept": ConceptTarget,
    "group": GroupTarget,
    "per": DenominatorTarget,
    "dataset": DatasetTarget,
}


def pack(target: Target) -> str:
    """Return a target as one line of JSON."""
    return json.dumps(_items(target))


def _items(target: Target) -> list[str | None]:
    match target:
        case MetricTarget(ref):
            return ["metric", ref.dataset, ref.metric]
        case FieldTarget(ref):
            return ["field", ref.dataset, ref.field]
        case LevelTarget(ref, level):
            return ["level", ref.dataset, ref.field, level]
        case MemberTarget(ref, member):
            return ["member", ref.dataset, ref.field, member.value, member.label, member.level]
        case _:
            kind = next(name for name, one in _NAMED.items() if isinstance(target, one))
            return [kind, target.name]


def unpack(text: str) -> Target:
    """Return the target that :func:`pack` wrote."""
    kind, *rest = json.loads(text)
    match kind:
        case "metric":
            return MetricTarget(MetricRef(*rest))
        case "field":
            return FieldTarget(FieldRef(*rest))
        case "level":
            return LevelTarget(FieldRef(rest[0], rest[1]), rest[2])
        case "member":
            return MemberTarget(FieldRef(rest[0], rest[1]), Member(rest[2], rest[3], rest[4]))
        case _:
            return _NAMED[kind](rest[0])
