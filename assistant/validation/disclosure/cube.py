"""A table of counts with every sum that can be asked of it: along each dimension from a member up to all members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

#: The codes of a cell, one per dimension.
Key = tuple[str, ...]
#: How far up each dimension a sum is taken: 0 is the finest member, the last position is all members together.
Position = tuple[int, ...]


@dataclass(frozen=True)
class Ladder:
    """What the members of one dimension add up to: per coarser level the ancestor of each member."""

    rungs: tuple[Mapping[str, str], ...] = ()

    @property
    def top(self) -> int:
        """The position that stands for all members together."""
        return len(self.rungs) + 1

    def up(self, code: str, position: int) -> str:
        """Return what a finest member belongs to at ``position``; one without an ancestor stands alone there."""
        if position == 0:
            return code
        return "" if position == self.top else self.rungs[position - 1].get(code, f"\x00{code}")


@dataclass(frozen=True)
class Cube:
    """Counts of persons by the finest members of some dimensions. Members that are missing are not in it."""

    ladders: tuple[Ladder, ...]
    cells: Mapping[Key, int]
    minimum: int
    withhold_zero: bool = False

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Every combination of sums, the coarsest first."""
        every = product(*(range(ladder.top + 1) for ladder in self.ladders))
        return tuple(sorted(every, key=lambda at: (-sum(at), at)))

    def sensitive(self, value: int) -> bool:
        """Whether a count may not be shown."""
        return 0 < value < self.minimum or (value == 0 and self.withhold_zero)

    @cached_property
    def small(self) -> int:
        """How many of the finest counts may not be shown."""
        return sum(map(self.sensitive, self.cells.values()))

    @property
    def dangerous(self) -> bool:
        """Whether there is anything to withhold: a small sum has a small part."""
        return self.small > 0

    def above(self, key: Key, at: Position) -> Key:
        """Return the sum at ``at`` that a cell belongs to."""
        return tuple(ladder.up(code, step) for ladder, code, step in zip(self.ladders, key, at, strict=True))

    @cached_property
    def over(self) -> dict[Position, dict[Key, Key]]:
        """The sum that each cell belongs to, per position."""
        return {at: {key: self.above(key, at) for key in self.cells} for at in self.positions}

    @cached_property
    def parts(self) -> dict[Position, dict[Key, list[Key]]]:
        """The cells that each sum is made of."""
        found: dict[Position, dict[Key, list[Key]]] = {}
        for at in self.positions:
            here: dict[Key, list[Key]] = defaultdict(list)
            for key in self.cells:
                here[self.over[at][key]].append(key)
            found[at] = dict(here)
        return found

    @cached_property
    def sums(self) -> dict[Position, dict[Key, int]]:
        """The value of each sum."""
        cells = self.cells
        return {
            at: {key: sum(cells[part] for part in parts) for key, parts in here.items()}
            for at, here in self.parts.items()
        }

    @cached_property
    def neighbours(self) -> dict[tuple[int, int], dict[str, list[str]]]:
        """Per dimension and position the members that share what lies above them, by what lies above."""
        found: dict[tuple[int, int], dict[str, list[str]]] = {}
        for index, ladder in enumerate(self.ladders):
            codes = sorted({key[index] for key in self.cells})
            for step in range(ladder.top):
                here: dict[str, dict[str, None]] = defaultdict(dict)
                for code in codes:
                    here[ladder.up(code, step + 1)][ladder.up(code, step)] = None
                found[index, step] = {above: list(members) for above, members in here.items()}
        return found
