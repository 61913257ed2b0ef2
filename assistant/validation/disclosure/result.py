"""Which cells of a compiled query's result are withheld, judged by the result itself.

*Primary*: a count from 1 up to ``min_count - 1`` (0 too where the catalogue says so). *Secondary*: when the cells
withheld along one dimension could be worked out from the total, the next smallest is withheld as well. Whatever rests
on a withheld count (a ratio, a share, a change) is withheld with it. What follows from sums that the result does not
hold is settled by :mod:`.pattern`; this is what remains where that cannot be asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from assistant.catalog.catalog import Catalog
from assistant.catalog.vocabulary import OverTime
from assistant.sql.query import ColumnRole, OutputColumn
from assistant.validation.disclosure.rules import CountRule, metric_rule

Cells = Sequence[Sequence[object]]
Withheld = frozenset[tuple[int, int]]


def small_cells(columns: Sequence[OutputColumn], rows: Cells, catalog: Catalog) -> Withheld:
    """Return the cells with a count that is too small by itself."""
    return frozenset(
        (row, index)
        for index, rule in _count_columns(columns, catalog).items()
        for row, cells in enumerate(rows)
        if rule.hides(cells[index])
    )


def beside_each_other(columns: Sequence[OutputColumn], rows: Cells, catalog: Catalog, small: Withheld) -> Withheld:
    """Return ``small`` with the cells that a total asked elsewhere would give a small one away by."""
    withheld = set(small)
    for index, rule in _count_columns(columns, catalog).items():
        hidden = {row for row, at in small if at == index}
        values = [cells[index] for cells in rows]
        growing = bool(hidden)
        while growing:
            more: set[int] = set()
            for axis, others in _axes(columns, index, catalog):
                more |= secondary(values, hidden | more, groups(rows, axis, others), rule)
            growing = not more <= hidden
            hidden |= more
        withheld |= {(row, index) for row in hidden}
    return frozenset(withheld)


def resting(
    columns: Sequence[OutputColumn], rows: Cells, catalog: Catalog, withheld: Collection[tuple[int, int]]
) -> Withheld:
    """Return ``withheld`` with every figure that rests on a withheld count, and shares that tell a small remainder."""
    found = set(withheld)
    counts = _count_columns(columns, catalog)
    names = {column.name: index for index, column in enumerate(columns)}
    for index, column in enumerate(columns):
        on = [names[name] for name in column.counts if name in names]
        found |= {(row, index) for row in range(len(rows)) if any((row, count) in withheld for count in on)}
        if column.role is ColumnRole.CALCULATION and len(on) == 2 and index not in counts:
            found |= _complements(rows, index, on, counts)
    return frozenset(found)


def withheld_cells(
    columns: Sequence[OutputColumn], rows: Cells, catalog: Catalog, *, complete: bool = True
) -> Withheld:
    """Return the cells (row, column) of a result that may not be shown, support columns included.

    ``complete`` says that the rows are all members of what is split by, so that a total asked elsewhere would give a
    single withheld cell away; a list of a few named members is not complete.
    """
    small = small_cells(columns, rows, catalog)
    return resting(columns, rows, catalog, beside_each_other(columns, rows, catalog, small) if complete else small)


def _count_columns(columns: Sequence[OutputColumn], catalog: Catalog) -> dict[int, CountRule]:
    """Return the columns that hold counts of persons, each with the strictest rule of what rests on it."""
    names = {column.name: index for index, column in enumerate(columns)}
    rules: dict[int, CountRule] = {}
    for column in columns:
        rule = metric_rule(catalog, column.metric) if column.metric else None
        if rule is None:
            continue
        on = [names[name] for name in column.counts if name in names]
        for count in on:
            if count not in rules or rules[count].min_count < rule.min_count:
                rules[count] = rule
    return rules


def _axes(columns: Sequence[OutputColumn], count: int, catalog: Catalog) -> list[tuple[int, list[int]]]:
    """Return the columns along which counts add up to a total, each with the columns that stay fixed meanwhile."""
    metric = columns[count].metric
    flow = metric is not None and catalog.metric(metric).behaviour is OverTime.SUM
    splits = [index for index, column in enumerate(columns) if column.role in (ColumnRole.DIMENSION, ColumnRole.TIME)]
    along = [index for index in splits if columns[index].role is ColumnRole.DIMENSION or flow]
    return [(axis, [other for other in splits if other != axis]) for axis in along]


def groups(rows: Cells, axis: int, others: list[int]) -> list[list[int]]:
    """Return the rows that differ along one column only."""
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, cells in enumerate(rows):
        found[tuple(cells[other] for other in others)].append(row)
    return [members for members in found.values() if len(members) > 1]


def secondary(values: list[object], primary: set[int], among: list[list[int]], rule: CountRule) -> set[int]:
    """Return the further rows to withhold so that no total gives a withheld one away."""
    more: set[int] = set()
    for members in among:
        hidden = [row for row in members if row in primary]
        if not hidden or not _exposed([values[row] for row in hidden], rule):
            continue
        others = [row for row in members if row not in primary and isinstance(values[row], int | float)]
        others = [row for row in others if values[row]] or others
        if others:
            more.add(min(others, key=lambda row: (values[row], row)))
    return more


def _exposed(hidden: list[object], rule: CountRule) -> bool:
    """Whether the sum of the hidden counts leaves one of them no room to reach the minimum."""
    numbers = [value for value in hidden if isinstance(value, int | float)]
    low = 0 if rule.withhold_zero else 1
    small = [value for value in numbers if rule.hides(value)]
    return bool(small) and sum(numbers) - (len(numbers) - 1) * low < rule.min_count


def _complements(rows: Cells, index: int, counts: list[int], rules: dict[int, CountRule]) -> set[tuple[int, int]]:
    """Return the shares from which a small remainder follows: 97 of 98 says that one is left."""
    rule = next((rules[count] for count in counts if count in rules), None)
    found: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        part, whole = cells[counts[0]], cells[counts[1]]
        if rule and isinstance(part, int | float) and isinstance(whole, int | float) and rule.hides(whole - part):
            found.add((row, index))
    return found
