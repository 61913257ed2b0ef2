"""Says which values do not fit their documentation: file, line, column, what was expected."""

from __future__ import annotations

import duckdb

from assistant.catalog.vocabulary import Datatype
from assistant.engines.columns import Column, datatype_of, missing_codes, missing_column, quoted
from assistant.engines.csvfile import broken_records, lines_of
from assistant.engines.reading import Reading
from assistant.errors import Location, Problem

_SHOWN = 3
_EXPECTED = {
    Datatype.INTEGER: "a whole number",
    Datatype.DECIMAL: "a decimal number",
    Datatype.FLOAT: "a number",
    Datatype.BOOLEAN: "true or false",
    Datatype.DATE: "a date such as 2024-01-31",
    Datatype.DATETIME: "a moment such as 2024-01-31 13:45:00",
}


def explain_misfits(connection: duckdb.DuckDBPyConnection, reading: Reading) -> list[Problem]:
    """Return a problem for each value that does not fit (the first few of every column), or each broken record."""
    if reading.file.is_csv and (broken := broken_records(reading.file)):
        return broken
    found: list[tuple[Column, int, str, int]] = []
    for column in reading.columns:
        rows = connection.execute(
            f"SELECT number, CAST(raw AS VARCHAR), count(*) OVER () FROM (SELECT row_number() OVER () AS number, "
            f"{column.raw} AS raw, {column.misfit} AS misfit FROM {reading.relation}) "
            f"WHERE misfit ORDER BY number LIMIT {_SHOWN}"
        ).fetchall()
        found += [(column, int(number), str(raw), int(total)) for number, raw, total in rows]
    lines = lines_of(reading.file, {number for _, number, _, _ in found}) if reading.file.is_csv else {}
    problems = [_misfit(reading, *item, lines.get(item[1])) for item in found]
    return problems or [Problem("data", "a value does not fit its documented datatype", Location(reading.file.shown))]


def _misfit(reading: Reading, column: Column, number: int, raw: str, total: int, line: int | None) -> Problem:
    datatype = datatype_of(column.field)
    expected = _EXPECTED.get(datatype, "a text") if datatype else "a text"
    where = "" if reading.file.is_csv else f"row {number}, "
    value = "a value" if column.field.personal else repr(raw[:60])
    more = f"; {total} values of this column do not fit" if total > 1 else ""
    message = f"{where}column {column.field.source_column!r}: expected {expected}, found {value}{more}"
    return Problem("datatype", message, Location(reading.file.shown, line))


def repeated_key(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Problem | None:
    """Return a problem when two rows have the same primary key, with an example."""
    dataset = reading.file.dataset
    key = [name for name in dataset.primary_key if name in dataset.fields_by_name]
    if not key:
        return None
    fields = [dataset.fields_by_name[name] for name in key]
    # two missing codes are two keys, though both are read as NULL
    names = key + [missing_column(field) for field in fields if missing_codes(field) and field.expression is None]
    items = ", ".join(quoted(name) for name in names)
    row = connection.execute(
        f"SELECT {items}, count(*) FROM {quoted(dataset.name)} "
        f"GROUP BY {items} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    shown = ", ".join(
        f"{field.name} = {'…' if field.personal else value}" for field, value in zip(fields, row, strict=False)
    )
    message = (
        f"{dataset.name}: the primary key ({', '.join(key)}) must identify one row, but {row[-1]} rows have {shown}"
    )
    return Problem("primary_key", message, Location(reading.file.shown))
