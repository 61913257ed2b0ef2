"""Periods and dates as files hold them: the formats the catalogue knows, tried one after the other."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import decode
from assistant.catalog.timeformat import CBS_PERIOD, SCHOOLYEAR
from assistant.catalog.vocabulary import Datatype, FieldRole, Grain
from assistant.workbench.adding.words import matches

_FORMATS = (
    SCHOOLYEAR,
    "%Y-Q%q",
    "%YQ%q",
    "%Y-K%q",
    "%YK%q",
    "%Y K%q",
    "%Y Q%q",
    "%Y-%m",
    "%Y/%m",
    "%m-%Y",
    "%G-W%V",
    "%GW%V",
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?")
_DUTCH = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """How a column of periods is read: its field in the catalogue, and whether dates were written day first."""

    datatype: Datatype
    grain: Grain
    format: str | None = None
    day_first: bool = False

    def stored(self, text: str) -> str:
        """Return a value as it is stored."""
        match = _DUTCH.fullmatch(text) if self.day_first else None
        return f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}" if match else text

    def period(self, text: str) -> Period | None:
        """Return the period of a value as written in the file."""
        stored = self.stored(text)
        if self.datatype in (Datatype.DATE, Datatype.DATETIME):
            try:
                return Period.containing(dt.date.fromisoformat(stored[:10]), self.grain)
            except ValueError:
                return None
        field = Field(name="t", role=FieldRole.TIME, datatype=self.datatype, grain=self.grain, format=self.format)
        return decode(field, stored)


def time_of(header: str, distinct: set[str]) -> TimeReading | None:
    """Return how a column of periods is read, or None when it holds none."""
    return next((found for found in _candidates(header, distinct) if all(map(found.period, distinct))), None)


def _candidates(header: str, distinct: set[str]) -> list[TimeReading]:
    if all(_ISO.fullmatch(value) for value in distinct):
        with_time = any(len(value) > 10 for value in distinct)
        return [TimeReading(Datatype.DATETIME if with_time else Datatype.DATE, Grain.DAY)]
    if all(_DUTCH.fullmatch(value) for value in distinct):
        return [TimeReading(Datatype.DATE, Grain.DAY, day_first=True)]
    found: list[TimeReading] = []
    if all(re.fullmatch(r"\d{4}", value) for value in distinct):
        if _are_years(header, distinct):
            found.append(TimeReading(Datatype.INTEGER, Grain.YEAR))
        return found
    if matches("month", header):
        found.append(TimeReading(Datatype.STRING, Grain.MONTH, "%Y%m"))
    found += [
        TimeReading(Datatype.STRING, grain, CBS_PERIOD)
        for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK)
    ]
    grains = {"q": Grain.QUARTER, "m": Grain.MONTH, "V": Grain.WEEK, "r": Grain.SCHOOLYEAR}
    return found + [
        TimeReading(Datatype.STRING, grains[format[-1] if format[-1] != "Y" else "m"], format) for format in _FORMATS
    ]


def _are_years(header: str, distinct: set[str]) -> bool:
    """Four digits are years when the header says so, or when they are years of our time that follow each other."""
    years = sorted(int(value) for value in distinct)
    if not (years[0] >= 1800 and years[-1] <= 2100):
        return False
    follow = len(years) > 2 and years[-1] - years[0] == len(years) - 1 and 1990 <= years[0] <= years[-1] <= 2040
    return matches("year", header) or follow
