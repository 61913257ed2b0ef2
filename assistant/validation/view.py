"""What one role may see: the datasets and fields that exist for a query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlglot.schema import MappingSchema

from assistant.catalog.catalog import Catalog, FieldRef
from assistant.catalog.dataset import Dataset
from assistant.catalog.dialect import DUCKDB
from assistant.catalog.field import Field
from assistant.catalog.profile import DataProfile
from assistant.catalog.text import Language
from assistant.catalog.unit_kinds import added_together
from assistant.catalog.vocabulary import Datatype, FieldRole
from assistant.validation.remembered import Remembered

#: The end of the serving columns that hold missing codes; only compiled plans reach them.
MISSING_SUFFIX = "__missing"
_TYPES = {
    Datatype.STRING: "VARCHAR",
    Datatype.INTEGER: "BIGINT",
    Datatype.DECIMAL: "DECIMAL(18, 6)",
    Datatype.FLOAT: "DOUBLE",
    Datatype.BOOLEAN: "BOOLEAN",
    Datatype.DATE: "DATE",
    Datatype.DATETIME: "TIMESTAMP",
}


@dataclass(frozen=True)
class View:
    """The catalogue as one role sees it. ``internal`` is true for compiled plans: they may use hidden fields.
    ``profile`` says which members, levels and periods the data hold, when somebody knows.

    Names are compared in lower case, as the engine does, quoted or not.
    """

    catalog: Catalog
    role: str
    language: Language
    internal: bool = False
    profile: DataProfile | None = None

    @cached_property
    def datasets(self) -> dict[str, Dataset]:
        """Datasets that the role may ask about, by lower-case name."""
        return {dataset.name.lower(): dataset for dataset in self.catalog.datasets if self.permits(dataset)}

    @cached_property
    def closed(self) -> dict[str, Dataset]:
        """Documented datasets that are not for this role."""
        return {dataset.name.lower(): dataset for dataset in self.catalog.datasets if not self.permits(dataset)}

    def permits(self, dataset: Dataset) -> bool:
        """Whether the role may ask about a dataset."""
        return not dataset.access or self.role in dataset.access

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """Reachable columns and their SQL types, by dataset, in documented order."""
        return {name: self._columns(dataset) for name, dataset in self.datasets.items()}

    def _columns(self, dataset: Dataset) -> dict[str, str]:
        columns = {field.name.lower(): sql_type(field) for field in dataset.fields if field.reachable or self.internal}
        if self.internal:
            for field in dataset.fields:
                if any(code != "null" for code in field.missing):
                    columns[f"{field.name}{MISSING_SUFFIX}".lower()] = "VARCHAR"
        return columns

    @cached_property
    def schema(self) -> MappingSchema:
        """The reachable columns as the parser's library wants them, to find the source of every name."""
        return MappingSchema({name: dict(columns) for name, columns in self.columns.items()}, dialect=DUCKDB)

    @cached_property
    def remembered(self) -> dict[Any, Any]:
        """What rules worked out about the catalogue and need again for the next query; it may be emptied any time."""
        return {}

    @cached_property
    def plans(self) -> Remembered:
        """The compiled plans that were accepted for this view."""
        return Remembered()

    @cached_property
    def units_together(self) -> frozenset[frozenset[str]]:
        """Pairs of counted things that the catalogue itself adds up."""
        return added_together(self.catalog)

    @cached_property
    def field_names(self) -> frozenset[str]:
        """Every reachable column name, of whatever dataset."""
        return frozenset(name for columns in self.columns.values() for name in columns)

    @cached_property
    def hidden_names(self) -> frozenset[str]:
        """Names of documented fields that no query reaches, as far as no reachable field is called the same."""
        every = {field.name.lower() for dataset in self.catalog.datasets for field in dataset.fields}
        return frozenset(every - self.field_names)

    @cached_property
    def _refs(self) -> dict[str, dict[str, FieldRef]]:
        refs: dict[str, dict[str, FieldRef]] = {}
        for name, dataset in self.datasets.items():
            known = {field.name.lower(): FieldRef(dataset.name, field.name) for field in dataset.fields}
            ends = {f"{column}{MISSING_SUFFIX}": ref for column, ref in known.items()}
            refs[name] = ends | known
        return refs

    def ref(self, dataset: str, column: str) -> FieldRef:
        """Return the documented field behind a serving column (a missing-code column stands for its field)."""
        return self._refs[dataset][column]

    def field(self, ref: FieldRef) -> Field:
        """Return the documentation of a field."""
        return self.catalog.field(ref)

    @cached_property
    def filtered(self) -> frozenset[str]:
        """The datasets of which this role sees some rows only."""
        return frozenset(name for name, dataset in self.datasets.items() if self.row_filter(dataset) is not None)

    def row_filter(self, dataset: Dataset) -> str | None:
        """Return the predicate on the rows this role sees; None when it sees all; a role not named sees none."""
        if not dataset.row_filter:
            return None
        return dataset.row_filter.get(self.role, dataset.row_filter.get("*", "FALSE"))


def sql_type(field: Field) -> str:
    """Return the SQL type that a field is served in; an undocumented measure is a number, all else text."""
    if field.datatype is not None:
        return _TYPES[field.datatype]
    return "DOUBLE" if field.role is FieldRole.MEASURE else "VARCHAR"


@lru_cache(maxsize=32)
def _views(key: tuple[int, int], role: str, language: Language, internal: bool) -> list[View]:
    return []


def view_of(
    catalog: Catalog, role: str, language: Language, internal: bool, profile: DataProfile | None = None
) -> View:
    """Return the view for a role; remembered, for what it works out is the same for every query."""
    slot = _views((id(catalog), id(profile)), role, language, internal)
    if not slot or slot[0].catalog is not catalog or slot[0].profile is not profile:
        slot[:] = [View(catalog, role, language, internal, profile)]
    return slot[0]
