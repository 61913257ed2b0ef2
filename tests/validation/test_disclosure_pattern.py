"""Every small count has a witness: a table that shows the same figures and in which the count is not small."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.validation.disclosure import Cube, Key, Ladder, protect

MINIMUM = 5


def line(*counts: int) -> Cube:
    return Cube((Ladder(),), {(f"w{at}",): count for at, count in enumerate(counts)}, MINIMUM)


def withheld(cube: Cube, at: tuple[int, ...], pinned: list[frozenset[Key]] | None = None) -> set[Key]:
    """The sums at a position that may not be shown."""
    found = protect(cube, pinned or [])
    sums = cube.sums[at]
    return {key for key in sums if cube.sensitive(sums[key]) or found.betrays(cube.parts[at][key])}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((120, 80, 40), set()),
        ((120, 80, 0), set()),
        ((120, 80, 3), {1, 2}),
        ((120, 4, 3), {1, 2}),
        ((120, 1, 1), {0, 1, 2}),
        ((3,), {0}),
    ],
    ids=["large", "nothing is no person", "one small and the next", "two small", "two that can only be one", "alone"],
)
def test_a_split(counts: tuple[int, ...], expected: set[int]) -> None:
    assert withheld(line(*counts), (0,)) == {(f"w{at}",) for at in expected}


def test_a_subtotal_is_kept_and_its_parts_pay() -> None:
    wijk = {f"b{at}": f"w{at // 3}" for at in range(6)}
    cells = {("b0",): 3, ("b1",): 40, ("b2",): 50, ("b3",): 60, ("b4",): 8, ("b5",): 70}
    cube = Cube((Ladder((wijk,)),), cells, MINIMUM)
    assert withheld(cube, (0,)) == {("b0",), ("b1",)}, "the next smallest of the same wijk, not the smallest of all"
    assert withheld(cube, (1,)) == set()


def test_two_dimensions_cost_a_rectangle_and_no_total() -> None:
    cells = {(f"b{one}", f"a{two}"): 20 + one + two for one in range(3) for two in range(3)} | {("b0", "a0"): 2}
    cube = Cube((Ladder(), Ladder()), cells, MINIMUM)
    assert len(withheld(cube, (0, 0))) == 4
    assert withheld(cube, (0, 1)) == withheld(cube, (1, 0)) == set()


def test_what_was_shown_before_stays_shown() -> None:
    cube = line(120, 80, 40, 3)
    assert withheld(cube, (0,)) == {("w2",), ("w3",)}
    assert withheld(cube, (0,), [frozenset({("w2",)})]) == {("w1",), ("w3",)}


@pytest.mark.parametrize("others", [(), ("w0",), ("w0", "w1", "w2")], ids=["itself", "with one", "all but it"])
def test_a_complement_of_a_small_count_is_as_telling(others: tuple[str, ...]) -> None:
    cube = line(120, 80, 40, 3)
    assert protect(cube).betrays(
        [(code,) for code in others] if len(others) == 3 else [*((c,) for c in others), ("w3",)]
    )


def test_where_zero_is_withheld_a_zero_is_a_small_count() -> None:
    cube = Cube((Ladder(),), {("a",): 0, ("b",): 30, ("c",): 50}, MINIMUM, withhold_zero=True)
    assert withheld(cube, (0,)) == {("a",), ("b",)}


@st.composite
def tables(draw: st.DrawFn) -> Cube:
    quarters, ages = draw(st.integers(2, 7)), draw(st.integers(1, 4))
    wijk = {f"b{at}": f"w{at // 3}" for at in range(quarters)}
    count = st.one_of(st.integers(0, 12), st.integers(0, 80))
    cells = {(f"b{one}", f"a{two}"): draw(count) for one in range(quarters) for two in range(ages)}
    return Cube((Ladder((wijk,)), Ladder()), cells, MINIMUM)


@settings(max_examples=150)
@given(tables())
def test_the_figures_shown_fit_a_table_in_which_the_count_is_not_small(cube: Cube) -> None:
    found = protect(cube)
    for move in found.witnesses:
        assert all(cube.cells[key] + change >= 0 for key, change in move.items())
        for at in cube.positions:
            effect: dict[Key, int] = defaultdict(int)
            for key, change in move.items():
                effect[cube.above(key, at)] += change
            shown = {key for key in cube.sums[at] if not cube.sensitive(cube.sums[at][key])}
            changed = {key for key, change in effect.items() if change}
            assert not {key for key in changed & shown if not found.betrays(cube.parts[at][key])}
    for at in cube.positions:
        for key, value in cube.sums[at].items():
            if cube.sensitive(value) and (at, key) not in found.exposed:
                lifted = any(
                    sum(move.get(part, 0) for part in cube.parts[at][key]) >= MINIMUM - value
                    for move in found.witnesses
                )
                assert lifted or not any(_shown_around(cube, at, key))


def _shown_around(cube: Cube, at: tuple[int, ...], key: Key) -> list[bool]:
    """Whether each coarser sum around a cell is large enough to be shown."""
    part = cube.parts[at][key][0]
    coarser = [one for one in cube.positions if one != at and all(a >= b for a, b in zip(one, at, strict=True))]
    return [
        not cube.sensitive(cube.sums[one][cube.above(part, one)])
        and not protect(cube).betrays(cube.parts[one][cube.above(part, one)])
        for one in coarser
    ]


@settings(max_examples=150)
@given(tables())
def test_nothing_of_one_or_two_dimensions_stays_exposed(cube: Cube) -> None:
    assert not protect(cube).exposed
