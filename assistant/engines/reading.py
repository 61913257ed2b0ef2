"""Opens one data file as a relation in which every stored column is known: names, types, decimals.

A CSV file is read once where its numbers let it: the engine reads them itself, and every value is checked to be what
the file says. Where one is not (``1_000``, twenty digits, more decimals than the first rows had), the file is read
again as text, with care.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from assistant.catalog.field import Field
from assistant.engines.columns import Column, literal, missing_codes, missing_column, quoted
from assistant.engines.csvfile import as_utf8, csv_format, has_underscore, header, relation
from assistant.engines.decimals import Scales, measured, sampled
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
def read(connection: duckdb.DuckDBPyConnection, file: DataFile) -> Iterator[Iterator[Reading]]:
    """Open ``file`` and give the ways to read it, each to be tried where the one before met a value that does not fit.

    Raises :class:`DataError` when the file cannot be read or lacks documented columns.
    """
    if file.is_csv:
        names = header(file)
        _check_columns(file, names)
        with as_utf8(file) as path:
            yield _csv_readings(connection, file, path, names)
        return
    parquet = f"read_parquet({literal(str(file.path))})"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {parquet}").fetchall()
    except duckdb.Error as error:
        raise DataError([Problem("parquet", "the file cannot be read as Parquet", Location(file.shown))]) from error
    types = {str(row[0]): str(row[1]) for row in described}
    _check_columns(file, list(types))
    yield iter([Reading(file, parquet, tuple(Column(field, types[field.source_column]) for field in _stored(file)))])


def _csv_readings(
    connection: duckdb.DuckDBPyConnection, file: DataFile, path: Path, names: list[str]
) -> Iterator[Reading]:
    text = relation(file, path, dict.fromkeys(names, "VARCHAR"))
    columns = [Column(field, "VARCHAR", csv_format(file).decimal) for field in _stored(file)]
    numbers = _read_by_engine(columns)
    if numbers and not has_underscore(path):
        scales = sampled(connection, text, columns)
        types = {name: "DOUBLE" if name in numbers else "VARCHAR" for name in names}
        yield Reading(file, relation(file, path, types), _scaled(columns, scales, numbers))
    yield Reading(file, text, _scaled(columns, measured(connection, text, columns), frozenset()))


def _read_by_engine(columns: list[Column]) -> frozenset[str]:
    """Return the stored columns that the engine may read as numbers: as such for every field that is made of them."""
    able = {column.field.source_column for column in columns if column.may_be_quick}
    return frozenset(able - {column.field.source_column for column in columns if not column.may_be_quick})


def _scaled(columns: list[Column], scales: Scales, numbers: frozenset[str]) -> tuple[Column, ...]:
    made: list[Column] = []
    for column in columns:
        quick = column.field.source_column in numbers
        scale = scales.get(column.field.name, column.scale)
        made.append(replace(column, stored="DOUBLE" if quick else "VARCHAR", scale=scale, quick=quick))
    return tuple(made)


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
