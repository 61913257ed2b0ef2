"""The whole documented catalogue: what one folder of YAML says."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from pydantic import Field as Key
from pydantic import field_validator

from assistant.catalog.dataset import Caveat, Contact, Dataset
from assistant.catalog.disclosure import Disclosure
from assistant.catalog.field import Field, as_text
from assistant.catalog.links import Links
from assistant.catalog.metric import Metric
from assistant.catalog.refs import FieldRef as FieldRef
from assistant.catalog.refs import MetricRef as MetricRef
from assistant.catalog.text import Frozen, Language, Synonyms, Text


class Home(Frozen):
    """What "our municipality", "we" and "here" stand for."""

    field: str
    value: str

    _value = field_validator("value", mode="before")(as_text)

    @property
    def ref(self) -> FieldRef:
        """The field as a reference."""
        return FieldRef.parse(self.field)


class Denominator(Frozen):
    """What "per inhabitant" or "per household" divides by."""

    name: str
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    metric: str


class Concept(Frozen):
    """An everyday word with more than one approved reading."""

    name: str
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    readings: tuple[str, ...]


class Group(Frozen):
    """A named set of members."""

    name: str
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    definition: Text | None = None
    field: str
    values: tuple[str, ...]

    @field_validator("values", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        return [as_text(item) for item in value] if isinstance(value, list | tuple) else value


class MergerTarget(Frozen):
    """Where an old member went, and which share of it."""

    value: str
    share: float = 1.0

    _value = field_validator("value", mode="before")(as_text)


class Merger(Frozen):
    """How an old member maps to today's."""

    field: str
    date: dt.date
    from_: str = Key(alias="from")
    to: tuple[MergerTarget, ...]

    _from = field_validator("from_", mode="before")(as_text)


class Catalog(Frozen):
    """One catalogue: its own keys, and its datasets in file order."""

    format_version: int = 1
    name: str = "catalog"
    title: Text | None = None
    description: Text | None = None
    publisher: Contact | None = None
    license: str | None = None
    language: Language = "nl"
    data: str = "data"
    home: Home | None = None
    disclosure: Disclosure | None = None
    denominators: tuple[Denominator, ...] = ()
    concepts: tuple[Concept, ...] = ()
    groups: tuple[Group, ...] = ()
    mergers: tuple[Merger, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    datasets: tuple[Dataset, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Dataset]:
        """Datasets by name."""
        return {dataset.name: dataset for dataset in self.datasets}

    def field(self, ref: FieldRef) -> Field:
        """Return a documented field; raises ``KeyError`` when it is not documented."""
        return self.by_name[ref.dataset].fields_by_name[ref.field]

    def metric(self, ref: MetricRef) -> Metric:
        """Return a documented metric; raises ``KeyError`` when it is not documented."""
        return self.by_name[ref.dataset].metrics[ref.metric]

    @cached_property
    def metric_refs(self) -> tuple[MetricRef, ...]:
        """Every metric that can be asked, in the order of the files."""
        return tuple(MetricRef(ds.name, name) for ds in self.datasets for name in ds.metrics)

    @cached_property
    def links(self) -> Links:
        """The documented relationships, arranged for :mod:`assistant.catalog.graph`."""
        return Links.of(self.datasets)
