"""Finds the member that is the sum of the others: by its name, and by working it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.adding.structure import Part, Structure
from assistant.workbench.cbs.words import matches

#: Members tried, measures looked at, and rows read: enough to be sure, few enough to be quick.
_TRIED, _MEASURES, _ROWS = 40, 3, 300_000
_ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Total:
    """The member that is the total; ``checked`` when the others add up to it."""

    member: str
    checked: bool


def total_of(part: Part, structure: Structure) -> Total | None:
    """Return the total among the members of a dimension, if there is one."""
    column = part.column
    label = next((other.column for other in structure.parts if other.column.header == part.label), column)
    named = sorted(
        {one for one, said in zip(column.values, label.values, strict=True) if matches("total", said.lower())}
    )
    if len(named) > 1:
        named = []  # several totals are totals of parts
    members = sorted(column.distinct)
    tried = named or (members if 3 <= len(members) <= _TRIED else [])
    measures = [other for other in structure.of(FieldRole.MEASURE) if other.column.number and other.column.number.whole]
    for member in tried:
        if part.column.header in structure.key and _adds_up(member, part, structure, measures[:_MEASURES]):
            return Total(member, checked=True)
    return Total(named[0], checked=False) if named else None


def _adds_up(member: str, part: Part, structure: Structure, measures: Sequence[Part]) -> bool:
    """Whether in nearly every group the other members add up to this one, in every measure, and some are not 0."""
    others = [other.column for other in structure.parts if other.column.header in structure.key and other is not part]
    at = range(min(len(part.column.values), _ROWS))
    compared = agreed = 0
    for measure in measures:
        rounding = _rounding(measure)
        totals: dict[tuple[str, ...], float] = {}
        sums: dict[tuple[str, ...], list[float]] = defaultdict(list)
        incomplete: set[tuple[str, ...]] = set()
        for row in at:
            group = tuple(column.values[row] for column in others)
            if not measure.column.present(row):
                incomplete.add(group)
            elif part.column.values[row] == member:
                totals[group] = float(measure.column.values[row])
            else:
                sums[group].append(float(measure.column.values[row]))
        for group in (totals.keys() & sums.keys()) - incomplete:
            if len(sums[group]) > 1 and totals[group]:
                compared += 1
                agreed += abs(sum(sums[group]) - totals[group]) <= rounding / 2 * (len(sums[group]) + 1)
    return compared >= 2 and agreed >= _ENOUGH * compared


def _rounding(measure: Part) -> int:
    """Return what the figures are rounded to; figures that are not rounded add up exactly."""
    figures = [int(value) for value in measure.column.distinct]
    return next((step for step in (100, 10, 5) if all(figure % step == 0 for figure in figures)), 0)
