"""The arithmetic of a change taken apart: exact, whatever the figures."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.standing.split import adds_up, twofold

FIGURES = st.integers(-(10**9), 10**9).map(Fraction)
NOT_ZERO = FIGURES.filter(bool)


@given(above=st.tuples(FIGURES, FIGURES), below=st.tuples(NOT_ZERO, NOT_ZERO), factor=NOT_ZERO)
def test_numerator_and_denominator_are_together_the_change(
    above: tuple[Fraction, Fraction], below: tuple[Fraction, Fraction], factor: Fraction
) -> None:
    before, after = (factor * above[at] / below[at] for at in (0, 1))
    split = twofold((before, after), above, below)
    if split is None:
        assert above == (0, 0)
    else:
        assert split.numerator + split.denominator == after - before


def test_what_does_not_move_adds_nothing() -> None:
    one, two, four = Fraction(1), Fraction(2), Fraction(4)
    only_above = twofold((one / four, two / four), (one, two), (four, four))
    only_below = twofold((one / two, one / four), (one, one), (two, four))
    assert only_above is not None
    assert only_below is not None
    assert (only_above.numerator, only_above.denominator) == (Fraction(1, 4), 0)
    assert (only_below.numerator, only_below.denominator) == (0, Fraction(-1, 4))


def test_what_is_no_ratio_of_the_two_is_not_taken_apart() -> None:
    figures = (Fraction(1), Fraction(2))
    assert twofold((Fraction(5), Fraction(7)), figures, (Fraction(3), Fraction(4))) is None
    assert twofold((Fraction(5), Fraction(7)), figures, (Fraction(0), Fraction(4))) is None


def test_parts_that_cancel_out_are_measured_by_their_own_size() -> None:
    assert adds_up([Fraction("0.1") + Fraction("0.2"), Fraction("-0.3")], Fraction(0))
    assert adds_up([Fraction(10**9), Fraction(-(10**9))], Fraction(0))
    assert not adds_up([Fraction(2), Fraction(-1)], Fraction(0))
