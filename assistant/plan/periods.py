"""The period a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan.filters import Origin


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The period asked: from ``start`` to ``end`` (one period: both the same), at ``grain``.

    ``compare_to`` is the base period of a change or comparison of two periods ("ten opzichte van 2019"). ``among``:
    only these periods of the range are asked ("in 2018, 2020 en 2022"). ``compare_end``: the base runs from
    ``compare_to`` up to and including this period ("vergeleken met het eerste halfjaar van 2024").
    """

    start: Period
    end: Period
    grain: Grain
    compare_to: Period | None = None
    origin: Origin = Origin.QUESTION
    among: tuple[Period, ...] = ()
    compare_end: Period | None = None

    @property
    def ranges(self) -> bool:
        """Whether two stretches of several periods stand against each other."""
        return self.compare_end is not None and self.compare_end != self.compare_to

    @property
    def single(self) -> bool:
        """Whether it is one period and no range."""
        return self.start == self.end
