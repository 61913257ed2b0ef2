"""School years, from 1 August: written in four ways that all mean the same two years."""

from __future__ import annotations

import datetime as dt
import re

from assistant.catalog.period import Period
from assistant.catalog.vocabulary import Grain

_WRITTEN = re.compile(r"(\d{4})\s*[/-]\s*(?:['’]?(\d{2})|(\d{4}))")


def read(text: str) -> Period | None:
    """Read ``2022/2023``, ``2022/'23``, ``2022-2023`` or ``2022/23``; the two years must follow each other."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    first = int(match[1])
    follows = int(match[3]) == first + 1 if match[3] else int(match[2]) == (first + 1) % 100
    return Period.containing(dt.date(first, 8, 1), Grain.SCHOOLYEAR) if follows else None


def write(period: Period) -> tuple[str, ...]:
    """Return the ways to write a school year, in full first."""
    first, second = period.start.year, period.end.year
    short = second % 100
    return (
        f"{first:04d}/{second:04d}",
        f"{first:04d}/'{short:02d}",
        f"{first:04d}-{second:04d}",
        f"{first:04d}/{short:02d}",
        f"{first:04d}-{short:02d}",
        f"{first:04d}/’{short:02d}",
        f"{first:04d}-'{short:02d}",
    )
