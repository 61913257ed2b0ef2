"""Figures of one asker compared by value: answers with pasted queries, and those with each other."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.withholding.ledger import shown_by, telling_rows
from assistant.answering.withholding.seen import Reader
from assistant.catalog.catalog import Catalog
from assistant.engines.base import Cell
from assistant.sql.query import ColumnRole, CompiledQuery
from assistant.validation import ValidatedQuery
from assistant.validation.disclosure import metric_rule
from assistant.validation.disclosure.overlap import Read
from assistant.validation.disclosure.pasted import Counted

Withheld = frozenset[tuple[int, int]]
_FIGURES = (ColumnRole.METRIC, ColumnRole.CALCULATION)


def beside_values(
    sql: str, read: Read, counted: Sequence[Counted], minimum: int, reader: Reader, *, told: bool
) -> set[int]:
    """Return the rows that tell a small number beside what the reader was shown before; note what the others show.

    Figures that are both ``told`` were compared cell by cell already.
    """
    compared = [one for one in reader.values() if not (told and one.told)]
    telling = telling_rows(sql, read, counted, minimum, compared)
    rest = [one for one in counted if one.row not in telling]
    reader.note_values(shown_by(sql, read, rest, told=told))
    return telling


def beside_queries(
    compiled: CompiledQuery,
    query: ValidatedQuery,
    rows: Sequence[Sequence[Cell]],
    withheld: Withheld,
    catalog: Catalog,
    reader: Reader,
) -> Withheld:
    """Return what of an answer is withheld beside pasted queries of which it could not be told what they add up."""
    rules = [rule for one in compiled.columns if one.metric and (rule := metric_rule(catalog, one.metric)) is not None]
    if not reader.followed or not rules:
        return frozenset()
    names = {column.name: at for at, column in enumerate(compiled.columns)}
    counts = sorted({names[name] for one in compiled.columns for name in one.counts if name in names})
    about = [
        at
        for at, one in enumerate(compiled.columns)
        if one.role in (ColumnRole.DIMENSION, ColumnRole.TIME) or one.member_of is not None
    ]
    hidden = {row for row, _ in withheld}
    counted = [
        Counted(number, frozenset(str(row[at]) for at in about), tuple(_number(row[at]) for at in counts))
        for number, row in enumerate(rows)
        if number not in hidden
    ]
    read = tuple((name, "", False) for name in query.datasets)
    telling = beside_values(query.sql, read, counted, max(one.min_count for one in rules), reader, told=True)
    figures = [at for at, one in enumerate(compiled.columns) if one.role in _FIGURES or at in counts]
    return frozenset((row, at) for row in telling for at in figures)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
