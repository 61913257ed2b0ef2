"""When a difference between survey figures is too small to call it one."""

from __future__ import annotations

from itertools import pairwise

from assistant.explanation import numbers
from assistant.explanation.grounds import CellAt
from assistant.explanation.margins import within
from assistant.explanation.sentence.frame import Frame
from assistant.explanation.shown import Shown
from assistant.plan import Change, Difference, underlying


def same_within_margins(shown: Shown, one: CellAt, other: CellAt) -> bool:
    """Whether two figures differ, but by no more than their margins."""
    first, second = shown.value(*one), shown.value(*other)
    if first is None or second is None or first == second:
        return False
    return within(first, second, shown.margins.get(one), shown.margins.get(other))


def change_may_be_chance(frame: Frame, row: int) -> bool:
    """Whether the figures before and after in a row, or of the two sides of a difference, cannot be told apart."""
    own = [index for index in frame.shown.metrics if frame.shown.metric_of(index) == frame.metric]
    return len(own) > 1 and same_within_margins(frame.shown, (row, own[0]), (row, own[-1]))


def nothing_to_see(frame: Frame, move: numbers.Number, column: int, first: str, last: str) -> bool:
    """Whether a difference is nothing in the decimals that are shown: both figures read the same."""
    decimals = frame.shown.columns[column].decimals
    places = numbers.default_decimals(move, frame.shown.unit(column)) if decimals is None else decimals
    return first == last and numbers.rounded(move, places) == 0


def shown_pair(frame: Frame) -> tuple[str, str]:
    """Return the two figures of a comparison as they are written."""
    return frame.bare(0), frame.bare(1)


def verdict_may_be_chance(frame: Frame) -> bool:
    """Whether a yes or no rests on a difference that may be chance."""
    shown = frame.shown
    if not isinstance(underlying(shown.plan.calculation), Change | Difference):
        return False
    if shown.calculations:
        return any(change_may_be_chance(frame, row) for row in range(len(shown.rows)))
    return len(shown.rows) == 2 and same_within_margins(shown, (0, frame.column), (1, frame.column))


def order_may_be_chance(frame: Frame, rows: list[int]) -> bool:
    """Whether some rows that follow each other in a ranking cannot be told apart."""
    return any(
        same_within_margins(frame.shown, (one, frame.column), (two, frame.column)) for one, two in pairwise(rows)
    )
