"""Rows of a dataset as cells of a table of counts: which members and periods a row stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from assistant.answering.withholding.cubes import Name
from assistant.answering.withholding.grid import Grid, climb
from assistant.catalog.catalog import FieldRef
from assistant.catalog.field import Field
from assistant.catalog.graph import conformed
from assistant.catalog.levels import levels_of
from assistant.catalog.period import Period
from assistant.catalog.timecode import decode
from assistant.catalog.vocabulary import FieldRole
from assistant.plan import Split
from assistant.sql.ask import Setting
from assistant.validation.disclosure import Cube, Key

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Axis:
    """What each of the columns says that tell rows of a dataset apart.

    ``places`` are the columns that members are told by, ``splits`` those along which counts are cut up, ``slices``
    those of alternatives that are never added up.
    """

    places: Mapping[FieldRef, int]
    splits: tuple[Split, ...]
    slices: tuple[Split, ...]
    totals: Mapping[FieldRef, str] = field(default_factory=dict)
    time: tuple[int, Field] | None = None

    def grid(self, dataset: str) -> Grid:
        """Return the grid that is just fine enough for the rows."""
        return Grid(dataset, self.splits, self.slices)

    def period(self, codes: Codes) -> Period | None:
        """Return the period of a row."""
        return decode(self.time[1], codes[self.time[0]]) if self.time is not None else None

    def slice(self, codes: Codes) -> Key:
        """Return the alternatives that a row is of."""
        return tuple(codes[self.places[split.field]] for split in self.slices)


def axes_of(dataset: str, names: Collection[str], rows: Collection[Codes], setting: Setting) -> Axis | None:
    """Return what the columns ``names`` say of ``rows``; None when a row stands for what is not documented."""
    catalog = setting.catalog
    places: dict[FieldRef, int] = {}
    totals: dict[FieldRef, str] = {}
    splits: list[Split] = []
    slices: list[Split] = []
    time: tuple[int, Field] | None = None
    for at, name in enumerate(names):
        own = catalog.field(FieldRef(dataset, name))
        if own.role is FieldRole.TIME:
            if time is not None:
                return None
            time = (at, own)
            continue
        ref = conformed(catalog, FieldRef(dataset, name))
        places[ref] = at
        used = {row[at] for row in rows}
        if levels_of(catalog, ref) is not None:
            level = _finest(ref, used, setting)
            if level is None:
                return None
            splits.append(Split(ref, level))
        elif own.exclusive:
            if used != {str(own.default)}:
                slices.append(Split(ref))
        elif own.total is None:
            splits.append(Split(ref))
        else:
            totals[ref] = str(own.total)
            if used != {str(own.total)}:
                splits.append(Split(ref))
    if time is not None and any(decode(time[1], row[time[0]]) is None for row in rows):
        return None
    return Axis(places, tuple(splits), tuple(slices), totals, time)


@dataclass(frozen=True)
class Reach:
    """The finest members that each code of each split stands for."""

    by_split: tuple[tuple[int | None, Mapping[str, tuple[str, ...]]], ...]
    everything: tuple[tuple[str, ...], ...]

    def cells(self, codes: Codes) -> Iterator[Key]:
        """Yield the cells that a row adds up, and some that do not exist."""
        members = [
            known.get(codes[at], ()) if at is not None else all_of
            for (at, known), all_of in zip(self.by_split, self.everything, strict=True)
        ]
        return product(*members)


def reach_of(grid: Grid, axes: Axis, cubes: Mapping[Name, Cube], setting: Setting) -> Reach | None:
    """Return what the codes of rows stand for in a grid; None when it is not documented for one of them."""
    width = len(grid.splits)
    every = [sorted({key[at] for cube in cubes.values() for key in cube.cells}) for at in range(width)]
    by_split = []
    for split, members in zip(grid.splits, every, strict=True):
        place = axes.places.get(split.field)
        known: dict[str, tuple[str, ...]] = {code: (code,) for code in members}
        if place is not None and split.level is not None:
            known |= _above(split, setting)
        if split.field in axes.totals:
            known[axes.totals[split.field]] = tuple(members)
        by_split.append((place, known))
    return Reach(tuple(by_split), tuple(map(tuple, every)))


def _above(split: Split, setting: Setting) -> dict[str, tuple[str, ...]]:
    """Return the finest members under each member of a coarser level."""
    levels = levels_of(setting.catalog, split.field)
    profile = setting.profile.field(conformed(setting.catalog, split.field))
    if levels is None or profile is None or split.level not in levels.order:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    finest = tuple(one.value for one in profile.members if one.level == split.level)
    for level in levels.order[: levels.order.index(split.level)]:
        there = [one.value for one in profile.members if one.level == level]
        ancestors = climb(split, level, setting)
        for code in there:
            if ancestors is not None:
                found[code] = tuple(member for member in finest if ancestors.get(member) == code)
            elif len(there) == 1:
                found[code] = finest
    return found


def _finest(ref: FieldRef, used: Collection[str], setting: Setting) -> str | None:
    """Return the finest level among members; None when one of them has no place among the levels."""
    levels = levels_of(setting.catalog, ref)
    profile = setting.profile.field(conformed(setting.catalog, ref))
    if levels is None or profile is None or not used:
        return None
    known = [profile.by_value[code].level if code in profile.by_value else None for code in used]
    if any(level not in levels.order for level in known):
        return None
    return max((level for level in known if level is not None), key=levels.order.index)
