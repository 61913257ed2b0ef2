"""How a stored value becomes a documented one, as SQL: datatype, missing codes and scale. Never sniffing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Datatype, FieldRole

_TRUE = "('true', 't', '1', 'yes', 'y', 'ja', 'j', 'waar')"
_FALSE = "('false', 'f', '0', 'no', 'n', 'nee', 'onwaar')"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")
_FLOATS = ("FLOAT", "DOUBLE")
#: Decimals a Decimal column of a CSV file may have; with more it is stored as a double.
MAX_SCALE = 6
#: Up to here every whole number has a double of its own.
_EXACT = 2**53
#: Digits of which a double always gives back every one.
_DIGITS = 15


def quoted(name: str) -> str:
    """Return an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def missing_column(field: Field) -> str:
    """Name the serving column that holds which missing code a row had."""
    return f"{field.name}__missing"


def missing_codes(field: Field) -> tuple[str, ...]:
    """Return the documented codes that stand for a missing value (``null`` is no code)."""
    return tuple(code for code in field.missing if code != "null")


def datatype_of(field: Field) -> Datatype | None:
    """Return the documented datatype; an undocumented measure is a number, all else is served as it is stored."""
    if field.datatype is not None:
        return field.datatype
    return Datatype.FLOAT if field.role is FieldRole.MEASURE else None


