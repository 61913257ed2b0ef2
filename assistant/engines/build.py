"""Builds the serving database: documented tables and columns only, written beside the old one and swapped whole."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import duckdb

from assistant.catalog.dataset import Dataset
from assistant.engines.cause import cause
from assistant.engines.columns import quoted
from assistant.engines.misfits import explain_misfits, repeated_key
from assistant.engines.reading import Reading, read
from assistant.engines.sources import DataFile, changed
from assistant.errors import DataError, Location, OperatorError, Problem
from assistant.validation.expressions import ordered_expressions

_log = logging.getLogger(__name__)
#: What the engine says of a disk that is full: while it reads, when it commits, and from then on.
_UNWRITABLE = (
    OSError,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)


def build(files: tuple[DataFile, ...], target: Path, memory_limit: int) -> duckdb.DuckDBPyConnection:
    """Build the serving tables of ``files`` into ``target`` and return an open, locked connection to what was built.

    Raises :class:`DataError` with everything that does not fit its documentation, and :class:`OperatorError` when
    the disk is full or cannot be written. Whatever stood at ``target`` stays until the new one is whole.
    """
    beside = target.with_name(f"{target.stem}.{uuid.uuid4().hex[:8]}.building")
    try:
        connection = duckdb.connect(beside, config={"memory_limit": f"{4 * memory_limit}MB"})
        try:
            _fill(connection, files)
            connection.execute("CHECKPOINT")
        finally:
            connection.close()
        _whole(beside, files)
        _unchanged(files)
        os.replace(beside, target)
    except DataError:
        _unchanged(files)  # what is wrong with half a file is of no use to anybody
        raise
    except _UNWRITABLE as error:
        _unchanged(files)
        _log.error("building %s failed: %s", target, error)
        raise OperatorError(
            f"the serving database cannot be built in {target.parent}",
            hint="is the disk full, or the folder not writable? The log holds the cause",
        ) from error
    finally:
        for left in (beside, beside.with_name(f"{beside.name}.wal")):
            left.unlink(missing_ok=True)
    return duckdb.connect(target, read_only=True, config={"enable_external_access": "false"})


def _unchanged(files: tuple[DataFile, ...]) -> None:
    """Raise :class:`DataError` when a file is not any more what it was when it was looked at."""
    if problems := [changed(file) for file in files if not file.unchanged()]:
        _log.error("the data changed while they were read: %s", ", ".join(str(one.location) for one in problems))
        raise DataError(problems)


def _whole(path: Path, files: tuple[DataFile, ...]) -> None:
    """Look whether all that was built is in the file: what stands in a log beside it was not written."""
    if path.with_name(f"{path.name}.wal").exists():
        raise OSError(f"{path} was not written whole")
    with duckdb.connect(path, read_only=True, config={"enable_external_access": "false"}) as connection:
        held = {str(name) for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if held != {file.dataset.name for file in files}:
        raise OSError(f"{path} was not written whole")


def _fill(connection: duckdb.DuckDBPyConnection, files: tuple[DataFile, ...]) -> None:
    problems: list[Problem] = []
    for file in files:
        try:
            with read(connection, file) as readings:
                problems += _table(connection, readings)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)


def _table(connection: duckdb.DuckDBPyConnection, readings: Iterator[Reading]) -> list[Problem]:
    """Make the table by the first reading that every value fits; where none does, say what the last one met."""
    reading = next(readings)
    dataset = reading.file.dataset
    while True:
        try:
            connection.execute(f"CREATE TABLE {quoted(dataset.name)} AS {_select(reading)}")
        except duckdb.IOException:
            raise
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.OutOfRangeException) as error:
            _log.info("%s: %s", reading.file.shown, cause(error))
            careful = next(readings, None)
            if careful is None:
                return explain_misfits(connection, reading)
            reading = careful
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException) as error:
            _log.error("%s: %s", dataset.name, cause(error))
            return [Problem("expression", f"{dataset.name}: a computed field cannot be worked out", _yaml(dataset))]
        else:
            repeated = repeated_key(connection, reading)
            return [repeated] if repeated else []


def _select(reading: Reading) -> str:
    """Read every stored field, then add the computed ones, each after the fields that it uses."""
    select = f"SELECT {', '.join(reading.strict_columns())} FROM {reading.relation}"
    for name, expression in ordered_expressions(reading.file.dataset):
        select = f"SELECT *, {expression} AS {quoted(name)} FROM ({select})"
    names = [quoted(field.name) for field in reading.file.dataset.fields]
    return f"SELECT {', '.join(names + [quoted(name) for name in reading.missing_columns()])} FROM ({select})"


def _yaml(dataset: Dataset) -> Location:
    return Location(f"datasets/{dataset.name}.yaml")
