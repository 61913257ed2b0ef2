"""A documented dataset: one table, its fields, metrics, relationships, caveats and breaks."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from pydantic import Field as Key
from pydantic import field_validator, model_validator

from assistant.catalog.disclosure import Disclosure
from assistant.catalog.field import Field, as_text
from assistant.catalog.metric import Metric
from assistant.catalog.text import Frozen, Synonyms, Text
from assistant.catalog.vocabulary import FieldRole, Severity, ShownFor


class Contact(Frozen):
    """Who to ask, or who publishes."""

    name: str
    email: str | None = None
    url: str | None = None


class Provenance(Frozen):
    """Where the data come from."""

    publisher: str | None = None
    identifier: str | None = None
    url: str | None = None
    license: str | None = None
    retrieved: dt.date | None = None
    method: str | None = None

    _identifier = field_validator("identifier", mode="before")(as_text)


class CsvFormat(Frozen):
    """How a CSV file departs from UTF-8, comma, point decimals and empty for missing."""

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    null: tuple[str, ...] = ("",)

    @field_validator("null", mode="before")
    @classmethod
    def _null(cls, value: Any) -> Any:
        return [as_text(item) for item in value] if isinstance(value, list | tuple) else value


class Relationship(Frozen):
    """Many to one: the rows of ``from`` point to one row (or, with ``level``, one member) of ``to``."""

    name: str
    from_: str = Key(alias="from")
    to: str
    from_columns: tuple[str, ...]
    to_columns: tuple[str, ...]
    level: str | None = None
    effective: Effective | None = None

    @model_validator(mode="after")
    def _pairs(self) -> Relationship:
        if len(self.from_columns) != len(self.to_columns):
            raise ValueError("from_columns and to_columns must have the same length")
        return self


class Effective(Frozen):
    """The fields that bound the validity of a dimension row in time."""

    from_: str = Key(alias="from")
    to: str


class Caveat(Frozen):
    """What a reader must know, shown when and only when the rows used meet its condition."""

    id: str
    text: Text
    severity: Severity = Severity.NOTE
    applies_to: tuple[str, ...] = ()
    when: str | None = None
    since: str | None = None
    until: str | None = None
    shown_for: tuple[ShownFor, ...] = ()
    source: str | None = None

    _dates = field_validator("since", "until", mode="before")(lambda value: _as_stored(value))

    @field_validator("applies_to", "shown_for", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


class Break(Frozen):
    """A caveat for comparisons over time: ``at`` is the first period of the new definition."""

    id: str
    at: str
    field: str | None = None
    applies_to: tuple[str, ...] = ()
    when: str | None = None
    text: Text
    severity: Severity = Severity.IMPORTANT
    comparable: bool = True

    _at = field_validator("at", mode="before")(lambda value: _as_stored(value))

    @field_validator("applies_to", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value


def _as_stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else as_text(value)


class Dataset(Frozen):
    """One table that questions can be asked about, with everything a reader needs to understand its figures."""

    name: str
    title: Text | None = None
    description: Text | None = None
    synonyms: Synonyms = Synonyms()
    source: str
    csv: CsvFormat | None = None
    primary_key: tuple[str, ...] = ()
    owner: Contact | None = None
    steward: Contact | str | None = None
    provenance: Provenance | None = None
    updated: dt.date | None = None
    update_frequency: str | None = None
    provisional: str | None = None
    access: tuple[str, ...] = ()
    row_filter: dict[str, str] = Key(default_factory=dict)
    disclosure: Disclosure | None = None
    fields: tuple[Field, ...]
    derived: tuple[Metric, ...] = Key(default=(), alias="metrics")
    relationships: tuple[Relationship, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    breaks: tuple[Break, ...] = ()

    @field_validator("primary_key", "access", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @cached_property
    def fields_by_name(self) -> dict[str, Field]:
        """Fields by name, hidden and personal ones included."""
        return {field.name: field for field in self.fields}

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """Everything that can be asked of this dataset, by name: measures with an aggregation, then derived."""
        own = {field.name: Metric.of_field(field) for field in self.fields if field.is_metric}
        return own | {metric.name: metric for metric in self.derived}

    @cached_property
    def time_fields(self) -> tuple[Field, ...]:
        """The documented time fields; the first is the default."""
        return tuple(field for field in self.fields if field.role is FieldRole.TIME)

    def time_of(self, metric: Metric) -> Field | None:
        """Return the time field that ``metric`` is counted by."""
        if metric.time is not None:
            return self.fields_by_name.get(metric.time)
        return self.time_fields[0] if self.time_fields else None
