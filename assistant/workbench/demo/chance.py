"""Chance that is the same everywhere: same key, same number, on every machine and Python.

Only hashing, the four operations, square roots and rounding are used: IEEE 754 fixes them to the bit. Functions
such as ``exp`` or ``log`` may differ in the last bit between machines, and a shared stream of numbers would shift
everything after one change.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from math import fsum, sqrt

_SPAN = 2**64


def unit(*key: object) -> float:
    """Return a number from 0 up to 1 that belongs to ``key``."""
    text = "|".join(str(part) for part in key)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") / _SPAN


def wobble(size: float, *key: object) -> float:
    """Return a factor around 1, at most ``size`` away from it and mostly near."""
    middle = (unit(*key, "a") + unit(*key, "b") + unit(*key, "c")) / 3
    return 1.0 + size * (2.0 * middle - 1.0)


def whole(expected: float, *key: object) -> int:
    """Round to one of both neighbouring whole numbers, so that the mean over many keys is ``expected``."""
    return int(max(0.0, expected) + unit(*key, "whole"))


def count(expected: float, *key: object) -> int:
    """Return a count that scatters around ``expected`` as counted events do; small ones scatter more."""
    spread = 1.0 if expected <= 1 else 1.0 / (sqrt(expected))
    return whole(expected * wobble(min(1.0, 1.7 * spread), *key, "count"), *key)


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Divide ``total`` over ``weights`` in whole numbers that add up to it exactly (largest remainder)."""
    mass = fsum(weights)  # plain sum() of floats is more exact since Python 3.12, hence different
    exact = [total * weight / mass for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
