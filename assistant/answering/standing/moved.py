"""An answer about a change, as exact numbers, and changes in the reader's notation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.explanation import numbers
from assistant.explanation.answer import Answer
from assistant.explanation.shown import Shown


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer with a change in each of its rows: every figure of it is shown, and none is a guess within margins."""

    answer: Answer
    shown: Shown
    rows: tuple[tuple[Fraction, Fraction, Fraction], ...]

    @classmethod
    def of(cls, answer: Answer) -> Moved | None:
        """Return the changes of an answer; None when a figure is missing, withheld or uncertain."""
        shown = answer.shown
        if answer.outcome != "answer" or shown is None or shown.truncated or shown.margins or shown.withheld:
            return None
        if any(caveat.id.rpartition(".")[2] == "partial_period" for caveat in answer.caveats):
            return None  # part of a year against a whole one
        if len(shown.metrics) < 2 or not shown.calculations:
            return None
        columns = (shown.metrics[0], shown.metrics[-1], shown.calculations[-1])
        rows = []
        for row in range(len(shown.rows)):
            before, after, change = (shown.value(row, column) for column in columns)
            if before is None or after is None or change is None:
                return None
            rows.append((_exact(before), _exact(after), _exact(change)))
        return cls(answer, shown, tuple(rows)) if rows else None

    def said(self, values: Sequence[Fraction], unit: str | None = None) -> tuple[str, ...]:
        """Return the whole and its parts in the reader's notation, signed: as rounded here, they still add up.

        The first is the whole, with its unit; the parts have it too where it is a sign of a currency or percentages.
        """
        column, language = self.shown.calculations[-1], self.shown.language
        unit = unit or self.shown.unit(column)
        decimals = self.shown.columns[column].decimals
        if decimals is None:
            decimals = max(numbers.default_decimals(float(one), unit) for one in values if one)
        decimals = next((at for at in range(decimals, decimals + 4) if _rounds(values, at)), decimals)
        short = None if numbers.kind_of_unit(unit) == "other" else unit
        whole, *parts = values
        return (
            numbers.signed(float(whole), language, unit, decimals),
            *(numbers.signed(float(part), language, short, decimals) for part in parts),
        )


def _exact(value: numbers.Number) -> Fraction:
    return Fraction(numbers.as_decimal(value))


def _rounds(values: Sequence[Fraction], decimals: int) -> bool:
    """Whether the parts add up to the whole (the first) when all are rounded to so many decimals."""
    whole, *parts = (numbers.rounded(float(value), decimals) for value in values)
    return sum(parts) == whole
