"""A why, will or should question: the figures are shown, and what they cannot settle is said beside them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explanation.answer import CaveatShown
from assistant.explanation.caveats.case import Case
from assistant.explanation.numbers import as_decimal
from assistant.explanation.shown import Shown
from assistant.plan import Direction


def shown(case: Case) -> Iterator[CaveatShown]:
    """Yield the blocking caveat of the question's premise; where the figures go another way than it says, that too."""
    premise = case.asked.plan.premise
    if premise is not None:
        text = case.say.say(f"caveat.{premise.value}")
        supposed = _otherwise(case)
        yield CaveatShown(f"catalog.{premise.value}", "blocking", "computed", f"{supposed} {text}".strip())


def _otherwise(case: Case) -> str:
    """Say that the question takes the figure to have risen or fallen, and the figures do not show it."""
    supposed = case.asked.plan.supposed
    found, lately = _went(case.shown) if case.shown is not None else (None, None)
    if supposed is None or found is None or found is supposed:
        return ""
    said = case.say.say(f"caveat.supposed_{supposed.value}", found=case.say.say(f"caveat.went_{found.value}"))
    return f"{said} {case.say.say(f'caveat.lately_{supposed.value}')}" if lately is supposed else said


def _went(shown: Shown) -> tuple[Direction | None, Direction | None]:
    """Return where one line of figures went from first to last, and in its last step; None where it cannot be told."""
    if shown.time is None or shown.dimensions or not shown.metrics:
        return None, None
    column = (shown.calculations or shown.metrics)[0]
    held = [row for row in range(len(shown.rows)) if shown.value(row, column) is not None and shown.period(row)]
    if len(held) < 2 or shown.metric_of(column) in shown.apart or (0, column) in shown.margins:
        return None, None
    held.sort(key=lambda row: str(period.start) if (period := shown.period(row)) else "")
    return _way(shown, column, held[0], held[-1]), _way(shown, column, held[-2], held[-1])


def _way(shown: Shown, column: int, start: int, end: int) -> Direction:
    """Return where the figure went between two rows, as they are shown."""
    first, last = (shown.value(row, column) or 0 for row in (start, end))
    if shown.figure(start, column) == shown.figure(end, column):
        return Direction.SAME
    return Direction.UP if as_decimal(last) > as_decimal(first) else Direction.DOWN
