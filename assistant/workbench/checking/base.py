"""What a check is: it looks at one dataset through its serving table and yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from assistant.catalog.dataset import Dataset
from assistant.catalog.loaded import LoadedCatalog
from assistant.catalog.profile import DatasetProfile
from assistant.errors import Problem

Row = tuple[object, ...]


@dataclass(frozen=True)
class Checked:
    """One dataset that is checked, with its data."""

    loaded: LoadedCatalog
    dataset: Dataset
    profile: DatasetProfile
    connection: duckdb.DuckDBPyConnection

    @property
    def table(self) -> str:
        """The serving table, as SQL."""
        return quoted(self.dataset.name)

    def query(self, sql: str) -> list[Row]:
        """Run a query on the serving tables."""
        rows: list[Row] = self.connection.execute(sql).fetchall()
        return rows

    def problem(self, rule: str, field: str, key: str, message: str, severity: str, mend: str) -> Problem:
        """Return a problem, located where the documentation speaks of it."""
        where = self.loaded.location(("datasets", self.dataset.name, "fields", field, key))
        return Problem(rule, f"{self.dataset.name}.{field}: {message}", where, mend, severity)


Check = Callable[[Checked], Iterator[Problem]]


def quoted(name: str) -> str:
    """Return an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return an SQL string."""
    return "'" + text.replace("'", "''") + "'"
