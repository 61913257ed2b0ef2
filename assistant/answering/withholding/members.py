"""Which cells of the grid each row of an answer adds up: the compiler itself is asked, by splitting further."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.withholding.cubes import UNKNOWN, Cubes, Table, Unasked
from assistant.answering.withholding.figures import Figure, periods_of, span
from assistant.answering.withholding.grid import Grid, climb
from assistant.catalog.catalog import FieldRef
from assistant.plan import Split
from assistant.sql.ask import Setting
from assistant.validation.disclosure import Key

#: Per alternative and period the cells that a figure adds up.
Parts = dict[tuple[Key, str], set[Key]]


@dataclass(frozen=True)
class Members:
    """The cells behind every row of a figure, by the codes of its row."""

    by_row: dict[Key, Parts]

    def of(self, row: Key, periods: Sequence[str]) -> Parts:
        """Return the cells of a row in some periods."""
        found = self.by_row.get(row, {})
        return {at: cells for at, cells in found.items() if at[1] in periods}


def members_of(figure: Figure, grid: Grid, cubes: Cubes, role: str, most: int) -> Members | Unasked:
    """Return the cells behind each row of a figure, or why they cannot be told."""
    plan, setting = figure.plan, cubes.setting
    at_grid = {split.field: place for place, split in enumerate(grid.all_splits)}
    extra = tuple(split for split in plan.splits if split.field not in at_grid)
    period = span(periods_of(figure, setting))
    finer = replace(
        plan, splits=(*grid.all_splits, *extra), period=period, per=period.grain if period is not None else None
    )
    table = cubes.asked(finer, role, most)
    if isinstance(table, Unasked):
        return table
    found: dict[Key, Parts] = defaultdict(lambda: defaultdict(set))
    readers = [_reader(split, grid, at_grid, extra, setting) for split in plan.splits]
    if any(reader is None for reader in readers):
        return Unasked.NOTHING
    width = len(grid.splits)
    for row in table.rows:
        codes = table.key(row, 0, len(table.codes))
        key = tuple(reader.code(codes) for reader in readers if reader is not None)
        found[key][codes[width : len(grid.all_splits)], table.period(row)].add(codes[:width])
    return Members(found)


@dataclass(frozen=True)
class _Reader:
    place: int
    ancestors: dict[str, str] | None = None

    def code(self, codes: Key) -> str:
        """Return the code of a split of the answer from the codes of a cell."""
        own = codes[self.place]
        return own if self.ancestors is None else self.ancestors.get(own, UNKNOWN)


def _reader(
    split: Split, grid: Grid, at_grid: dict[FieldRef, int], extra: tuple[Split, ...], setting: Setting
) -> _Reader | None:
    if split.field not in at_grid:
        return _Reader(len(grid.all_splits) + extra.index(split))
    place = at_grid[split.field]
    finest = grid.all_splits[place]
    if split.level is None or split.level == finest.level:
        return _Reader(place)
    ancestors = climb(finest, split.level, setting)
    return _Reader(place, ancestors) if ancestors is not None else None


def row_keys(figure: Figure, answer: Table) -> list[Key]:
    """Return the codes of each row of an answer, in the order of the figure's splits."""
    width = len(answer.codes)
    keys = [answer.key(row, 0, width) for row in answer.rows]
    return keys if figure.member is None else [(*key, figure.member) for key in keys]
