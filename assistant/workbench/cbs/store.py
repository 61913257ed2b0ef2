"""The working store of one import: figures come in page by page and leave as one wide Parquet table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import duckdb

from assistant.errors import OperatorError, SourceError
from assistant.workbench.cbs.reader import Record
from assistant.workbench.cbs.service import Page
from assistant.workbench.cbs.words import words

#: The figures stand on disk; the process as a whole stays under a gigabyte.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "400MB", "threads": 2, "autoinstall_known_extensions": False, "preserve_insertion_order": False,
}  # fmt: skip
_HAS_VALUE = "value IS NOT NULL AND attribute IN ('None', '')"


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table that is written: its name and the SQL that fills it."""

    name: str
    sql: str


class Store:
    """Figures of one table in a DuckDB file under ``folder``; nothing of the table is held in Python.

    With figures of an earlier import in the folder it goes on from those, if ``edition`` (which says of what state
    of the table they are) is still the same: ``received`` tells how many there are, ``following`` where the service
    has the next page, and ``complete`` whether that was the last.
    """

    def __init__(self, folder: Path, dimensions: Sequence[str], edition: str = "") -> None:
        self._folder = folder
        self._dimensions = tuple(dimensions)
        self._columns = ("measure", "attribute", "value", *(f"d{number}" for number in range(len(dimensions))))
        self.texts = 0
        self.received = 0
        self.following: str | None = None
        self.complete = False
        self._connection = _connected(folder / "work.duckdb")
        self._go_on_or_begin("\n".join((edition, *dimensions)))

    def _go_on_or_begin(self, edition: str) -> None:
        same = f"SELECT received, texts, following, complete FROM progress WHERE edition = {literal(edition)}"
        known = self.query("SELECT 1 FROM duckdb_tables() WHERE table_name = 'progress'")
        if known and (found := self.query(same)):
            received, texts, following, complete = found[0]
            self.received, self.texts = int(str(received)), int(str(texts))
            self.following, self.complete = None if following is None else str(following), bool(complete)
            return
        self.query(f"CREATE OR REPLACE TABLE obs ({', '.join(self._types())})")
        self.query(
            f"CREATE OR REPLACE TABLE progress AS SELECT {literal(edition)} AS edition, 0 AS received, 0 AS texts, "
            "NULL::VARCHAR AS following, false AS complete"
        )

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._connection.close()

    def column_of(self, dimension: str) -> str:
        """Return the working column of a dimension."""
        return f"d{self._dimensions.index(dimension)}"

    def other_columns(self, column: str) -> tuple[str, ...]:
        """Return the working columns of all dimensions but one."""
        return tuple(name for name in self._columns[3:] if name != column)

    def add(self, page: Page) -> None:
        """Take in one page of figures, whole or not at all, and remember where the next begins."""
        path = self._folder / "page.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(self._row(record) for record in page.records)
        types = ", ".join(
            f"{literal(name)}: {literal(kind)}" for name, kind in zip(self._columns, self._kinds(), strict=True)
        )
        self.query("BEGIN")
        self.query(
            f"INSERT INTO obs SELECT * FROM read_csv({literal(str(path))}, header=false, auto_detect=false, "
            f"delim=',', quote='\"', escape='\"', nullstr='', columns={{{types}}})"
        )
        self.received += len(page.records)
        self.following, self.complete = page.following, page.following is None
        following = "NULL" if page.following is None else literal(page.following)
        self.query(
            f"UPDATE progress SET received = {self.received}, texts = {self.texts}, following = {following}, "
            f"complete = {self.complete}"
        )
        self.query("COMMIT")
        path.unlink()

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Run a query on the working tables; a full disk or memory is the operator's to mend."""
        try:
            rows: list[tuple[object, ...]] = self._connection.execute(sql).fetchall()
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            raise OperatorError(f"the import cannot be stored: {str(error).splitlines()[0]}") from error
        except duckdb.Error as error:
            raise SourceError(f"the figures do not fit together: {str(error).splitlines()[0]}") from error
        return rows

    def load(self, table: str, types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Make a small working table from rows."""
        self.query(f"CREATE OR REPLACE TABLE {table} ({', '.join(types)})")
        marks = ", ".join("?" for _ in types)
        filled = [list(row) for row in rows]
        if filled:
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", filled)

    def check_once(self) -> None:
        """Every figure may come once; twice means that pages overlap or that a code is missing."""
        keys = ", ".join(("measure", *self._columns[3:]))
        found = self.query(f"SELECT {keys} FROM obs GROUP BY ALL HAVING count(*) > 1 LIMIT 1")
        if found:
            raise SourceError(f"the service sent one figure more than once: {', '.join(map(str, found[0]))}")

    def distinct(self, dimension: str, *, with_value: bool = False) -> set[str]:
        """Return the codes of a dimension that occur in the figures."""
        where = f"WHERE {_HAS_VALUE}" if with_value else ""
        return {str(row[0]) for row in self.query(f"SELECT DISTINCT {self.column_of(dimension)} FROM obs {where}")}

    def last_with_value(self, dimension: str, member: str, time: str) -> str:
        """Return the last period code for which a member has a figure."""
        column = self.column_of(dimension)
        sql = f"SELECT max({self.column_of(time)}) FROM obs WHERE {column} = {literal(member)} AND {_HAS_VALUE}"
        return str(self.query(sql)[0][0])

    def measures(self) -> dict[str, int]:
        """Return how many figures there are per measure code."""
        return {
            str(code): int(str(count)) for code, count in self.query("SELECT measure, count(*) FROM obs GROUP BY 1")
        }

    def _types(self) -> list[str]:
        return [f"{name} {kind}" for name, kind in zip(self._columns, self._kinds(), strict=True)]

    def _kinds(self) -> list[str]:
        return ["VARCHAR", "VARCHAR", "DOUBLE", *("VARCHAR" for _ in self._dimensions)]

    def _row(self, record: Record) -> list[object]:
        value, text = record.get("Value"), record.get("StringValue")
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise SourceError(f"the service sent a figure that is no number: {value!r}")
        attribute = str(record.get("ValueAttribute") or "None").strip()
        if value is None and attribute == "None":
            attribute = "NotAvailable"
            self.texts += text is not None
        keys = ("Measure", *self._dimensions)
        codes = [record.get(key) for key in keys]
        if any(not isinstance(code, str) or not code.strip() for code in codes):
            raise SourceError(f"the service sent a figure without all its codes ({', '.join(keys)}): {record}")
        measure, *members = (str(code).strip() for code in codes)
        return [measure, attribute, "" if value is None else repr(value), *members]


def _connected(file: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(file), config=_CONFIG)
    except duckdb.IOException as error:
        raise OperatorError(
            f"{file} cannot be used: {str(error).splitlines()[0]}",
            hint="does another import of this table run? if not, remove the file",
        ) from error
    connection.execute("SET enable_progress_bar = false")
    return connection


def missing_code(attribute: str) -> int | None:
    """Return what is stored where a figure is missing for this reason; None is NULL."""
    reasons = words()["missing"]
    code: int | None = reasons.get(attribute, reasons["Other"])["code"]
    return code


def value_sql(measure: str, attributes: Iterable[str], shift: int = 1) -> str:
    """Return the SQL that picks one measure out of a group of figures, reasons of absence as codes."""
    whens = [f"WHEN {_HAS_VALUE} THEN value"]
    for attribute in sorted(attributes):
        code = missing_code(attribute)
        if code is not None:
            whens.append(f"WHEN attribute = {literal(attribute)} THEN {code * shift}")
    return f"max(CASE WHEN measure = {literal(measure)} THEN CASE {' '.join(whens)} END END)"
