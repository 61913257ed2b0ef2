"""What one calendar or relative expression comes to, before the words around it are read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain
from assistant.language.spans import Moment, PeriodKind

FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Meaning:
    """The periods an expression names.

    ``dated`` is false when it says no year ("in mei"); ``unit`` is true when several periods are named as one thing
    ("de zomer"); ``other`` is a second reading ("de winter van 2023" can end or begin in 2023).
    """

    first: Period
    last: Period
    kind: PeriodKind = PeriodKind.POINT
    relative: bool = False
    moment: Moment | None = None
    count: int | None = None
    dated: bool = True
    ambiguous: bool = False
    now: bool = False
    worded: bool = False
    unit: bool = False
    other: tuple[Period, Period] | None = None

    @property
    def grain(self) -> Grain:
        """The grain of its first period."""
        return self.first.grain


@dataclass(frozen=True, slots=True)
class Atom:
    """A meaning and where it stands in the string of pieces."""

    start: int
    end: int
    meaning: Meaning


def one(period: Period, *, relative: bool = False, dated: bool = True) -> Meaning:
    """Return the meaning of a single period; undated it recurs every year."""
    kind = PeriodKind.POINT if dated else PeriodKind.RECURRING
    return Meaning(period, period, kind, relative=relative, dated=dated)


def several(first: Period, last: Period, *, relative: bool = False, dated: bool = True) -> Meaning:
    """Return the meaning of a stretch that is named as one thing ("de eerste helft van 2023")."""
    return Meaning(first, last, PeriodKind.RANGE if dated else PeriodKind.RECURRING, relative=relative, dated=dated)


def in_year(period: Period, year: int) -> Period:
    """Return the period of the same name in another year."""
    shift = year - period.start.year
    if period.grain is Grain.WEEK:
        iso = period.start.isocalendar()
        return week(year, iso.week) or period
    try:
        start = period.start.replace(year=period.start.year + shift)
    except ValueError:  # 29 February
        start = period.start.replace(year=period.start.year + shift, day=28)
    return Period.containing(start, period.grain)


def month(year: int, number: int) -> Period:
    """Return a month; numbers above 12 run into the next year."""
    return Period.containing(dt.date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1), Grain.MONTH)


def quarter(year: int, number: int) -> Period:
    """Return a quarter."""
    return Period.containing(dt.date(year, 3 * number - 2, 1), Grain.QUARTER)


def week(year: int, number: int) -> Period | None:
    """Return an ISO week, None when the year has no such week."""
    try:
        return Period.containing(dt.date.fromisocalendar(year, number, 1), Grain.WEEK)
    except ValueError:
        return None


def day(year: int, month_number: int, number: int) -> Period | None:
    """Return a day, None when the calendar has no such day."""
    try:
        return Period.containing(dt.date(year, month_number, number), Grain.DAY)
    except ValueError:
        return None


def safe_shift(period: Period, steps: int) -> Period:
    """Shift a period, but never outside the years that questions can be about."""
    length = {Grain.YEAR: 1, Grain.SCHOOLYEAR: 1, Grain.QUARTER: 4, Grain.MONTH: 12, Grain.WEEK: 52, Grain.DAY: 365}
    most = (LAST_YEAR - FIRST_YEAR) * length[period.grain]
    years = period.start.year + max(-most, min(most, steps)) / length[period.grain]
    if not FIRST_YEAR <= years <= LAST_YEAR:
        return in_year(period, FIRST_YEAR if steps < 0 else LAST_YEAR)
    return period.shift(steps)
