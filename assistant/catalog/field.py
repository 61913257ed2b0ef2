"""A documented field: what a column means."""

from __future__ import annotations

from typing import Any

from pydantic import Field as Key
from pydantic import field_validator, model_validator

from assistant.catalog.disclosure import Disclosure
from assistant.catalog.text import Frozen, Synonyms, Text
from assistant.catalog.vocabulary import Aggregation, Better, Datatype, FieldRole, Grain, OverTime, Reference


def as_text(value: Any) -> Any:
    """Read a scalar member value as text, so that ``0344`` and ``2024`` compare as they are written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


class MemberDoc(Frozen):
    """A documented value of a dimension: the label and words people use for it."""

    value: str
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    definition: Text | None = None

    _value = field_validator("value", mode="before")(as_text)


class Levels(Frozen):
    """One column that holds several levels, such as country, municipality and neighbourhood."""

    field: str
    order: tuple[str, ...]
    parents: dict[str, str] = Key(default_factory=dict)


class GeoJson(Frozen):
    """Shapes of the members, for a map."""

    file: str
    property: str


class Margin(Frozen):
    """The 95 % interval of a survey figure: a field with the half-width, or fields with both bounds."""

    half_width: str | None = None
    lower: str | None = None
    upper: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"half_width": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _whole(self) -> Margin:
        if not self.half_width and not (self.lower and self.upper):
            raise ValueError("a margin names one field with the half-width, or both lower and upper")
        return self


class MeasureKeys(Frozen):
    """The keys that a measure field with an aggregation shares with a derived metric."""

    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    definition: Text | None = None
    unit: Text | None = None
    scale: float = 1
    decimals: int | None = None
    aggregation: Aggregation | None = None
    weight: str | None = None
    over_time: OverTime | None = None
    reference: Reference | None = None
    time: str | None = None
    filter: str | None = None
    better: Better = Better.NEUTRAL
    persons: bool = False
    margin: Margin | None = None
    related: tuple[str, ...] = ()
    disclosure: Disclosure | None = None


class Field(MeasureKeys):
    """One column of a dataset. Only listed fields exist for the assistant."""

    name: str
    role: FieldRole
    column: str | None = None
    expression: str | None = None
    label_field: str | None = None
    datatype: Datatype | None = None
    grain: Grain | None = None
    format: str | None = None
    members: tuple[MemberDoc, ...] = ()
    total: str | None = None
    levels: Levels | None = None
    order: tuple[str, ...] = ()
    exclusive: bool = False
    default: str | None = None
    missing: dict[str, Text] = Key(default_factory=dict)
    range: tuple[float, float] | None = None
    personal: bool = False
    geojson: GeoJson | None = None

    _total = field_validator("total", "default", mode="before")(as_text)

    @field_validator("order", mode="before")
    @classmethod
    def _order(cls, value: Any) -> Any:
        return [as_text(item) for item in value] if isinstance(value, list | tuple) else value

    @field_validator("missing", mode="before")
    @classmethod
    def _missing(cls, value: Any) -> Any:
        # YAML reads the key `null` as no value at all; the format means the text "null".
        if isinstance(value, dict):
            return {"null" if key is None else as_text(key): text for key, text in value.items()}
        return value

    @property
    def is_metric(self) -> bool:
        """A measure with an aggregation can be asked for by itself."""
        return self.role is FieldRole.MEASURE and self.aggregation is not None

    @property
    def reachable(self) -> bool:
        """Whether anyone may name this field in a question or a query."""
        return self.role is not FieldRole.HIDDEN and not self.personal

    @property
    def source_column(self) -> str:
        """The name of the column in the stored table."""
        return self.column or self.name
