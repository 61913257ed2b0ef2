"""Survey figures: their margin beside them, and when two of them cannot be told apart."""

from __future__ import annotations

from decimal import Decimal

from assistant.catalog.text import Language
from assistant.explanation import numbers

Margins = dict[tuple[int, int], Decimal]


def within(one: numbers.Number, other: numbers.Number, first: Decimal | None, second: Decimal | None) -> bool:
    """Whether a difference is no larger than the root of the summed squares of both margins: it may be chance.

    Without a margin on both sides any difference counts.
    """
    if first is None or second is None:
        return False
    gap = numbers.as_decimal(one) - numbers.as_decimal(other)
    return gap * gap <= first * first + second * second


def spelled(half: Decimal, language: Language, decimals: int | None) -> str:
    """Return ``± 0,3``: in the decimals of the figure, or as many more as it takes to be more than nothing."""
    places = numbers.default_decimals(half, None) if decimals is None else max(0, decimals)
    while half and numbers.rounded(half, places) == 0 and places < 6:
        places += 1
    return f"± {numbers.number(half, language, places)}"
