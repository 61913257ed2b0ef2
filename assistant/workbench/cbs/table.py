"""What the service says about a table: its properties, dimensions, measures and codes, as frozen records."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.errors import SourceError
from assistant.workbench.cbs.reader import Record
from assistant.workbench.cbs.service import Service

Kind = Literal["plain", "time", "geo"]


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a dimension; ``status`` is only said of periods."""

    identifier: str
    title: str
    description: str
    group: str
    status: str | None


@dataclass(frozen=True)
class Dimension:
    """One dimension with its code list, in the order of the service."""

    identifier: str
    title: str
    description: str
    kind: Kind
    codes: tuple[Code, ...]

    @cached_property
    def by_code(self) -> dict[str, Code]:
        """Codes by identifier."""
        return {code.identifier: code for code in self.codes}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; ``title`` is the service's own, ``group`` the heading it stands under (may be empty)."""

    code: str
    title: str
    group: str
    description: str
    unit: str
    decimals: int
    presentation: str


@dataclass(frozen=True, slots=True)
class TableDoc:
    """The whole documentation of one table as the service gives it; ``edition`` changes whenever its figures do."""

    identifier: str
    title: str
    description: str
    language: Literal["nl", "en"]
    url: str
    contact: str | None
    license: str | None
    frequency: str
    modified: dt.date | None
    edition: str
    announced: int | None
    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]

    def of_kind(self, kind: Kind) -> tuple[Dimension, ...]:
        """Return the dimensions of one kind."""
        return tuple(dimension for dimension in self.dimensions if dimension.kind == kind)


def read_table(service: Service, table: str) -> TableDoc:
    """Read everything the service says about ``table`` except its figures."""
    properties = service.entity("Properties")
    return TableDoc(
        identifier=table,
        title=_text(properties, "Title") or table,
        description=_text(properties, "Description"),
        language="en" if _text(properties, "Language").lower().startswith("en") else "nl",
        url=_text(properties, "@odata.context").partition("/$metadata")[0],
        contact=_text(properties, "ContactPoint") or None,
        license=_text(properties, "License") or None,
        frequency=_text(properties, "Frequency"),
        modified=_date(_text(properties, "Modified")),
        edition=" ".join(_text(properties, key) for key in ("Modified", "ObservationsModified", "ObservationCount")),
        announced=_count(properties.get("ObservationCount")),
        dimensions=tuple(_dimension(service, record) for record in service.values("Dimensions")),
        measures=_measures(service),
    )


def _dimension(service: Service, record: Record) -> Dimension:
    identifier = _identifier(record)
    kind = f"{record.get('Kind') or ''}{record.get('@odata.type') or ''}"
    return Dimension(
        identifier=identifier,
        title=_text(record, "Title") or identifier,
        description=_text(record, "Description"),
        kind="time" if "Time" in kind else "geo" if "Geo" in kind else "plain",
        codes=tuple(_code(code) for code in service.values(f"{identifier}Codes")),
    )


def _code(record: Record) -> Code:
    identifier = _identifier(record)
    return Code(
        identifier=identifier,
        title=_text(record, "Title") or identifier,
        description=_text(record, "Description"),
        group=_text(record, "DimensionGroupId"),
        status=_text(record, "Status") or None,
    )


def _measures(service: Service) -> tuple[Measure, ...]:
    records = service.values("MeasureCodes")
    groups = {_identifier(record): _text(record, "Title") for record in service.optional_values("MeasureGroups") or []}
    # A heading often has no record of its own where its first measure carries its name: D01_2 stands under D01_1.
    # Where several measures carry that same name, it names none of the headings.
    titles = Counter(_text(record, "Title") for record in records)
    named = {_stem(_identifier(record)): title for record in records if titles[title := _text(record, "Title")] == 1}
    return tuple(
        Measure(
            code=_identifier(record),
            title=_text(record, "Title") or _identifier(record),
            group=groups.get(group := _text(record, "MeasureGroupId"))
            or (named.get(_stem(group), "") if group else ""),
            description=_text(record, "Description"),
            unit=_text(record, "Unit"),
            decimals=_count(record.get("Decimals")) or 0,
            presentation=_text(record, "PresentationType"),
        )
        for record in records
    )


def _stem(identifier: str) -> str:
    return identifier.rpartition("_")[0] or identifier


def _identifier(record: Record) -> str:
    identifier = _text(record, "Identifier")
    if not identifier:
        raise SourceError("the service sent a code without an Identifier")
    return identifier


def _text(record: Record, key: str) -> str:
    """Return a text with its blanks in order; codes are sometimes padded, texts hold carriage returns."""
    value = record.get(key)
    if value is None:
        return ""
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in str(value).replace("\r", "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
