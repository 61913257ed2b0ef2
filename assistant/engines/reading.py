"""Opens one data file as a relation in which every stored column is known: names, types, decimals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assistant.catalog.field import Field
from assistant.catalog.vocabulary import Datatype
from assistant.engines.columns import MAX_SCALE, Column, datatype_of, literal, missing_codes, missing_column, quoted
from assistant.engines.csvfile import as_utf8, csv_format, header
from assistant.engines.sources import DataFile
from assistant.errors import DataError, Location, Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """A data file that can be selected from: ``relation`` is SQL, ``columns`` are the stored documented fields."""

    file: DataFile
    relation: str
    columns: tuple[Column, ...]

    def strict_columns(self) -> list[str]:
        """Return select items that give the served values and stop at the first misfit, and the missing codes."""
        values = [f"{column.strict} AS {quoted(column.field.name)}" for column in self.columns]
        codes = [f"{column.code} AS {quoted(missing_column(column.field))}" for column in self.columns if column.code]
        return values + codes

    def missing_columns(self) -> list[str]:
        """Return the names of the serving columns that hold missing codes."""
        return [missing_column(column.field) for column in self.columns if missing_codes(column.field)]


@contextmanager
def read(connection: duckdb.DuckDBPyConnection, file: DataFile) -> Iterator[Reading]:
    """Open ``file``; raise :class:`DataError` when it cannot be read or lacks documented columns."""
    if file.is_csv:
        names = header(file)
        _check_columns(file, names)
        with as_utf8(file) as path:
            relation = _csv_relation(file, path, names)
            yield Reading(file, relation, _csv_columns(connection, file, relation))
        return
    relation = f"read_parquet({literal(str(file.path))})"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    except duckdb.Error as error:
        raise DataError([Problem("parquet", "the file cannot be read as Parquet", Location(file.shown))]) from error
    types = {str(row[0]): str(row[1]) for row in described}
    _check_columns(file, list(types))
    yield Reading(file, relation, tuple(Column(field, types[field.source_column]) for field in _stored(file)))


def _stored(file: DataFile) -> tuple[Field, ...]:
    return tuple(field for field in file.dataset.fields if field.expression is None)


def _check_columns(file: DataFile, names: list[str]) -> None:
    absent = [field.source_column for field in _stored(file) if field.source_column not in names]
    if absent:
        shown = ", ".join(names[:30])
        raise DataError(
            [
                Problem(
                    "column",
                    f"there is no column {name!r}",
                    Location(file.shown, 1 if file.is_csv else None),
                    f"it has: {shown}",
                )
                for name in absent
            ]
        )


def _csv_relation(file: DataFile, path: Path, names: list[str]) -> str:
    documented = csv_format(file)
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    nulls = ", ".join(literal(null) for null in documented.null or ("",))
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = true, delim = {literal(documented.delimiter)}, "
        f"quote = '\"', escape = '\"', nullstr = [{nulls}], strict_mode = true, columns = {{{columns}}})"
    )


def _csv_columns(connection: duckdb.DuckDBPyConnection, file: DataFile, relation: str) -> tuple[Column, ...]:
    decimal = csv_format(file).decimal
    columns = [Column(field, "VARCHAR", decimal) for field in _stored(file)]
    decimals = [column for column in columns if datatype_of(column.field) is Datatype.DECIMAL]
    scales = _scales(connection, relation, decimals, decimal) if decimals else {}
    return tuple(
        Column(column.field, "VARCHAR", decimal, scales.get(column.field.name)) if column in decimals else column
        for column in columns
    )


def _scales(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: list[Column], decimal: str
) -> dict[str, int | None]:
    """Return how many decimals each Decimal column needs; None where it needs more digits than 18."""
    items: list[str] = []
    for column in columns:
        point = f"strpos({column.raw}, {literal(decimal)})"
        items.append(f"max(CASE WHEN {point} > 0 THEN length({column.raw}) - {point} ELSE 0 END)")
        items.append(f"max(CASE WHEN {point} > 0 THEN {point} - 1 ELSE length({column.raw}) END)")
    try:
        row = connection.execute(f"SELECT {', '.join(items)} FROM {relation}").fetchone() or ()
    except duckdb.InvalidInputException:
        return {}  # broken records: reading the table explains them
    scales: dict[str, int | None] = {}
    for index, column in enumerate(columns):
        after, before = (row[2 * index] or 0), (row[2 * index + 1] or 0)
        scales[column.field.name] = after if after <= MAX_SCALE and before + after <= 18 else None
    return scales
