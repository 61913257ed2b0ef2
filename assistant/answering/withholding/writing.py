"""A figure that was shown as JSON and back, so that the records can keep it."""

from __future__ import annotations

from typing import Any

from assistant.answering.withholding.seen import Seen
from assistant.catalog.catalog import FieldRef
from assistant.plan import Filter, Member, MemberFilter, Op, Split, ValueFilter


def written(seen: Seen) -> Any:
    """Return it as JSON."""
    splits = [[str(split.field), split.level] for split in seen.splits]
    universe = [_filter_written(item) for item in seen.universe]
    cells = [list(cell) for cell in sorted(seen.cells)]
    return [seen.component, list(seen.slice), seen.period, splits, universe, cells, seen.value]


def read(kept: Any) -> Seen:
    """Return what was written."""
    component, slice_, period, splits, universe, cells, value = kept
    return Seen(
        component,
        tuple(slice_),
        period,
        tuple(Split(FieldRef.parse(field), level) for field, level in splits),
        tuple(_filter_read(item) for item in universe),
        frozenset(tuple(cell) for cell in cells),
        value,
    )


def _filter_written(item: Filter) -> Any:
    if isinstance(item, ValueFilter):
        return [str(item.field), item.op.value, list(item.values)]
    members = [[member.value, member.label, member.level] for member in item.members]
    return [str(item.field), item.op.value, None, members]


def _filter_read(kept: Any) -> Filter:
    field, op = FieldRef.parse(kept[0]), Op(kept[1])
    if kept[2] is not None:
        return ValueFilter(field, op, tuple(kept[2]))
    return MemberFilter(field, op, tuple(Member(value, label, level) for value, label, level in kept[3]))
