"""What the columns are to each other: which name a row, which is the name of a code, which only shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalog.vocabulary import FieldRole
from assistant.workbench.adding.columns import Column
from assistant.workbench.adding.words import matches

#: Texts longer than this are remarks, not members.
_LONG = 60
#: More than this many whole numbers are figures, not codes.
_CODES = 150
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A column with its role; ``label`` is the header of the column that holds the names of these codes."""

    column: Column
    role: FieldRole
    personal: bool = False
    label: str | None = None
    names: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """The columns with their roles, and the headers of those that name a row (none: rows are only counted)."""

    parts: tuple[Part, ...]
    key: tuple[str, ...]

    def of(self, role: FieldRole) -> tuple[Part, ...]:
        """Return the parts with a role."""
        return tuple(part for part in self.parts if part.role is role)


def structure_of(columns: Sequence[Column]) -> Structure:
    """Work out roles, labels and the key."""
    roles = [(column, *_role(column)) for column in columns]
    labels = _labels([column for column, role, personal in roles if role is FieldRole.DIMENSION and not personal])
    names = {label: code for code, label in labels.items()}
    parts = [
        Part(column, role, personal, labels.get(column.header), names.get(column.header))
        for column, role, personal in roles
    ]
    naming = [part.column for part in parts if _may_name(part)]
    key = _key(naming)
    if not key and (code := _code_among_figures(parts, naming)):
        parts = [Part(part.column, FieldRole.DIMENSION) if part.column is code else part for part in parts]
        key = _key([*naming, code])
    named = {header for header in key if not any(part.column.time for part in parts if part.column.header == header)}
    return Structure(tuple(_as_key(part) if part.column.header in named else part for part in parts), key)


def _role(column: Column) -> tuple[FieldRole, bool]:
    if _is_personal(column):
        return FieldRole.HIDDEN, True
    if column.time:
        return FieldRole.TIME, False
    if column.number:
        return FieldRole.MEASURE, False
    long = sum(map(len, column.distinct)) > _LONG * max(1, len(column.distinct))
    return (FieldRole.ATTRIBUTE if long or column.mixed else FieldRole.DIMENSION), False


def _is_personal(column: Column) -> bool:
    if matches("personal", column.header):
        return True
    some = sorted(column.distinct)[:200]
    return bool(some) and (all(map(_MAIL.fullmatch, some)) or (len(some) > 1 and all(map(_is_bsn, some))))


def _is_bsn(text: str) -> bool:
    """Whether a text passes the check of a citizen service number."""
    if not re.fullmatch(r"\d{8,9}", text):
        return False
    digits = [int(digit) for digit in text.zfill(9)]
    weighed = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return weighed % 11 == 0


def _may_name(part: Part) -> bool:
    whole = not part.column.empty and not part.column.missing
    return whole and part.names is None and part.role in (FieldRole.TIME, FieldRole.DIMENSION)


def _code_among_figures(parts: Sequence[Part], naming: Sequence[Column]) -> Column | None:
    """Return the column of whole numbers that are codes: few of them, and with it every row is named."""
    for part in parts:
        column = part.column
        figures = part.role is FieldRole.MEASURE and column.number is not None and column.number.whole
        few = len(column.distinct) <= min(_CODES, len(column.values) // 2)
        if figures and few and not column.empty and not column.missing and _unique([*naming, column]):
            return column
    return None


def _as_key(part: Part) -> Part:
    return Part(part.column, FieldRole.KEY, part.personal, part.label) if part.label or _is_code(part.column) else part


def _is_code(column: Column) -> bool:
    return matches("code", column.header) or all(not set(value) & set(" ,") for value in column.distinct)


def _labels(columns: Sequence[Column]) -> dict[str, str]:
    """Return per column of codes the column that names them: one name a code, and nearly one code a name."""
    found: dict[str, str] = {}
    for code in columns:
        if not _is_code(code) or not any(set(value) & set("0123456789") for value in code.distinct):
            continue
        free = [label for label in columns if label is not code and label.header not in {*found, *found.values()}]
        named = next((label for label in free if _names(code, label)), None)
        if named is not None:
            found[code.header] = named.header
    return found


def _names(code: Column, label: Column) -> bool:
    if matches("code", label.header) or not 0.9 * len(code.distinct) <= len(label.distinct) <= len(code.distinct):
        return False
    seen: dict[str, str] = {}
    return all(seen.setdefault(one, other) == other for one, other in zip(code.values, label.values, strict=True))


def _key(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the fewest columns that together are different in every row; a file of one period will get a next one."""
    single = [column for column in columns if column.time and len(column.distinct) == 1]
    for column in columns:
        if not column.time and len(column.distinct) == len(column.values) > 1:
            return (column.header, *(period.header for period in single))
    kept = list(columns)
    if not kept or not _unique(kept):
        return ()
    for column in reversed(columns):
        fewer = [other for other in kept if other is not column]
        if fewer and column not in single and _unique(fewer):
            kept = fewer
    return tuple(column.header for column in kept)


def _unique(columns: Sequence[Column]) -> bool:
    rows = len(columns[0].values)
    return len(set(zip(*(column.values for column in columns), strict=True))) == rows
