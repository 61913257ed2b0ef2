"""The CBS OData v3 service, told in the shape of version 4, so that everything after it is shared.

Version 3 has a row for each combination of members with a column for each figure; version 4 a record for each figure.
The figures are read from ``TypedDataSet``. It says nothing about why one is missing: that is read from the marks that
``UntypedDataSet`` has in the same rows, and asked for only where a page lacks figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import quote, urlencode

from assistant.errors import SourceError
from assistant.workbench.cbs.reader import BrokenOff, Reader, Record, next_address, records_of
from assistant.workbench.cbs.service import Page, unknown_table
from assistant.workbench.cbs.words import words

#: Where Statistics Netherlands publishes its tables in version 3: the address for whole tables.
DEFAULT_V3_URL = "https://opendata.cbs.nl/ODataFeed/odata"

#: Rows of one page; the service gives no more than this at once.
_TOP = 10_000
_UNSTATED = "Other"
_GROUP = "TopicGroup"
_TOPIC = "Topic"


class ServiceV3:
    """A table of the OData v3 service."""

    def __init__(self, reader: Reader, base_url: str, table: str) -> None:
        self._reader = reader
        self._root = f"{base_url.rstrip('/')}/{quote(table, safe='')}"
        self._table = table
        self._top = _TOP

    def knows_table(self) -> bool:
        """Whether the service has the table."""
        return self._list("TableInfos") is not None

    def entity(self, name: str) -> Record:
        """Return ``Properties``, made of what ``TableInfos`` says."""
        infos = self._list("TableInfos")
        if not infos:
            raise unknown_table(self._root, self._table)
        found, rows = infos[0], self._count(None)
        return found | {
            "@odata.context": f"{self._root}/$metadata",
            "Description": found.get("ShortDescription") or found.get("Summary"),
            "ObservationCount": None if rows is None else rows * len(self._topics),
        }

    def values(self, name: str) -> list[Record]:
        """Return a list of the documentation, with the names of version 4."""
        found = self.optional_values(name)
        if found is None:
            raise SourceError(f"the table {self._table} has no {name.removesuffix('Codes')} at {self._root}")
        return found

    def optional_values(self, name: str) -> list[Record] | None:
        """Return a list of the documentation, or None when the service does not have it."""
        if name == "Dimensions":
            return [_named(record) | {"Kind": record.get("Type")} for record in self._dimensions]
        if name == "MeasureGroups":
            return [_named(record, "ID") for record in self._properties if _kind(record) == _GROUP]
        if name == "MeasureCodes":
            return [_named(record) | {"MeasureGroupId": record.get("ParentID")} for record in self._topics]
        codes = self._list(name.removesuffix("Codes"))
        return codes and [_named(code) | {"DimensionGroupId": code.get("CategoryGroupID")} for code in codes]

    def figures(self, where: str | None = None, start: str | None = None) -> Iterator[Page]:
        """Yield the figures page by page; ``start`` is the number of rows to pass over.

        The service may break its rows off without a word, so they are counted against what it says there are.
        """
        skip, last, more = int(start or 0), -1, True
        announced = self._count(where)
        while more:
            rows, following = self._rows("TypedDataSet", where, skip, self._top)
            if rows is None:
                raise SourceError(f"the table {self._table} has no TypedDataSet at {self._root}")
            last = _beyond(rows, last, self._root)
            before, skip = skip, skip + len(rows)
            more = bool(rows) and (following or len(rows) >= self._top)
            if announced is not None and skip > announced:
                raise SourceError(f"the service announces {announced:,} rows and keeps sending more")
            if announced is not None and skip < announced and not more:
                raise BrokenOff(f"the service broke off after {skip:,} of {announced:,} rows of {self._table}")
            yield Page(self._taken_apart(rows, where, before), str(skip) if more else None)

    @cached_property
    def _properties(self) -> list[Record]:
        found = self._list("DataProperties")
        if not found:
            raise SourceError(f"the table {self._table} has no DataProperties at {self._root}")
        return found

    @cached_property
    def _dimensions(self) -> list[Record]:
        return [record for record in self._properties if _kind(record) not in {_TOPIC, _GROUP}]

    @cached_property
    def _topics(self) -> list[Record]:
        return [record for record in self._properties if _kind(record) == _TOPIC]

    def _list(self, name: str) -> list[Record] | None:
        address: str | None = f"{self._root}/{name}?%24format=json"
        found: list[Record] = []
        visited: set[str] = set()
        while address is not None:
            if address in visited:
                raise SourceError(f"the service keeps linking the same pages of {name}; stopped at {address}")
            visited.add(address)
            response = self._reader.json(address)
            if response is None:
                if found:
                    raise SourceError(f"the service links a page of {name} that it does not have: {address}")
                return None
            found += records_of(response, address)
            address = next_address(response, "odata.nextLink", address)
        return found

    def _rows(
        self, name: str, where: str | None, skip: int, top: int | None = None
    ) -> tuple[list[Record] | None, bool]:
        address = f"{self._root}/{name}?{_query(where, skip, top or self._top)}"
        response = self._reader.json(address)
        if response is None:
            return None, False
        return records_of(response, address), next_address(response, "odata.nextLink", address) is not None

    def _count(self, where: str | None) -> int | None:
        filtered = f"?{urlencode({'$filter': where}, quote_via=quote)}" if where else ""
        body = self._reader.body(f"{self._root}/TypedDataSet/$count{filtered}")
        said = (body or b"")[:40].decode("utf-8", "replace").strip("\ufeff \r\n")
        return int(said) if said.isdecimal() else None

    def _taken_apart(self, rows: list[Record], where: str | None, skip: int) -> list[Record]:
        """Return one record for each figure of these rows."""
        dimensions = [str(record["Key"]) for record in self._dimensions]
        topics = {str(record["Key"]) for record in self._topics}
        lacking = any(row.get(topic) is None for row in rows for topic in topics)
        marks = self._marks(where, skip, len(rows)) if lacking else {}
        return [figure for row in rows for figure in _figures(row, dimensions, topics, marks)]

    def _marks(self, where: str | None, skip: int, count: int) -> dict[object, Record]:
        rows, _ = self._rows("UntypedDataSet", where, skip, count)
        return {row["ID"]: row for row in rows or () if "ID" in row}


def _figures(row: Record, dimensions: list[str], topics: set[str], marks: dict[object, Record]) -> Iterator[Record]:
    if gone := sorted({*topics, *dimensions} - row.keys()):
        raise SourceError(f"the service sent a row without the column {gone[0]} that it documents: its schema changed")
    members = {name: row[name] for name in dimensions}
    marked = marks.get(row.get("ID"), {})
    if any(str(marked.get(name, "")).strip() != str(row[name]).strip() for name in dimensions):
        marked = {}
    for key, value in row.items():
        if key == "ID" or key in members:
            continue
        text = value if isinstance(value, str) else None
        attribute = "None" if value is not None else _reason(marked.get(key))
        yield {
            "Measure": key, "Value": None if text is not None else value, "StringValue": text,
            "ValueAttribute": attribute, **members,
        }  # fmt: skip


def _reason(mark: object) -> str:
    """Return why a figure is missing; a mark that nobody reviewed says no more than that it is missing."""
    if not isinstance(mark, str):
        return _UNSTATED
    return str(words()["marks"].get(mark.strip().lower(), _UNSTATED))


def _beyond(rows: list[Record], last: int, root: str) -> int:
    """Return the number of the last row; rows that were sent already mean pages without end."""
    numbers = [row["ID"] for row in rows if isinstance(row.get("ID"), int)]
    if numbers and numbers[0] <= last:
        raise SourceError(f"the service keeps sending the same rows at {root}")
    return max(numbers, default=last)


def _query(where: str | None, skip: int, top: int) -> str:
    filtered = {"$filter": where} if where else {}
    return urlencode({"$format": "json", **filtered, "$skip": skip, "$top": top}, quote_via=quote, safe="(),'/:")


def _kind(record: Record) -> str:
    return str(record.get("odata.type") or record.get("Type") or "").rpartition(".")[2]


def _named(record: Record, key: str = "Key") -> Record:
    """Return a record under the name that version 4 gives to what it is known by."""
    return record | {"Identifier": None if record.get(key) is None else str(record[key])}
