"""Calendar periods: a year, quarter, month, week, day or school year, with the arithmetic questions need."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.catalog.vocabulary import Grain

_DAY = dt.timedelta(days=1)
_FINENESS = {Grain.YEAR: 0, Grain.SCHOOLYEAR: 0, Grain.QUARTER: 1, Grain.MONTH: 2, Grain.WEEK: 3, Grain.DAY: 4}
_PATTERNS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    (Grain.SCHOOLYEAR, re.compile(r"(\d{4})/(\d{4})")),
    (Grain.QUARTER, re.compile(r"(\d{4})-Q([1-4])")),
    (Grain.WEEK, re.compile(r"(\d{4})-W(\d{2})")),
    (Grain.DAY, re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
    (Grain.MONTH, re.compile(r"(\d{4})-(\d{2})")),
    (Grain.YEAR, re.compile(r"(\d{4})")),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period; ``start`` and ``end`` are its first and last day (both inside it)."""

    start: dt.date
    end: dt.date
    grain: Grain

    def __hash__(self) -> int:
        """Return the hash of the days: sets of periods are made by the thousand, and a grain is slow to hash."""
        return hash((self.start, self.end))

    @classmethod
    def year(cls, year: int) -> Period:
        """Return a calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), Grain.YEAR)

    @classmethod
    def containing(cls, day: dt.date, grain: Grain) -> Period:
        """Return the period of ``grain`` that holds ``day``; a school year runs from 1 August."""
        match grain:
            case Grain.YEAR:
                return cls.year(day.year)
            case Grain.SCHOOLYEAR:
                first = day.year if day.month >= 8 else day.year - 1
                return cls(dt.date(first, 8, 1), dt.date(first + 1, 7, 31), grain)
            case Grain.QUARTER:
                month = 3 * ((day.month - 1) // 3) + 1
                return cls(dt.date(day.year, month, 1), _month_end(day.year, month + 2), grain)
            case Grain.MONTH:
                return cls(day.replace(day=1), _month_end(day.year, day.month), grain)
            case Grain.WEEK:
                monday = day - day.weekday() * _DAY
                return cls(monday, monday + 6 * _DAY, grain)
            case Grain.DAY:
                return cls(day, day, grain)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2023``, ``2023-Q1``, ``2023-05``, ``2023-W07``, ``2023-05-17`` or ``2022/2023``; else ValueError."""
        for grain, pattern in _PATTERNS:
            if match := pattern.fullmatch(text.strip()):
                numbers = [int(part) for part in match.groups()]
                return cls.containing(_first_day(grain, numbers), grain)
        raise ValueError(f"not a period: {text!r}")

    @property
    def text(self) -> str:
        """The period as the contract writes it; :meth:`parse` reads it back."""
        match self.grain:
            case Grain.YEAR:
                return f"{self.start.year:04d}"
            case Grain.SCHOOLYEAR:
                return f"{self.start.year:04d}/{self.end.year:04d}"
            case Grain.QUARTER:
                return f"{self.start.year:04d}-Q{(self.start.month + 2) // 3}"
            case Grain.MONTH:
                return f"{self.start:%Y-%m}"
            case Grain.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}"
            case Grain.DAY:
                return self.start.isoformat()

    def shift(self, steps: int) -> Period:
        """Return the period ``steps`` further (negative: earlier) of the same grain."""
        match self.grain:
            case Grain.YEAR | Grain.SCHOOLYEAR:
                return Period.containing(self.start.replace(year=self.start.year + steps), self.grain)
            case Grain.QUARTER | Grain.MONTH:
                months = self.start.year * 12 + self.start.month - 1 + steps * (3 if self.grain is Grain.QUARTER else 1)
                return Period.containing(dt.date(months // 12, months % 12 + 1, 1), self.grain)
            case Grain.WEEK:
                return Period.containing(self.start + 7 * steps * _DAY, self.grain)
            case Grain.DAY:
                return Period.containing(self.start + steps * _DAY, self.grain)

    def within(self, grain: Grain) -> Period:
        """Return the period of ``grain`` that holds this one's first day (a week: its Thursday, as ISO files it)."""
        anchor = self.start + 3 * _DAY if self.grain is Grain.WEEK and grain is not Grain.WEEK else self.start
        return Period.containing(anchor, grain)

    def contains(self, other: Period) -> bool:
        """Whether ``other`` lies whole inside this period."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end


def finer(one: Grain, other: Grain) -> bool:
    """Whether ``one`` is a finer grain than ``other``."""
    return _FINENESS[one] > _FINENESS[other]


def _month_end(year: int, month: int) -> dt.date:
    return (dt.date(year + month // 12, month % 12 + 1, 1)) - _DAY


def _first_day(grain: Grain, numbers: list[int]) -> dt.date:
    match grain:
        case Grain.SCHOOLYEAR:
            if numbers[1] != numbers[0] + 1:
                raise ValueError("a school year spans two years that follow each other")
            return dt.date(numbers[0], 8, 1)
        case Grain.QUARTER:
            return dt.date(numbers[0], 3 * numbers[1] - 2, 1)
        case Grain.WEEK:
            return dt.date.fromisocalendar(numbers[0], numbers[1], 1)
        case Grain.DAY:
            return dt.date(numbers[0], numbers[1], numbers[2])
        case Grain.MONTH:
            return dt.date(numbers[0], numbers[1], 1)
        case Grain.YEAR:
            return dt.date(numbers[0], 1, 1)
