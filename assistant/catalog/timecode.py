"""Time as it is stored: codes, numbers and dates become periods, and periods become what is stored.

A time field documents its ``grain`` and, when it is kept as text or number, its ``format``. A stored value that
is no period of the field's own grain (a quarter in a column of years) is not decoded: it belongs to another series.
"""

from __future__ import annotations

import datetime as dt

from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timeformat import CBS_PERIOD, SCHOOLYEAR, cbs, pattern, schoolyear
from assistant.catalog.vocabulary import Datatype, Grain

Stored = str | int | dt.date


def grain_of(field: Field) -> Grain | None:
    """Return the grain of a time field: as documented, else what its format or datatype can only mean."""
    if field.format == SCHOOLYEAR:
        return Grain.SCHOOLYEAR
    if field.grain is not None:
        return field.grain
    if field.format is not None and field.format != CBS_PERIOD:
        return pattern.grain(field.format)
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        return Grain.DAY
    return Grain.YEAR if field.datatype is Datatype.INTEGER else None


def decode(field: Field, stored: Stored | float | None) -> Period | None:
    """Return the period that a stored value stands for, or None when it is no period of this field."""
    grain = grain_of(field)
    if stored is None or grain is None or isinstance(stored, bool):
        return None
    if isinstance(stored, dt.date):
        return Period.containing(stored.date() if isinstance(stored, dt.datetime) else stored, grain)
    if isinstance(stored, float):
        if not stored.is_integer():
            return None
        stored = int(stored)
    period = _read(field, str(stored).strip())
    if period is None:
        return None
    # A date finer than the documented grain stands for the period it lies in; a code of another grain does not.
    if period.grain is Grain.DAY and field.format != CBS_PERIOD:
        return Period.containing(period.start, grain)
    return period if period.grain is grain else None


def encode(field: Field, period: Period) -> Stored:
    """Return the stored literal for ``period``; raises ``ValueError`` when the field does not hold such periods."""
    return spellings(field, period)[0]


def spellings(field: Field, period: Period) -> tuple[Stored, ...]:
    """Return every way ``period`` may be stored, the usual one first; they never mean another period.

    Most formats write a period in one way. A school year is written in four, and a CBS year in two: a condition on
    such a field compares with all of them.
    """
    grain = grain_of(field)
    if period.grain is not grain:
        raise ValueError(f"{field.name} holds periods of grain {grain}, not {period.grain}")
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        return (period.start,)
    if field.format == SCHOOLYEAR:
        return schoolyear.write(period)
    if field.format == CBS_PERIOD:
        return cbs.write(period)
    if field.format is not None:
        text = pattern.write(field.format, period)
    else:
        text = period.text if field.datatype is not Datatype.INTEGER else _digits(period)
    return (int(text),) if field.datatype is Datatype.INTEGER else (text,)


def moment(field: Field, text: str) -> Period | None:
    """Read a boundary of a caveat or break: as the time field is stored, or a period as ``2015`` or ``2015-07-01``."""
    if (period := decode(field, text)) is not None:
        return period
    try:
        return Period.parse(text)
    except ValueError:
        return None


def readable(field: Field) -> bool:
    """Whether ``format`` is one that can be read and written here."""
    return field.format is None or field.format in (SCHOOLYEAR, CBS_PERIOD) or pattern.grain(field.format) is not None


def _read(field: Field, text: str) -> Period | None:
    if field.format == SCHOOLYEAR:
        return schoolyear.read(text)
    if field.format == CBS_PERIOD:
        return cbs.read(text)
    if field.format is not None:
        return pattern.read(field.format, text)
    if field.datatype is Datatype.INTEGER and (grain := grain_of(field)) is not None:
        return pattern.read(_DIGITS.get(grain, ""), text)
    try:
        # A date with a time of day is read by its date.
        return Period.parse(text[:10] if len(text) > 10 and text[10] in " T" else text)
    except ValueError:
        return None


#: How whole numbers hold periods when no format says otherwise: 2024, 202405, 20241 (first quarter), 20240517.
_DIGITS = {
    Grain.YEAR: "%Y",
    Grain.QUARTER: "%Y%q",
    Grain.MONTH: "%Y%m",
    Grain.WEEK: "%G%V",
    Grain.DAY: "%Y%m%d",
}


def _digits(period: Period) -> str:
    return pattern.write(_DIGITS[period.grain], period)
