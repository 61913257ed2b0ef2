"""How many decimals a Decimal column of a CSV file needs, so that it is kept as it is written."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assistant.catalog.vocabulary import Datatype
from assistant.engines.columns import MAX_SCALE, Column, datatype_of, literal

#: By field: the decimals it needs; None where a double must hold it.
Scales = dict[str, int | None]
_SAMPLE = 10_000
_DIGITS = 18


def sampled(connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[Column]) -> Scales:
    """Return what the first rows need; whoever reads on checks that it holds for the others."""
    return measured(connection, f"(SELECT * FROM {relation} LIMIT {_SAMPLE})", columns)


def measured(connection: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[Column]) -> Scales:
    """Return what all rows need; nothing when records are broken, for reading the table explains those."""
    decimals = [column for column in columns if datatype_of(column.field) is Datatype.DECIMAL]
    if not decimals:
        return {}
    items = [item for column in decimals for item in _lengths(column)]
    try:
        row = connection.execute(f"SELECT {', '.join(items)} FROM {relation}").fetchone() or ()
    except duckdb.InvalidInputException:
        return {}
    scales: Scales = {}
    for index, column in enumerate(decimals):
        after, before, exponents = (value or 0 for value in row[3 * index : 3 * index + 3])
        fits = after <= MAX_SCALE and before + after <= _DIGITS and not exponents
        scales[column.field.name] = after if fits else None
    return scales


def _lengths(column: Column) -> tuple[str, str, str]:
    """The most characters after the decimal sign, the most before it, and whether an exponent shifts it."""
    raw = column.raw
    point = f"strpos({raw}, {literal(column.decimal)})"
    return (
        f"max(CASE WHEN {point} > 0 THEN length({raw}) - {point} ELSE 0 END)",
        f"max(CASE WHEN {point} > 0 THEN {point} - 1 ELSE length({raw}) END)",
        f"max(CASE WHEN contains(lower({raw}), 'e') THEN 1 ELSE 0 END)",
    )
