"""The whole documented catalogue: what one folder of YAML says."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, PrivateAttr, model_validator
from pydantic import Field as Key

from assistant.catalog.dataset import Caveat, Contact, Dataset
from assistant.catalog.disclosure import Disclosure
from assistant.catalog.field import Field
from assistant.catalog.links import Links
from assistant.catalog.metric import Metric
from assistant.catalog.refs import FieldRef as FieldRef
from assistant.catalog.refs import MetricRef as MetricRef
from assistant.catalog.shapes import Shapes
from assistant.catalog.text import Day, Frozen, Language, Synonyms, Text, Value, Values


class Home(Frozen):
    """What "our municipality", "we" and "here" stand for."""

    field: str
    value: Value

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
    readings: Values


class Group(Frozen):
    """A named set of members."""

    name: str
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    definition: Text | None = None
    field: str
    values: Values


class MergerTarget(Frozen):
    """Where an old member went, and which share of it."""

    value: Value
    share: float = 1.0

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"value": value} if isinstance(value, str | int | float) else value


def _one_target(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


class Merger(Frozen):
    """How an old member maps to today's."""

    field: str
    date: Day
    from_: Value = Key(alias="from")
    to: Annotated[tuple[MergerTarget, ...], BeforeValidator(_one_target)]


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
    _folder: Path | None = PrivateAttr(default=None)

    def lying_in(self, folder: Path) -> Catalog:
        """Return the same catalogue, with the folder in which the files lie that it names (the shapes of a map)."""
        placed = self.model_copy()
        placed._folder = folder
        return placed

    @cached_property
    def shapes(self) -> dict[FieldRef, Shapes]:
        """The documented shapes of members by field; none for a catalogue that lies nowhere."""
        if self._folder is None:
            return {}
        return {
            FieldRef(dataset.name, field.name): Shapes(self._folder / field.geojson.file, field.geojson.property)
            for dataset in self.datasets
            for field in dataset.fields
            if field.geojson is not None
        }

    @cached_property
    def by_name(self) -> dict[str, Dataset]:
        """Datasets by name."""
        return {dataset.name: dataset for dataset in self.datasets}

    @cached_property
    def formulas(self) -> tuple[tuple[Dataset, ...], dict[MetricRef, object]]:
        """What :mod:`assistant.catalog.formula` made of the metrics so far, and of which datasets.

        A changed copy of a catalogue takes what was cached along: whoever looks here looks at the datasets first.
        """
        return self.datasets, {}

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
