"""Which sums of a table may be shown so that no small count can be worked out from them, in whatever combination.

For every small count a *witness* is sought: a move (see :mod:`.moves`) that lifts it to the minimum. Whatever a
witness changes is withheld, whatever all witnesses leave alone may be shown. Then the figures shown fit a table in
which the count is not small as well as they fit the true one, and nobody can tell the two apart.

Coarse sums are settled before fine ones, and a fine count costs a coarse sum only where nothing else helps: a total
that may be shown by itself may be shown beside a split of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.validation.disclosure.cube import Cube, Key, Position
from assistant.validation.disclosure.moves import at_finest, candidates

#: Sums that were shown before: the cells that each is made of.
Pinned = Sequence[Container[Key]]
_TRIES = 400


@dataclass(frozen=True)
class Protection:
    """What a table's small counts cost. ``marks`` add up to 0 over a sum exactly when that sum may be shown.

    ``witnesses`` are the moves behind the marks; ``exposed`` the small counts for which none was found, as
    (position, key).
    """

    marks: Mapping[Key, int] = field(default_factory=dict)
    exposed: frozenset[tuple[Position, Key]] = frozenset()
    witnesses: tuple[Mapping[Key, int], ...] = ()

    def mark(self, cells: Iterable[Key]) -> int:
        """Return the mark of a sum; anything but 0 says that it would help to work a small count out."""
        marks = self.marks
        return sum(marks.get(key, 0) for key in cells) if marks else 0

    def betrays(self, cells: Iterable[Key]) -> bool:
        """Whether the sum of ``cells`` would help to work a small count out."""
        return self.mark(cells) != 0


def protect(cube: Cube, pinned: Pinned = (), name: str = "", usual: Protection | None = None) -> Protection:
    """Return what may be shown of a table, given the sums that were ``pinned`` by being shown before.

    Tables whose sums are added up (periods) have a ``name`` each, so that their marks never cancel. Of what is
    ``usual`` the witnesses that leave the pinned sums alone are kept.
    """
    return _Work(cube, pinned, name, usual).done() if cube.dangerous else Protection()


class _Work:
    def __init__(self, cube: Cube, pinned: Pinned, name: str, usual: Protection | None) -> None:
        self.cube = cube
        self.name = name
        self.pins = _by_cell(cube, pinned)
        self.hidden: dict[Position, set[Key]] = {
            at: {key for key, value in sums.items() if cube.sensitive(value)} for at, sums in cube.sums.items()
        }
        self.small = {at: sorted(keys, key=lambda key: (-cube.sums[at][key], key)) for at, keys in self.hidden.items()}
        self.gains: dict[Position, dict[Key, int]] = defaultdict(dict)
        self.witnesses: list[Mapping[Key, int]] = []
        self.settled: list[Position] = []
        for move in usual.witnesses if usual is not None else ():
            if self._pins_hold(move):
                self._keep(move)

    def done(self) -> Protection:
        exposed = set()
        for at in self.cube.positions:
            self.settled.append(at)
            for cell in self.small[at]:
                if not self._witnessed(at, cell):
                    exposed.add((at, cell))
        return Protection(self._marks(), frozenset(exposed), tuple(self.witnesses))

    def _witnessed(self, at: Position, cell: Key) -> bool:
        need = self.cube.minimum - self.cube.sums[at][cell]
        if self.gains[at].get(cell, 0) >= need:
            return True
        # A withheld count is known to be above 0 where zeros are shown, so a witness leaves one behind if it can.
        floors = (0,) if self.cube.withhold_zero else (1, 0)
        if any(self._seek(at, cell, need, floor) for floor in floors) or not any(self._shown_around(at, cell)):
            return True
        # Only where a table leaves no other way does a fine count cost coarser sums.
        return self._seek(at, cell, need, 0, upward=True)

    def _seek(self, at: Position, cell: Key, need: int, floor: int, *, upward: bool = False) -> bool:
        whole: dict[Key, int] = {}
        tries = 0
        for one in candidates(self.cube, at, cell, self.hidden[at], floor, need):
            tries += 1
            if tries > _TRIES:
                break
            amount = min(one.most, need)
            move = at_finest(self.cube, at, one.corners, amount)
            if move is None or not self._allowed(at, move, upward=upward):
                continue
            joined = _added(whole, move)
            if any(self.cube.cells[key] + change < 0 for key, change in joined.items()) or self._emptied(
                at, joined, floor
            ):
                continue
            whole, need = joined, need - amount
            if need <= 0:
                self._keep(whole)
                return True
        return False

    def _emptied(self, at: Position, move: Mapping[Key, int], floor: int) -> bool:
        sums = self.cube.sums[at]
        return any(change < 0 and sums[key] + change < floor for key, change in self._effect(at, move).items())

    def _effect(self, at: Position, move: Mapping[Key, int]) -> dict[Key, int]:
        found: dict[Key, int] = defaultdict(int)
        over = self.cube.over[at]
        for key, change in move.items():
            found[over[key]] += change
        return {key: change for key, change in found.items() if change}

    def _allowed(self, at: Position, move: Mapping[Key, int], *, upward: bool) -> bool:
        """Whether a move leaves alone what was shown before and every coarser sum that is not withheld."""
        if not self._pins_hold(move):
            return False
        return upward or all(
            before == at or self._effect(before, move).keys() <= self.hidden[before] for before in self.settled
        )

    def _pins_hold(self, move: Mapping[Key, int]) -> bool:
        """Whether a move leaves every sum alone that was shown before."""
        moved: dict[int, int] = defaultdict(int)
        for key, change in move.items() if self.pins else ():
            for number in self.pins.get(key, ()):
                moved[number] += change
        return not any(moved.values())

    def _keep(self, move: Mapping[Key, int]) -> None:
        self.witnesses.append(move)
        for at in self.cube.positions:
            for key, change in self._effect(at, move).items():
                self.hidden[at].add(key)
                self.gains[at][key] = max(self.gains[at].get(key, 0), change)

    def _shown_around(self, at: Position, cell: Key) -> Iterable[bool]:
        """Yield whether each coarser sum around a cell is shown; with none there is nothing to work it out from."""
        part = self.cube.parts[at][cell][0]
        for before in self.settled:
            if before != at and all(one >= other for one, other in zip(before, at, strict=True)):
                yield self.cube.above(part, before) not in self.hidden[before]

    def _marks(self) -> dict[Key, int]:
        """Return one number per cell: the witnesses added up with weights that do not cancel by chance."""
        weights = random.Random(self.name)
        found: dict[Key, int] = defaultdict(int)
        for move in self.witnesses:
            weight = weights.getrandbits(62) | 1
            for key, change in move.items():
                found[key] += weight * change
        return {key: mark for key, mark in found.items() if mark}


def _by_cell(cube: Cube, pinned: Pinned) -> dict[Key, list[int]]:
    """Return, per cell, the numbers of the pinned sums that it is in."""
    found: dict[Key, list[int]] = defaultdict(list)
    for number, cells in enumerate(pinned):
        for key in cells if isinstance(cells, frozenset) else [key for key in cube.cells if key in cells]:
            found[key].append(number)
    return found


def _added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    found = dict(one)
    for key, change in other.items():
        found[key] = found.get(key, 0) + change
    return {key: change for key, change in found.items() if change}
