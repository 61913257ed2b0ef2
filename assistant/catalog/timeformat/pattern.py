"""Formats such as ``%Y%m``, ``%Y-Q%q``, ``%G-W%V`` or ``%d-%m-%Y``: how a period is read from and written to text."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain

_DIGITS = {
    "Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{1,2}", "d": r"\d{1,2}", "q": r"[1-4]", "G": r"\d{4}", "V": r"\d{1,2}",
    "H": r"\d{1,2}", "M": r"\d{1,2}", "S": r"\d{1,2}",
}  # fmt: skip
_PART = re.compile(r"%(.)", re.DOTALL)
_GRAINS = {
    frozenset("Y"): Grain.YEAR,
    frozenset("Yq"): Grain.QUARTER,
    frozenset("Ym"): Grain.MONTH,
    frozenset("GV"): Grain.WEEK,
    frozenset("Ymd"): Grain.DAY,
}


@lru_cache(maxsize=256)
def grain(format: str) -> Grain | None:
    """Return the grain of what ``format`` writes, or None when it is no format known here."""
    parts = _PART.findall(format)
    if len(parts) != len(set(parts)) or any(part not in _DIGITS for part in parts):
        return None
    # The time of day is read past: a day is the finest period.
    return _GRAINS.get(frozenset(part.replace("y", "Y") for part in parts) - set("HMS"))


@lru_cache(maxsize=4096)
def read(format: str, text: str) -> Period | None:
    """Read ``text`` by ``format``; None when it does not fit."""
    kind = grain(format)
    match = _regex(format).fullmatch(text) if kind else None
    if kind is None or match is None:
        return None
    number = {part: int(digits) for part, digits in match.groupdict().items()}
    year = number.get("Y", 2000 + number["y"] if "y" in number else 0)
    try:
        match kind:
            case Grain.WEEK:
                day = dt.date.fromisocalendar(number["G"], number["V"], 1)
            case Grain.QUARTER:
                day = dt.date(year, 3 * number["q"], 1)
            case _:
                day = dt.date(year, number.get("m", 1), number.get("d", 1))
    except ValueError:
        return None
    return Period.containing(day, kind)


def write(format: str, period: Period) -> str:
    """Write the first day of ``period`` by ``format``."""
    day, week = period.start, period.start.isocalendar()
    values = {
        "Y": f"{day.year:04d}", "y": f"{day.year % 100:02d}", "m": f"{day.month:02d}", "d": f"{day.day:02d}",
        "q": str((day.month + 2) // 3), "G": f"{week.year:04d}", "V": f"{week.week:02d}",
        "H": "00", "M": "00", "S": "00",
    }  # fmt: skip
    return _PART.sub(lambda part: values[part[1]], format)


@lru_cache(maxsize=256)
def _regex(format: str) -> re.Pattern[str]:
    pieces = _PART.split(format)
    # Digits that stand together without a separator have a fixed width: 202405 is May, not week-of-anything.
    fixed = re.search(r"%.%", format) is not None
    texts = [re.escape(piece) if at % 2 == 0 else _group(piece, fixed) for at, piece in enumerate(pieces)]
    return re.compile("".join(texts))


def _group(part: str, fixed: bool) -> str:
    digits = _DIGITS[part].replace("{1,2}", "{2}") if fixed else _DIGITS[part]
    return f"(?P<{part}>{digits})"
