"""A series has no holes, and no period holds far fewer or far more rows than the others."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import decode, grain_of
from assistant.catalog.vocabulary import Grain
from assistant.errors import Problem
from assistant.workbench.checking.base import Checked, quoted

_SERIES = (Grain.YEAR, Grain.SCHOOLYEAR, Grain.QUARTER, Grain.MONTH)
_SHOWN = 5
#: A period with less than half or more than twice the usual rows is off; below this many rows that is chance.
_LEAST_ROWS = 10


def missing_periods(checked: Checked) -> Iterator[Problem]:
    """A period between the first and the last is not there."""
    for time in checked.dataset.time_fields:
        stored = checked.profile.periods.get(time.name, ())
        if grain_of(time) not in _SERIES or len(stored) < 2:
            continue
        absent = list(_between(stored))
        # A survey every other year has a hole in every other year: that is its rhythm, not a delivery that failed.
        if 0 < len(absent) <= len(stored) / 2:
            named = ", ".join(period.text for period in absent[:_SHOWN]) + (" …" if len(absent) > _SHOWN else "")
            message = f"{len(absent)} period(s) are missing inside the series: {named}"
            mend = "is a delivery missing?"
            yield checked.problem("period", time.name, "name", message, "warning", mend)


def _between(stored: tuple[Period, ...]) -> Iterator[Period]:
    known, period = set(stored), stored[0]
    while period < stored[-1]:
        period = period.shift(1)
        if period not in known and period < stored[-1]:
            yield period


def row_counts(checked: Checked) -> Iterator[Problem]:
    """The rows of one period are far from those of the others."""
    time = checked.dataset.time_fields[0] if checked.dataset.time_fields else None
    if time is None or grain_of(time) not in _SERIES:
        return
    counts = _counts(checked, time)
    usual = median(counts.values()) if len(counts) > 3 else 0
    if usual < _LEAST_ROWS:
        return
    for period, count in sorted(counts.items()):
        if not usual / 2 <= count <= usual * 2:
            message = f"{period.text} has {count} rows, where {usual:g} are usual"
            mend = "is the delivery whole, and was it loaded once?"
            yield checked.problem("rows", time.name, "name", message, "warning", mend)


def _counts(checked: Checked, time: Field) -> dict[Period, int]:
    column = quoted(time.name)
    found: dict[Period, int] = {}
    for stored, count in checked.query(f"SELECT {column}, count(*) FROM {checked.table} GROUP BY 1"):
        period = decode(time, stored)  # type: ignore[arg-type]
        if period is not None:
            found[period] = found.get(period, 0) + int(str(count))
    return found
