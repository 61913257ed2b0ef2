"""A caveat's ``since`` and ``until`` as a condition on the metric's time field."""

from __future__ import annotations

import datetime as dt

from assistant.catalog.dataset import Caveat
from assistant.catalog.field import Field
from assistant.catalog.period import Period
from assistant.catalog.timecode import moment, spellings
from assistant.catalog.vocabulary import Datatype, Reference
from assistant.explanation.caveats.asked import Asked

Bounds = tuple[dt.date | None, dt.date | None]


def bounds(field: Field | None, caveat: Caveat) -> Bounds:
    """Return the first and last day of the caveat's window."""
    first = _moment(field, caveat.since) if caveat.since else None
    last = _moment(field, caveat.until) if caveat.until else None
    return (first.start if first else None, last.end if last else None)


def window(asked: Asked, dataset: str, caveat: Caveat) -> str | None:
    """Return SQL that keeps the rows inside the window; None when the caveat has no window or the data no time."""
    field = asked.time(dataset)
    since, until = bounds(field, caveat)
    if field is None or (since is None and until is None) or runs(asked, dataset):
        return None
    column = quoted(field.name)
    if field.datatype in (Datatype.DATE, Datatype.DATETIME):
        parts = [f"{column} >= DATE '{since}'"] if since else []
        parts += [f"{column} < DATE '{until + dt.timedelta(days=1)}'"] if until else []
        return " AND ".join(parts)
    held = asked.profile.datasets.get(dataset) if asked.profile else None
    inside = [
        one
        for one in (held.periods.get(field.name, ()) if held else ())
        if (since is None or one.end >= since) and (until is None or one.start <= until)
    ]
    stored = [literal(text) for period in inside for text in spellings(field, period)]
    return f"{column} IN ({', '.join(stored)})" if stored else "FALSE"


def _moment(field: Field | None, text: str) -> Period | None:
    if field is not None:
        return moment(field, text)
    try:
        return Period.parse(text)
    except ValueError:
        return None


def by_plan(asked: Asked, dataset: str) -> bool:
    """Whether the window is compared with the plan's own period: counts at a reference date, rows without a time."""
    return runs(asked, dataset) or asked.time(dataset) is None


def in_window(asked: Asked, dataset: str, caveat: Caveat) -> bool:
    """Whether the plan's own period lies (partly) in the window: for a count at a reference date, that date."""
    since, until = bounds(asked.time(dataset), caveat)
    choice = asked.plan.period
    if choice is None:
        return True
    first, last = min(choice.start, choice.compare_to or choice.start), choice.end
    if runs(asked, dataset):
        start = any(part.reference is Reference.START for _, part in asked.components if part.dataset == dataset)
        days = (first.start, last.start) if start else (first.end, last.end)
    else:
        days = (first.start, last.end)
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


def runs(asked: Asked, dataset: str) -> bool:
    """Whether the figures count rows running at a reference date."""
    return any(part.running is not None for _, part in asked.components if part.dataset == dataset)


def quoted(name: str) -> str:
    """Return a name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int | dt.date) -> str:
    """Return a stored value as a SQL literal."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return f"DATE '{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'"
