"""A table of the CBS OData service: entities, code lists and pages of figures, all in the shape of version 4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from assistant.errors import SourceError
from assistant.workbench.cbs.reader import Reader, Record, next_address, records_of

#: Where Statistics Netherlands publishes its tables.
DEFAULT_BASE_URL = "https://datasets.cbs.nl/odata/v1/CBS"

_MAX_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of figures, and where the next begins (None: this was the last)."""

    records: list[Record]
    following: str | None


class Service(Protocol):
    """What an import asks of a service about one table, whatever version of the protocol it speaks.

    Records have the names of version 4: ``Identifier``, ``Title``, ``Measure``, ``ValueAttribute``, ``Value``.
    """

    def knows_table(self) -> bool:
        """Whether the service has the table."""

    def entity(self, name: str) -> Record:
        """Return one record, such as ``Properties``."""

    def values(self, name: str) -> list[Record]:
        """Return a whole code list, all pages."""

    def optional_values(self, name: str) -> list[Record] | None:
        """Return a whole code list, or None when the service does not have it."""

    def figures(self, where: str | None = None, start: str | None = None) -> Iterator[Page]:
        """Yield the figures page by page, from the first or from ``start``, the ``following`` of an earlier page."""


class ServiceV4:
    """A table of the OData v4 service."""

    def __init__(self, reader: Reader, base_url: str, table: str) -> None:
        self._reader = reader
        self._root = f"{base_url.rstrip('/')}/{quote(table, safe='')}"
        self._table = table

    def knows_table(self) -> bool:
        """Whether the service has the table."""
        return self._reader.json(f"{self._root}/Properties") is not None

    def entity(self, name: str) -> Record:
        """Return one record, such as ``Properties``."""
        found = self._reader.json(f"{self._root}/{name}")
        if found is None:
            raise unknown_table(self._root, self._table)
        return found

    def values(self, name: str) -> list[Record]:
        """Return a whole code list, all pages."""
        found = self.optional_values(name)
        if found is None:
            raise SourceError(f"the table {self._table} has no {name} at {self._root}")
        return found

    def optional_values(self, name: str) -> list[Record] | None:
        """Return a whole code list, or None when the service does not have it."""
        pages = list(self._pages(name, f"{self._root}/{name}"))
        return [record for page in pages for record in page.records] if pages else None

    def figures(self, where: str | None = None, start: str | None = None) -> Iterator[Page]:
        """Yield the observations page by page, following the service's links; nothing when there are none."""
        query = "" if where is None else "?$filter=" + quote(where, safe="(),'/:")
        return self._pages("Observations", start or f"{self._root}/Observations{query}", resumed=start is not None)

    def _pages(self, name: str, start: str, *, resumed: bool = False) -> Iterator[Page]:
        address: str | None = start
        visited: set[str] = set()
        while address is not None:
            if address in visited or len(visited) >= _MAX_PAGES:
                raise SourceError(f"the service keeps linking the same pages of {name}; stopped at {address}")
            visited.add(address)
            found = self._reader.json(address)
            if found is None:
                if len(visited) > 1 or resumed:
                    raise SourceError(f"the service links a page of {name} that it does not have: {address}")
                return
            records, address = records_of(found, address), next_address(found, "@odata.nextLink", address)
            yield Page(records, address)


def unknown_table(root: str, table: str) -> SourceError:
    """Return what is raised when a service does not have the table."""
    return SourceError(
        f"the service at {root} does not know the table {table}",
        hint="check the table number, in capitals and small letters as CBS writes it",
    )
