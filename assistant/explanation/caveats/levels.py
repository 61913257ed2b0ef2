"""Where a figure was added up from a finer level than asked."""

from __future__ import annotations

from assistant.catalog.catalog import FieldRef
from assistant.catalog.levels import carrier, row_level
from assistant.explanation.caveats.asked import Asked
from assistant.plan import MemberFilter


def summed_from(asked: Asked) -> tuple[tuple[str, FieldRef, str, str], ...]:
    """Return (dataset, field, asked level, level of the rows used) wherever the two differ."""
    if asked.profile is None:
        return ()
    found = []
    for name in asked.facts:
        for field, wanted in _wanted(asked):
            column = carrier(asked.catalog, name, field)
            if column is None or column.dataset != name:
                continue  # rows that are looked up in a place are no figures of a level
            used = row_level(asked.profile, asked.catalog, name, field, wanted)
            if used is not None and used != wanted:
                found.append((name, field, wanted, used))
    return tuple(dict.fromkeys(found))


def _wanted(asked: Asked) -> list[tuple[FieldRef, str]]:
    """Return the level at which each figure is asked: the split's, else that of the named members."""
    split = {item.field: item.level for item in asked.plan.splits}
    found = [(field, level) for field, level in split.items() if level]
    for item in asked.plan.filters:
        if isinstance(item, MemberFilter) and not split.get(item.field):
            found += [(item.field, member.level) for member in item.members if member.level]
    return found
