"""Period codes of Statistics Netherlands: a year, two letters for the kind, a number."""

from __future__ import annotations

import datetime as dt
import re

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain

_CODE = re.compile(r"(\d{4})(JJ|KW|MM|SJ|W1|X0)(\d\d)")


def read(text: str) -> Period | None:
    """Read one code; None for what it does not know (half years, running totals).

    ``X000`` marks a reference date, 1 January: it is filed under its year.
    """
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    year, kind, number = int(match[1]), match[2], int(match[3])
    try:
        match kind:
            case "JJ" | "X0" if number == 0:
                return Period.year(year)
            case "SJ" if number == 0:
                return Period.containing(dt.date(year, 8, 1), Grain.SCHOOLYEAR)
            case "KW" if 1 <= number <= 4:
                return Period.containing(dt.date(year, 3 * number, 1), Grain.QUARTER)
            case "MM":
                return Period.containing(dt.date(year, number, 1), Grain.MONTH)
            case "W1":
                return Period.containing(dt.date.fromisocalendar(year, number, 1), Grain.WEEK)
    except ValueError:
        return None
    return None


def write(period: Period) -> tuple[str, ...]:
    """Return the codes of ``period``, the usual one first; raises ``ValueError`` for a day."""
    first = period.start
    match period.grain:
        case Grain.YEAR:
            return (f"{first.year:04d}JJ00", f"{first.year:04d}X000")
        case Grain.SCHOOLYEAR:
            return (f"{first.year:04d}SJ00",)
        case Grain.QUARTER:
            return (f"{first.year:04d}KW{(first.month + 2) // 3:02d}",)
        case Grain.MONTH:
            return (f"{first.year:04d}MM{first.month:02d}",)
        case Grain.WEEK:
            week = first.isocalendar()
            return (f"{week.year:04d}W1{week.week:02d}",)
        case Grain.DAY:
            raise ValueError("a period code never names a day")
