"""A documented dataset: one table, its fields, metrics, relationships, caveats and breaks."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Key

from assistant.catalog.disclosure import Disclosure
from assistant.catalog.field import Field
from assistant.catalog.metric import Metric
from assistant.catalog.text import Day, Frozen, Synonyms, Text, Value, Values, one_or_many
from assistant.catalog.vocabulary import FieldRole, Severity, ShownFor


class Contact(Frozen):
    """Who to ask, or who publishes."""

    name: str
    email: str | None = None
    url: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Provenance(Frozen):
    """Where the data come from."""

    publisher: str | None = None
    identifier: Value | None = None
    url: str | None = None
    license: str | None = None
    retrieved: Day | None = None
    method: str | None = None


class CsvFormat(Frozen):
    """How a CSV file departs from UTF-8, comma, point decimals and empty for missing."""

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"
    null: Values = ("",)


class Relationship(Frozen):
    """Many to one: the rows of ``from`` point to one row (or, with ``level``, one member) of ``to``."""

    name: str
    from_: str = Key(alias="from")
    to: str
    from_columns: Values
    to_columns: Values
    level: Value | None = None
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
    applies_to: Values = ()
    when: str | None = None
    since: Value | None = None
    until: Value | None = None
    shown_for: Annotated[tuple[ShownFor, ...], BeforeValidator(one_or_many)] = ()
    source: str | None = None


class Break(Frozen):
    """A caveat for comparisons over time: ``at`` is the first period of the new definition."""

    id: str
    at: Value
    field: str | None = None
    applies_to: Values = ()
    when: str | None = None
    text: Text
    severity: Severity = Severity.IMPORTANT
    comparable: bool = True


class Dataset(Frozen):
    """One table that questions can be asked about, with everything a reader needs to understand its figures."""

    name: str
    title: Text | None = None
    description: Text | None = None
    synonyms: Synonyms = Synonyms()
    source: str
    csv: CsvFormat | None = None
    primary_key: Values = ()
    owner: Contact | None = None
    steward: Contact | None = None
    provenance: Provenance | None = None
    updated: Day | None = None
    update_frequency: str | None = None
    provisional: str | None = None
    access: Values = ()
    row_filter: dict[str, str] = Key(default_factory=dict)
    disclosure: Disclosure | None = None
    fields: tuple[Field, ...]
    derived: tuple[Metric, ...] = Key(default=(), alias="metrics")
    relationships: tuple[Relationship, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    breaks: tuple[Break, ...] = ()

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
