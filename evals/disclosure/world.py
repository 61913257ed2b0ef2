"""What an attacker works with: the counts at their finest, what lies above what, and the plans that may be asked.

The truth is read from the CSV files by this program itself, so that it does not lean on what it attacks.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import Change, ChangeKind, Cumulative, Member, MemberFilter, Op, PeriodChoice, Plan, Share, Split

#: A count at its finest: year, codes of the dimensions (the place first).
Cell = tuple[str, ...]


@dataclass
class World:
    """One metric of one dataset: its finest counts and its dimensions."""

    metric: MetricRef
    place: FieldRef
    levels: tuple[str, ...]
    above: dict[str, dict[str, str]]
    dims: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    years: tuple[str, ...]
    cells: dict[Cell, float]
    flow: bool = False
    fixed: tuple[tuple[str, str], ...] = ()
    minimum: int = 5
    names: dict[str, str] = field(default_factory=dict)

    @property
    def small(self) -> list[Cell]:
        """The finest counts that may not become known."""
        return sorted(cell for cell, value in self.cells.items() if 0 < value < self.minimum)

    def under(self, level: str, code: str) -> set[str]:
        """Return the finest places in a place."""
        return {place for place, over in self.above.items() if over[level] == code}

    def at(self, level: str) -> list[str]:
        """Return the places of a level that hold counts."""
        return sorted({over[level] for over in self.above.values()})


def read_world(
    folder: Path,
    metric: MetricRef,
    column: str,
    dims: dict[str, str],
    years: tuple[str, ...],
    *,
    flow: bool = False,
    fixed: tuple[tuple[str, str], ...] = (),
    place_column: str = "regio_code",
    levels: tuple[str, ...] = ("gemeente", "wijk", "buurt"),
) -> World:
    """Read the finest counts of a dataset with a ``regio_code``; ``dims`` maps a field to its total."""
    with (folder / "regio.csv").open(encoding="utf-8") as file:
        places = {row[place_column]: row for row in csv.DictReader(file)}
    finest = levels[-1]
    above = {}
    for code, row in places.items():
        if row["niveau"] == finest:
            over = {level: row.get(f"{level}_code") or code for level in levels[:-1]}
            above[code] = over | {finest: code}
    cells: dict[Cell, float] = {}
    members: dict[str, set[str]] = {name: set() for name in dims}
    with (folder / f"{metric.dataset}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row[place_column] not in above or row["jaar"] not in years or not row[column]:
                continue
            if any(row[name] == total for name, total in dims.items()) or any(row[n] != v for n, v in fixed):
                continue
            cells[(row["jaar"], row[place_column], *(row[name] for name in dims))] = float(row[column])
            for name in dims:
                members[name].add(row[name])
    used = {cell[1] for cell in cells}
    return World(
        metric,
        FieldRef("regio", place_column),
        levels,
        {code: over for code, over in above.items() if code in used},
        tuple(dims),
        {name: tuple(sorted(found)) for name, found in members.items()},
        years,
        cells,
        flow,
        fixed,
        names={code: row["naam"] for code, row in places.items()},
    )


class Questions:
    """Every kind of question about a world that a reader may ask, as plans."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.chance = random.Random(seed)

    def all(self, most: int) -> list[Plan]:
        """Return tables, complements, groups, single figures, shares and changes, in a random order."""
        found = [*self._tables(), *self._shares(), *self._changes()]
        loose = [*self._complements(), *self._groups(), *self._singles()]
        self.chance.shuffle(loose)
        found += loose[: max(0, most - len(found))]
        self.chance.shuffle(found)
        return found

    def _split(self, level: str | None, dims: tuple[str, ...]) -> tuple[Split, ...]:
        place = (Split(self.world.place, level),) if level else ()
        return (*place, *(Split(FieldRef(self.world.metric.dataset, name)) for name in dims))

    def _place(self, op: Op, level: str, *codes: str) -> MemberFilter:
        names = self.world.names
        return MemberFilter(self.world.place, op, tuple(Member(code, names[code], level) for code in codes))

    def _dim(self, op: Op, name: str, *values: str) -> MemberFilter:
        ref = FieldRef(self.world.metric.dataset, name)
        return MemberFilter(ref, op, tuple(Member(value, value) for value in values))

    def _plan(
        self, year: str, splits: tuple[Split, ...] = (), filters: tuple[MemberFilter, ...] = (), **keys: object
    ) -> Plan:
        fixed = tuple(self._dim(Op.IN, name, value) for name, value in self.world.fixed)
        period = Period.parse(year)
        choice = PeriodChoice(period, period, Grain.YEAR)
        return Plan((self.world.metric,), "nl", splits, (*filters, *fixed), period=choice, **keys)  # type: ignore[arg-type]

    def _subsets(self) -> list[tuple[str, ...]]:
        dims = self.world.dims
        return [found for size in range(len(dims) + 1) for found in combinations(dims, size)]

    def _tables(self) -> Iterator[Plan]:
        world = self.world
        for year in world.years:
            for dims in self._subsets():
                for level in (None, *world.levels):
                    if level or dims:
                        around = () if level else (self._place(Op.IN, world.levels[0], *world.at(world.levels[0])[:1]),)
                        yield self._plan(year, self._split(level, dims), around)
                for outer, inner in zip(world.levels, world.levels[1:], strict=False):
                    for code in self.chance.sample(world.at(outer), min(2, len(world.at(outer)))):
                        yield self._plan(year, self._split(inner, dims), (self._place(Op.IN, outer, code),))

    def _shares(self) -> Iterator[Plan]:
        world = self.world
        for year in world.years:
            for level in world.levels:
                yield self._plan(year, self._split(level, ()), calculation=Share(world.place))
                for name in world.dims:
                    ref = FieldRef(world.metric.dataset, name)
                    yield self._plan(year, self._split(level, (name,)), calculation=Share(ref))

    def _changes(self) -> Iterator[Plan]:
        world = self.world
        for before, after in zip(world.years, world.years[1:], strict=False):
            first, last = Period.parse(before), Period.parse(after)
            choice = PeriodChoice(last, last, Grain.YEAR, compare_to=first)
            for level in world.levels:
                for dims in self._subsets():
                    plan = self._plan(after, self._split(level, dims), calculation=Change(ChangeKind.CHANGE))
                    yield _with(plan, choice, None)
        if world.flow:
            whole = PeriodChoice(Period.parse(world.years[0]), Period.parse(world.years[-1]), Grain.YEAR)
            for level in world.levels:
                yield _with(
                    self._plan(world.years[0], self._split(level, ()), calculation=Cumulative()), whole, Grain.YEAR
                )
                yield _with(self._plan(world.years[0], self._split(level, ())), whole, None)

    def _complements(self) -> Iterator[Plan]:
        world, finest = self.world, self.world.levels[-1]
        for year in world.years:
            for code, over in world.above.items():
                for outer in world.levels[:-1]:
                    inside = self._place(Op.IN, outer, over[outer])
                    yield self._plan(year, (), (inside, self._place(Op.NOT_IN, finest, code)))
                    if world.dims:
                        value = self.chance.choice(world.members[world.dims[0]])
                        own = self._dim(Op.IN, world.dims[0], value)
                        yield self._plan(year, (), (inside, self._place(Op.NOT_IN, finest, code), own))

    def _groups(self) -> Iterator[Plan]:
        world, finest = self.world, self.world.levels[-1]
        for year in world.years:
            for name in world.dims:
                for value in world.members[name]:
                    for level in world.levels:
                        yield self._plan(year, self._split(level, ()), (self._dim(Op.NOT_IN, name, value),))
                        yield self._plan(year, self._split(level, ()), (self._dim(Op.IN, name, value),))
                for pair in combinations(world.members[name], 2):
                    yield self._plan(year, self._split(finest, ()), (self._dim(Op.IN, name, *pair),))
            for _ in range(40):
                some = self.chance.sample(sorted(world.above), min(len(world.above), self.chance.randint(2, 6)))
                yield self._plan(year, (), (self._place(Op.IN, finest, *some),))

    def _singles(self) -> Iterator[Plan]:
        world = self.world
        for year in world.years:
            for level in world.levels:
                for code in world.at(level):
                    inside = self._place(Op.IN, level, code)
                    yield self._plan(year, (), (inside,))
                    for name in world.dims:
                        value = self.chance.choice(world.members[name])
                        yield self._plan(year, (), (inside, self._dim(Op.IN, name, value)))


def _with(plan: Plan, period: PeriodChoice, per: Grain | None) -> Plan:
    from dataclasses import replace

    return replace(plan, period=period, per=per)
