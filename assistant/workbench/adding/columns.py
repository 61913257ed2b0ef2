"""Looks at one column: what is missing in it, what kind of values it holds, and how they are stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.workbench.adding.dates import TimeReading, time_of
from assistant.workbench.adding.grid import Decimal
from assistant.workbench.adding.numbers import Reading, clear_sign, reading_of, style_of
from assistant.workbench.adding.report import Notes
from assistant.workbench.adding.words import matches, words

#: From this share of numbers on, a column of words is a column of numbers with something wrong in it.
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """One column as found. ``values`` are as they will be stored: missing marks kept, numbers with a point."""

    header: str
    unit: str
    values: list[str]
    missing: dict[str, int]
    empty: int
    starred: frozenset[int]
    number: Reading | None
    time: TimeReading | None
    mixed: bool
    distinct: frozenset[str] = field(repr=False)

    def present(self, at: int) -> bool:
        """Whether row ``at`` has a value."""
        return bool(self.values[at]) and self.values[at] not in self.missing

    @property
    def numbers(self) -> list[float]:
        """The figures that are there."""
        return [float(value) for value in self.distinct]


def file_sign(columns: Sequence[Sequence[str]]) -> Decimal | None:
    """Return the decimal sign that the columns of a file agree on, if they do."""
    found = {sign for values in columns if (sign := clear_sign(_unmarked(values))) is not None}
    return found.pop() if len(found) == 1 else None


def _unmarked(values: Sequence[str]) -> set[str]:
    marks = set(words()["missing"])
    return {value.rstrip("* ") for value in values if value and value not in marks}


def look_at(header: str, unit: str, values: list[str], hint: Decimal | None, leaning: Decimal, notes: Notes) -> Column:
    """Look at one column and tell what was found."""
    bare = _unmarked(values)
    time = time_of(header, bare) if bare else None
    number = None if time or matches("code", header) else reading_of(bare, hint, leaning)
    figures = bool(number or time)
    marks = words()["missing" if figures else "missing_in_words"]
    missing = Counter(value for value in values if value in marks)
    empty = sum(not value for value in values)
    starred = frozenset(at for at, value in enumerate(values) if figures and value.endswith("*"))
    stored = [_stored(value, missing, number, time) for value in values]
    distinct = frozenset(value for value in stored if value and value not in missing)
    odd = (
        [value for value in distinct if style_of(value) is None] if not figures and not matches("code", header) else []
    )
    mixed = bool(odd) and len(distinct) > 4 and len(odd) < (1 - _MOSTLY) * len(distinct)
    if mixed:
        notes.of_column(header, "mixed", count=len(odd), example=min(odd))
    if number and number.doubt:
        notes.of_column(header, "separator", example=number.doubt, value=number.point(number.doubt))
    if time and time.day_first:
        notes.of_column(header, "day_first")
    for mark, count in missing.items():
        notes.of_column(header, "missing", count=count, mark=mark)
    if empty:
        notes.of_column(header, "empty", count=empty)
    sign = _sign(values)
    return Column(header, unit or sign, stored, dict(missing), empty, starred, number, time, mixed, distinct)


def _stored(value: str, missing: Counter[str], number: Reading | None, time: TimeReading | None) -> str:
    if not value or value in missing:
        return value
    if number:
        return number.point(value.rstrip("* "))
    return time.stored(value.rstrip("* ")) if time else value


def _sign(values: Sequence[str]) -> str:
    """Return the unit that every value carries itself, if they do."""
    found = [value for value in values if value and value not in words()["missing"]]
    if found and all(value.endswith("%") for value in found):
        return "%"
    return "euro" if found and all(value.startswith(("€", "EUR")) for value in found) else ""
