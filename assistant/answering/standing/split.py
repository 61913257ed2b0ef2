"""The arithmetic of a change: what each part adds to it, so that the parts are together exactly the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

#: Sums of binary fractions may miss each other by this much of their size, and no more.
_NEAR = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Twofold:
    """What the numerator and the denominator add to the change of a ratio."""

    numerator: Fraction
    denominator: Fraction


def adds_up(parts: Sequence[Fraction], whole: Fraction) -> bool:
    """Whether parts are together the whole; parts that cancel out are measured by their own size."""
    size = max((abs(whole), *(abs(part) for part in parts)))
    return abs(sum(parts, Fraction(0)) - whole) <= size * _NEAR


def twofold(
    ratio: tuple[Fraction, Fraction], above: tuple[Fraction, Fraction], below: tuple[Fraction, Fraction]
) -> Twofold | None:
    """Split the change of ``ratio`` (before, after) between numerator and denominator, exactly.

    The ratio is ``k * above / below`` with one factor ``k`` (100 for a percentage). Shapley's split: the numerator's
    part is its own change at the average of both reciprocal denominators, ``k (a1 - a0) (1/b0 + 1/b1) / 2``; the
    denominator's is ``k (1/b1 - 1/b0) (a0 + a1) / 2``. They add up to the change whatever the figures are, zero
    and negative ones too, and do not depend on which of the two is said to move first. None when the figures are not
    such a ratio: then nothing is said.
    """
    if not below[0] or not below[1]:
        return None
    plain = [above[at] / below[at] for at in (0, 1)]
    factor = next((ratio[at] / plain[at] for at in (0, 1) if plain[at]), None)
    if factor is None or not all(adds_up((factor * plain[at],), ratio[at]) for at in (0, 1)):
        return None
    numerator = factor * (above[1] - above[0]) * (1 / below[0] + 1 / below[1]) / 2
    denominator = factor * (1 / below[1] - 1 / below[0]) * (above[0] + above[1]) / 2
    return Twofold(numerator, denominator)