@dataclass(frozen=True, slots=True)
class Column:
    """A documented field beside the stored column it is read from.

    ``stored`` is the engine's type of the stored column (``VARCHAR`` for CSV), ``decimal`` the CSV's decimal sign,
    ``scale`` the decimals that a Decimal column needs (None: a double). ``quick`` marks a number of a CSV file that the
    engine itself reads as a double.
    """

    field: Field
    stored: str
    decimal: str = "."
    scale: int | None = 4
    quick: bool = False

    @property
    def raw(self) -> str:
        """The stored column."""
        return quoted(self.field.source_column)

    @property
    def absent(self) -> str:
        """True where nothing is stored."""
        not_a_number = self.stored in _FLOATS and not self.quick
        return f"({self.raw} IS NULL OR isnan({self.raw}))" if not_a_number else f"{self.raw} IS NULL"

    @property
    def may_be_quick(self) -> bool:
        """Whether the engine may read the column of a CSV file as a double: a number, and so is each missing code."""
        is_number = datatype_of(self.field) in (Datatype.INTEGER, Datatype.DECIMAL, Datatype.FLOAT)
        return is_number and self.decimal == "." and all(_is_number(code) for code in missing_codes(self.field))

    @property
    def code(self) -> str | None:
        """Which missing code is stored (NULL: none); None when the field documents none."""
        tests = [f"WHEN {self._is(code)} THEN {literal(code)}" for code in missing_codes(self.field)]
        return f"CASE {' '.join(tests)} END" if tests else None

    def _is(self, code: str) -> str:
        if self.stored == "VARCHAR":
            same = f"{self.raw} = {literal(code)}"
            if datatype_of(self.field) in (Datatype.INTEGER, Datatype.DECIMAL, Datatype.FLOAT) and _is_number(code):
                return f"({same} OR TRY_CAST({self._number} AS DOUBLE) = {float(code)!r})"
            return same
        if _is_number(code) and (self.stored in _INTEGERS + _FLOATS or self.stored.startswith("DECIMAL")):
            return f"{self.raw} = {float(code)!r}"
        return f"CAST({self.raw} AS VARCHAR) = {literal(code)}"

    @property
    def _number(self) -> str:
        return self.raw if self.decimal == "." else f"replace({self.raw}, {literal(self.decimal)}, '.')"

    @property
    def parsed(self) -> str:
        """The value in its documented datatype; NULL where it does not fit."""
        if self.quick:
            return self._read_as_double()
        if self.stored != "VARCHAR":
            return self._cast_typed()
        raw = self.raw
        match datatype_of(self.field):
            case Datatype.INTEGER:
                return self._whole
            case Datatype.DECIMAL if self.scale is not None:
                return self._digits(f"DECIMAL(18, {self.scale})")
            case Datatype.DECIMAL | Datatype.FLOAT:
                return self._digits("DOUBLE")
            case Datatype.BOOLEAN:
                word = f"lower(trim({raw}))"
                return f"CASE WHEN {word} IN {_TRUE} THEN true WHEN {word} IN {_FALSE} THEN false END"
            case Datatype.DATE:
                return _day(self._moment)
            case Datatype.DATETIME:
                return self._moment
            case _:
                return raw

    @property
    def _whole(self) -> str:
        """A whole number; ``12.0`` and ``1e3`` are whole too, beyond what a double holds digits alone are."""
        fast = f"TRY_CAST({self.raw} AS BIGINT)"
        double = f"TRY_CAST({self._number} AS DOUBLE)"
        digits = f"regexp_full_match(trim({self._number}), '[-+]?[0-9]+(\\.0+)?')"
        return (
            f"CASE WHEN CAST({fast} AS VARCHAR) = {self.raw} THEN {fast} WHEN {self._odd} THEN NULL "
            f"WHEN {_is_whole(double)} THEN CAST({double} AS BIGINT) "
            f"WHEN {digits} THEN TRY_CAST(trim({self._number}) AS BIGINT) END"
        )

    @property
    def _odd(self) -> str:
        """True where the engine would read another number than is written: ``1_000``, or ``1.000`` beside ``,``."""
        odd = f"contains({self.raw}, '_')"
        return odd if self.decimal == "." else f"({odd} OR contains({self.raw}, '.'))"

    def _digits(self, sql_type: str) -> str:
        plain = f"isfinite(TRY_CAST({self._number} AS DOUBLE)) AND NOT {self._odd}"
        return f"CASE WHEN {plain} THEN TRY_CAST({self._number} AS {sql_type}) END"

    def _read_as_double(self) -> str:
        """The value of a number that came as a double; NULL where the double may not be all that the file says."""
        raw = self.raw
        match datatype_of(self.field):
            case Datatype.INTEGER:
                return f"CASE WHEN {_is_whole(raw)} THEN CAST({raw} AS BIGINT) END"
            case Datatype.DECIMAL if self.scale is not None:
                exact = f"TRY_CAST({raw} AS DECIMAL(18, {self.scale}))"
                small = f"abs({raw}) < 1e{_DIGITS - self.scale}"
                return f"CASE WHEN {small} AND CAST({exact} AS DOUBLE) = {raw} THEN {exact} END"
            case _:
                return f"CASE WHEN isfinite({raw}) THEN {raw} END"

    @property
    def _moment(self) -> str:
        if self.field.format and "%" in self.field.format:
            return f"try_strptime({self.raw}, {literal(self.field.format)})"
        moment = f"TRY_CAST({self.raw} AS TIMESTAMP)"
        return f"CASE WHEN isfinite({moment}) AND {self.raw} < ':' THEN {moment} END"

    def _cast_typed(self) -> str:
        raw = self.raw
        match datatype_of(self.field):
            case Datatype.INTEGER if self.stored in _INTEGERS:
                return f"TRY_CAST({raw} AS BIGINT)"
            case Datatype.INTEGER:
                number = f"TRY_CAST({raw} AS DOUBLE)"
                return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({raw} AS BIGINT) END"
            case Datatype.DECIMAL if self.stored.startswith("DECIMAL"):
                return raw
            case Datatype.DECIMAL | Datatype.FLOAT:
                return f"TRY_CAST({raw} AS DOUBLE)"
            case Datatype.BOOLEAN:
                return f"TRY_CAST({raw} AS BOOLEAN)"
            case Datatype.DATE:
                return _day(f"TRY_CAST({raw} AS TIMESTAMP)")
            case Datatype.DATETIME:
                return f"TRY_CAST({raw} AS TIMESTAMP)"
            case Datatype.STRING:
                return f"CAST({raw} AS VARCHAR)"
            case _:
                return raw

    @property
    def value(self) -> str:
        """The value as it is served: documented datatype, missing codes NULL, scale applied; NULL where it misfits."""
        scale = self.field.scale
        parsed = self.parsed
        if scale != 1 and self.field.role is FieldRole.MEASURE:
            parsed = f"({parsed}) * {int(scale) if float(scale).is_integer() else float(scale)!r}"
        return f"CASE WHEN ({self.code}) IS NOT NULL THEN NULL ELSE {parsed} END" if self.code else parsed

    @property
    def misfit(self) -> str:
        """True where something is stored that is no missing code and does not fit the datatype."""
        code = f" AND ({self.code}) IS NULL" if self.code else ""
        return f"(NOT {self.absent}{code} AND ({self.parsed}) IS NULL)"

    @property
    def strict(self) -> str:
        """The value as it is served; the engine stops at the first value that does not fit."""
        absent = f"{self.absent}{f' OR ({self.code}) IS NOT NULL' if self.code else ''}"
        return f"coalesce({self.value}, CASE WHEN {absent} THEN NULL ELSE error('misfit') END)"


def _is_whole(double: str) -> str:
    return f"{double} = trunc({double}) AND abs({double}) < {_EXACT}"


def _day(moment: str) -> str:
    return f"CASE WHEN {moment} = CAST({moment} AS DATE) THEN CAST({moment} AS DATE) END"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
