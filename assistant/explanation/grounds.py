"""What a text may rest on besides cells: calculations on cells, declared so that a checker can redo them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from assistant.explanation.numbers import Number, as_decimal

CellAt = tuple[int, int]


class Rule(StrEnum):
    """The calculations on cells that a text may state."""

    DIFFERENCE = "difference"
    PERCENT_CHANGE = "percent_change"
    SUM = "sum"
    ROWS = "rows"
    REMAINDER = "remainder"
    NEAR = "near"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Declared:
    """One stated calculation: its rule, the cells it used, its outcome and unit."""

    rule: Rule
    cells: tuple[CellAt, ...]
    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the calculations it declares."""

    text: str
    declared: tuple[Declared, ...] = field(default=())


def calculate(rule: Rule, values: Sequence[Number], rows: int = 0) -> Decimal | None:
    """Do the calculation: ``values`` are the cells in declared order, ``rows`` the number of rows shown."""
    numbers = [as_decimal(value) for value in values]
    match rule:
        case Rule.DIFFERENCE:
            return numbers[1] - numbers[0] if len(numbers) == 2 else None
        case Rule.PERCENT_CHANGE:
            return (numbers[1] - numbers[0]) / abs(numbers[0]) * 100 if len(numbers) == 2 and numbers[0] else None
        case Rule.SUM:
            return sum(numbers, Decimal(0))
        case Rule.ROWS:
            return Decimal(rows)
        case Rule.REMAINDER:
            return Decimal(rows - len(numbers))
        case Rule.NEAR | Rule.LINES:
            # Counted by whoever made the text; the checker counts again.
            return None
