"""Figures that rest on the rows before them: a running total, a change from one period to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import pairwise

from assistant.answering.withholding.cubes import Table
from assistant.plan import Change, Claim, Cumulative, Plan, YesNo
from assistant.sql.query import ColumnRole
from assistant.validation.disclosure import Key

Place = tuple[int, int]


def along_rows(plan: Plan, answer: Table, withheld: Collection[Place], marks: Mapping[Place, int]) -> set[Place]:
    """Return the calculated cells from which a withheld count in an earlier row would follow."""
    asked = plan.calculation.base if isinstance(plan.calculation, YesNo | Claim) else plan.calculation
    if answer.time is None or not isinstance(asked, Cumulative | Change):
        return set()
    found: set[Place] = set()
    places = {column.name: at for at, column in enumerate(answer.columns)}
    for index, column in enumerate(answer.columns):
        if column.role is ColumnRole.CALCULATION:
            counts = [places[name] for name in column.counts if name in places]
            for rows in _series(answer):
                found |= (
                    _running(index, counts, rows, withheld, marks)
                    if isinstance(asked, Cumulative)
                    else _steps(index, counts, rows, withheld)
                )
    return found


def _series(answer: Table) -> list[list[int]]:
    """Return the rows of each series, in the order of time."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, row in enumerate(answer.rows):
        found[answer.key(row, 0, len(answer.codes))].append(number)
    return [sorted(rows, key=lambda number: answer.period(answer.rows[number])) for rows in found.values()]


def _running(
    index: int, counts: list[int], rows: list[int], withheld: Collection[Place], marks: Mapping[Place, int]
) -> set[Place]:
    found: set[Place] = set()
    so_far, lost = dict.fromkeys(counts, 0), False
    for row in rows:
        for count in counts:
            mark = marks.get((row, count), 0)
            so_far[count] += mark
            lost = lost or ((row, count) in withheld and not mark)
        if lost or any(so_far.values()):
            found.add((row, index))
    return found


def _steps(index: int, counts: list[int], rows: list[int], withheld: Collection[Place]) -> set[Place]:
    return {(after, index) for before, after in pairwise(rows) if any((before, count) in withheld for count in counts)}
