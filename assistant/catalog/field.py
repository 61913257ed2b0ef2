"""A documented field: what a column means."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field as Key
from pydantic import WithJsonSchema, field_validator, model_validator

from assistant.catalog.disclosure import Disclosure
from assistant.catalog.text import Frozen, Synonyms, Text, Value, Values
from assistant.catalog.text import as_text as as_text
from assistant.catalog.vocabulary import Aggregation, Better, Datatype, FieldRole, Grain, OverTime, Reference

#: Two numbers for an editor; .inf leaves an end open.
_RANGE = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2}


class MemberDoc(Frozen):
    """A documented value of a dimension: the label and words people use for it."""

    value: Value
    label: Text | None = None
    synonyms: Synonyms = Synonyms()
    definition: Text | None = None


class Levels(Frozen):
    """One column that holds several levels, such as country, municipality and neighbourhood."""

    field: str
    order: Values
    parents: dict[Value, str] = Key(default_factory=dict)


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
    related: Values = ()
    disclosure: Disclosure | None = None


class Field(MeasureKeys):
    """One column of a dataset. Only listed fields exist for the assistant."""

    name: str
    role: FieldRole
    column: Value | None = None
    expression: str | None = None
    label_field: str | None = None
    datatype: Datatype | None = None
    grain: Grain | None = None
    format: str | None = None
    members: tuple[MemberDoc, ...] = ()
    total: Value | None = None
    levels: Levels | None = None
    order: Values = ()
    exclusive: bool = False
    default: Value | None = None
    missing: dict[str, Text] = Key(default_factory=dict)
    range: Annotated[tuple[float, float], WithJsonSchema(_RANGE)] | None = None
    personal: bool = False
    geojson: GeoJson | None = None

    @field_validator("range", mode="before")
    @classmethod
    def _open_ended(cls, value: Any) -> Any:
        # YAML writes infinity as .inf; a range may have one open end.
        if isinstance(value, list | tuple):
            return [end.replace(".inf", "inf") if isinstance(end, str) else end for end in value]
        return value

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
