"""Buckets: the periods that a plan wants figures for, each one row or one side of a change."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.plan import PeriodChoice

#: A week begins this long before the day that it is filed under, at most.
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Bucket:
    """One period, or a range of periods taken as one figure."""

    first: Period
    last: Period

    @property
    def text(self) -> str:
        """The bucket as the time column writes it."""
        return self.first.text if self.first == self.last else f"{self.first.text}..{self.last.text}"

    @property
    def grain(self) -> Grain:
        """The length of the periods it is made of."""
        return self.first.grain

    @property
    def start(self) -> dt.date:
        """The first day inside it."""
        return self.first.start

    @property
    def end(self) -> dt.date:
        """The last day inside it."""
        return self.last.end

    def holds(self, period: Period) -> bool:
        """Whether a stored period lies inside; a week is filed under the period of its Thursday."""
        if period.grain is Grain.WEEK and self.grain is not Grain.WEEK:
            return self.first.start <= period.within(Grain.DAY).start <= self.last.end
        return self.start <= period.start and period.end <= self.end

    def among(self, stored: Sequence[Period], starts: Sequence[dt.date]) -> tuple[Period, ...]:
        """Return those of ``stored`` (ascending, with their first days) that lie inside, the others not looked at."""
        first = bisect_left(starts, self.start - _WEEK)
        last = bisect_right(starts, self.end)
        return tuple(period for period in stored[first:last] if self.holds(period))


def single(period: Period) -> Bucket:
    """Return the bucket of one period."""
    return Bucket(period, period)


def series(first: Period, last: Period, grain: Grain) -> tuple[Bucket, ...]:
    """Return one bucket for each period of ``grain`` from the start of ``first`` to the end of ``last``."""
    here, until = Period.containing(first.start, grain), Period.containing(last.end, grain)
    found = []
    while here.start <= until.start:
        found.append(single(here))
        here = here.shift(1)
    if grain is Grain.WEEK and first.grain not in (Grain.DAY, Grain.WEEK):
        # The first and last days of a year or month can lie in a week that is filed under another one.
        found = [one for one in found if first.start <= one.first.within(Grain.DAY).start <= last.end]
    return tuple(found)


def sides(choice: PeriodChoice) -> tuple[Bucket, Bucket]:
    """Return the two buckets of a change: from and to."""
    if choice.compare_to is not None:
        return Bucket(choice.compare_to, choice.compare_end or choice.compare_to), Bucket(choice.start, choice.end)
    return single(choice.start), single(choice.end)


def of_choice(choice: PeriodChoice | None, per: Grain | None, stored: tuple[Period, ...]) -> tuple[Bucket, ...]:
    """Return the buckets of a plan without a change; ``stored`` are the periods there are when none was chosen."""
    if choice is None:
        if not stored:
            return ()
        return series(stored[0], stored[-1], per) if per else (Bucket(stored[0], stored[-1]),)
    if per is not None:
        asked = series(choice.start, choice.end, per)
        return tuple(one for one in asked if not choice.among or _among(choice, one))
    whole = Bucket(choice.start, choice.end)
    return sides(choice) if choice.compare_to is not None else (whole,)


def _among(choice: PeriodChoice, bucket: Bucket) -> bool:
    """Whether a bucket belongs to one of the periods that were asked."""
    return any(one.start <= bucket.start <= one.end for one in choice.among)
