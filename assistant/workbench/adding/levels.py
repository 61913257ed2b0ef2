"""Codes of country, province, municipality and neighbourhood in one column: several levels, never added up together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.adding.structure import Part, Structure
from assistant.workbench.adding.words import matches
from assistant.workbench.cbs.words import words as cbs_words


@dataclass(frozen=True, slots=True)
class LevelsFound:
    """The levels of a column, coarse to fine: they stand in column ``header``, or in ``values`` made from the codes."""

    order: tuple[str, ...]
    header: str | None = None
    values: tuple[str, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)


def levels_of(part: Part, structure: Structure) -> LevelsFound | None:
    """Return the levels that stand together in a column of codes, or None when there is one."""
    for other in structure.parts:
        if matches("level", other.column.header) and 1 < len(other.column.distinct) <= 12:
            return LevelsFound(_ordered(other.column.distinct), other.column.header)
    known = cbs_words()["levels"]
    prefixes = {value[:2] for value in part.column.distinct}
    shaped = all(value[:2] in known and value[2:].isdigit() for value in part.column.distinct)
    if not shaped or len(prefixes) < 2:
        return None
    values = tuple(known[value[:2]]["value"] if value[:2] in known else "" for value in part.column.values)
    return LevelsFound(_ordered(frozenset(values) - {""}), None, values)


def parents_of(part: Part, found: LevelsFound, structure: Structure) -> dict[str, str]:
    """Return per level the header of the column in which every finer row names its ancestor there."""
    columns = {other.column.header: other.column for other in structure.parts}
    values = columns[found.header].values if found.header else list(found.values)
    label = columns[part.label] if part.label else part.column
    parents: dict[str, str] = {}
    for place, level in enumerate(found.order):
        own = {at for at, value in enumerate(values) if value == level}
        finer = [at for at, value in enumerate(values) if value in found.order[place + 1 :]]
        for known in (part.column, label):
            members = {known.values[at] for at in own}
            for other in structure.of(FieldRole.DIMENSION):
                fits = finer and other.names is None and other.column.header != found.header
                if level not in parents and fits and all(other.column.values[at] in members for at in finer):
                    parents[level] = other.column.header
    return parents


def _ordered(found: frozenset[str]) -> tuple[str, ...]:
    places = {level["value"]: level.get("place", 50) for level in cbs_words()["levels"].values()}
    return tuple(sorted(found, key=lambda value: (places.get(value, 60), value)))
