"""Settles the sums of one answer: which of them would help to work a small count out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.answering.withholding.cubes import Cubes, Name, year_of
from assistant.answering.withholding.grid import Grid, climb
from assistant.answering.withholding.seen import Seen
from assistant.plan import Split
from assistant.sql.ask import Setting
from assistant.validation.disclosure import Cube, Key, Protection, protect

Place = tuple[int, int]
At = tuple[Grid, Name]


class SumLike(Protocol):
    """One count in a result, with the cells that it adds up."""

    row: int
    place: int
    grid: Grid
    parts: dict[Name, frozenset[Key]]


@dataclass
class Settled:
    """The places of counts that are withheld, and the mark of every count: 0 where it betrays nothing."""

    withheld: set[Place] = field(default_factory=set)
    marks: dict[Place, int] = field(default_factory=dict)


def settle(
    sums: Sequence[SumLike],
    tables: Mapping[At, Cube],
    small: Collection[Place],
    seen: Sequence[Seen],
    cubes: Cubes,
    *,
    named: bool,
) -> Settled:
    """Judge every sum. ``named`` figures are shown when something else can be withheld for them later."""
    asked: dict[At, set[frozenset[Key]]] = defaultdict(set)
    for one in sums:
        if (one.row, one.place) not in small:
            for name, cells in one.parts.items():
                asked[one.grid, name].add(cells)
    protections: dict[At, Protection] = {}
    closed: set[At] = set()
    for at, shown in asked.items():
        pinned = [before for one in seen if (before := onto(one, at, cubes.setting)) is not None]
        protections[at], safe = _protection(at, tables.get(at), pinned, shown if named else (), cubes)
        if not safe:
            closed.add(at)
    result = Settled()
    for one in sums:
        place = (one.row, one.place)
        mark = sum(
            protections[one.grid, name].mark(cells)
            for name, cells in one.parts.items()
            if (one.grid, name) in protections
        )
        result.marks[place] = result.marks.get(place, 0) + mark
        if mark or any((one.grid, name) in closed for name in one.parts):
            result.withheld.add(place)
    result.withheld |= _apart(sums, tables, seen)
    return result


def _protection(
    at: At, cube: Cube | None, pinned: list[Container[Key]], asked: Collection[frozenset[Key]], cubes: Cubes
) -> tuple[Protection, bool]:
    """Return what may be shown of a table, and whether every small count in it stays protected."""
    if cube is None or not cube.dangerous:
        return Protection(), True
    name = "\x1f".join((at[1][0], *at[1][1], at[1][2]))
    usual = cubes.protection(at[1], cube)
    now = usual
    if any(usual.betrays(key for key in cube.cells if key in cells) for cells in pinned):
        now = protect(cube, pinned, name, usual)
    if asked and any(now.betrays(cells) for cells in asked):
        lenient = protect(cube, [*pinned, *asked], name, now)
        if lenient.exposed <= usual.exposed:
            return lenient, True
    return now, now.exposed <= usual.exposed


def onto(seen: Seen, at: At, setting: Setting) -> Container[Key] | None:
    """Return a sum that was shown before as cells of this table; None when it is of another one."""
    grid, (component, slice_, period) = at
    if (seen.component, seen.slice, seen.universe) != (component, slice_, grid.universe):
        return None
    year = seen.period if grid.timed and seen.period[:1].isdigit() else None
    if year is None and seen.period != period:
        return None
    if seen.splits == grid.splits and year is None:
        return seen.cells
    places = tuple(_place(split, grid, setting) for split in seen.splits)
    return _Projected(seen.cells, places, grid.timed, year)


@dataclass(frozen=True)
class _Projected:
    """The cells of a finer grid that lie in a sum over a coarser one: told by membership, never written out."""

    cells: frozenset[Key]
    places: tuple[tuple[int, dict[str, str] | None], ...]
    timed: bool = False
    year: str | None = None

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple):
            return False
        codes = tuple(key[at] if up is None else up.get(key[at], "") for at, up in self.places)
        if self.year is not None:
            return year_of(key[-1]) == self.year and codes in self.cells
        return ((*codes, key[-1]) if self.timed else codes) in self.cells


def _place(split: Split, grid: Grid, setting: Setting) -> tuple[int, dict[str, str] | None]:
    place = next(at for at, own in enumerate(grid.splits) if own.field == split.field)
    own = grid.splits[place]
    return place, None if own.level == split.level else (climb(own, split.level, setting) or {})


def worth(cube: Cube, cells: Collection[Key]) -> int:
    """Return what a sum comes to, in the units of its table."""
    return sum(cube.cells.get(key, 0) for key in cells)


def _apart(sums: Sequence[SumLike], tables: Mapping[At, Cube], seen: Sequence[Seen]) -> set[Place]:
    """Return the counts that differ from one shown before by a small number, over a filter on a number or date."""
    others = [one for one in seen if one.value is not None]
    found: set[Place] = set()
    for one in sums:
        for name, cells in one.parts.items() if len(one.parts) == 1 else ():
            cube = tables.get((one.grid, name))
            for before in others if cube is not None else ():
                same = (before.component, before.slice, before.period, before.splits) == (*name, one.grid.splits)
                if not same or before.universe == one.grid.universe or before.cells != cells:
                    continue
                if cube is not None and 0 < abs(worth(cube, cells) - (before.value or 0)) < cube.minimum:
                    found.add((one.row, one.place))
    return found
