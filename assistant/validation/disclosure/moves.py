"""Moves: ways in which the counts could have been different while the sums around them stay the same.

Three persons counted in one place instead of another change both places and nothing that holds both. With two
dimensions four cells change and no total. A count that a move lifts to the minimum, and of which only sums are
shown that the move leaves alone, cannot be told from a count that is not small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from assistant.validation.disclosure.cube import Cube, Key, Position

#: How many neighbours are looked at per dimension; a nearer search costs time and gains nothing.
_SHORTLIST = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """Corners of a move, as sums at one position: those with +1 gain what those with -1 lose.

    ``most`` is how much can be moved, ``fresh`` the corners that are not withheld yet.
    """

    corners: tuple[tuple[Key, int], ...]
    most: int
    fresh: tuple[Key, ...]
    cost: tuple[int, int]


def candidates(cube: Cube, at: Position, cell: Key, hidden: set[Key], floor: int, need: int) -> Iterator[Candidate]:
    """Yield the moves that make a sum larger, those that can move enough and withhold least first."""
    sums = cube.sums[at]
    active = [index for index, ladder in enumerate(cube.ladders) if at[index] < ladder.top]
    shortlists = {index: _shortlist(cube, at, cell, index, hidden, need + floor) for index in active}
    found = []
    for size in range(1, len(active) + 1):
        for turned in combinations(active, size):
            for others in product(*(shortlists[index] for index in turned)):
                candidate = _candidate(sums, cell, dict(zip(turned, others, strict=True)), hidden, floor)
                if candidate is not None:
                    found.append(candidate)
    found.sort(key=lambda one: (one.most < need, one.cost if one.most >= need else (-one.most, 0), one.corners))
    yield from found
    # In a sparse table no rectangle may fit; then a swap with any cell that is withheld anyway may still do.
    for other in sorted(hidden, key=lambda key: (-sums.get(key, 0), key))[: 4 * _SHORTLIST]:
        if other != cell and sums.get(other, 0) > floor:
            yield Candidate(((cell, 1), (other, -1)), sums[other] - floor, (), (0, 0))


def _shortlist(cube: Cube, at: Position, cell: Key, index: int, hidden: set[Key], wanted: int) -> list[str]:
    """Return the members beside that of ``cell`` under the same parent, then others, the fittest first."""
    step, ladder, sums = at[index], cube.ladders[index], cube.sums[at]
    groups = cube.neighbours[index, step]
    own = next((members for members in groups.values() if cell[index] in members), [])
    ranked = []
    for code in own:
        other = (*cell[:index], code, *cell[index + 1 :])
        if code != cell[index] and other in sums:
            value = sums[other]
            ranked.append((other not in hidden, value < wanted, value if value >= wanted else -value, code))
    if ladder.top - step > 1:
        # Members under another parent help only where those parents are withheld already.
        for members in groups.values():
            if members is not own:
                for code in members:
                    other = (*cell[:index], code, *cell[index + 1 :])
                    if other in sums and other in hidden:
                        ranked.append((True, True, -sums[other], code))
    ranked.sort()
    return [code for *_, code in ranked[:_SHORTLIST]]


def _candidate(
    sums: dict[Key, int], cell: Key, turned: dict[int, str], hidden: set[Key], floor: int
) -> Candidate | None:
    corners: list[tuple[Key, int]] = []
    indexes = sorted(turned)
    for flips in product((False, True), repeat=len(indexes)):
        key = list(cell)
        for index, flip in zip(indexes, flips, strict=True):
            if flip:
                key[index] = turned[index]
        corners.append((tuple(key), -1 if sum(flips) % 2 else 1))
    if any(key not in sums for key, _ in corners):
        return None
    most = min(sums[key] for key, sign in corners if sign < 0) - floor
    if most < 1:
        return None
    fresh = tuple(key for key, _ in corners if key not in hidden)
    price = sum(1 if sums[key] else 6 for key in fresh)
    return Candidate(tuple(corners), most, fresh, (price, sum(sums[key] for key in fresh)))


def at_finest(cube: Cube, at: Position, corners: tuple[tuple[Key, int], ...], amount: int) -> dict[Key, int] | None:
    """Return a move between sums as a move between cells, along the same members of the other dimensions if it can."""
    if not any(at):
        return {key: sign * amount for key, sign in corners}
    return _along(cube, at, corners, amount) or _spread(cube, at, corners, amount)


def _along(cube: Cube, at: Position, corners: tuple[tuple[Key, int], ...], amount: int) -> dict[Key, int] | None:
    parts = cube.parts[at]
    first = next(key for key, sign in corners if sign < 0)
    for start in sorted(parts[first], key=lambda key: (-cube.cells[key], key))[:_SHORTLIST]:
        if cube.cells[start] < amount:
            return None
        chosen = {(index, code): start[index] for index, code in enumerate(first)}
        changes: dict[Key, int] = {}
        for corner, sign in corners:
            key = _part(cube, parts[corner], corner, start, chosen)
            if key is None or (sign < 0 and cube.cells[key] < amount):
                break
            changes[key] = sign * amount
        if len(changes) == len(corners):
            return changes
    return None


def _part(cube: Cube, parts: list[Key], corner: Key, start: Key, chosen: dict[tuple[int, str], str]) -> Key | None:
    """Return the cell of a corner that has the members chosen so far; choose the others where its count is largest."""
    fixed = {index: chosen[index, code] for index, code in enumerate(corner) if (index, code) in chosen}
    fitting = [key for key in parts if all(key[index] == code for index, code in fixed.items())]
    if not fitting:
        return None
    best = max(fitting, key=lambda key: (cube.cells[key], key))
    for index, code in enumerate(corner):
        chosen.setdefault((index, code), best[index])
    return best


def _spread(cube: Cube, at: Position, corners: tuple[tuple[Key, int], ...], amount: int) -> dict[Key, int]:
    changes: dict[Key, int] = {}
    for corner, sign in corners:
        left = amount
        for key in sorted(cube.parts[at][corner], key=lambda key: (-cube.cells[key], key)):
            part = left if sign > 0 else min(left, cube.cells[key])
            changes[key] = changes.get(key, 0) + sign * part
            left -= part
            if not left:
                break
    return changes
