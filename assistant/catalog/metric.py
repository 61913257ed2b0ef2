"""A metric: what can be asked. Measure fields with an aggregation and derived metrics look the same here."""

from __future__ import annotations

from pydantic import Field as Key
from pydantic import PrivateAttr

from assistant.catalog.field import Field, MeasureKeys
from assistant.catalog.text import Frozen, Text
from assistant.catalog.vocabulary import Aggregation, OverTime


class Running(Frozen):
    """Counts the rows whose interval [from, to) holds the reference date; an empty ``to`` is still running."""

    from_: str = Key(alias="from")
    to: str


class Metric(MeasureKeys):
    """One figure that can be asked for.

    ``field`` is set (by :meth:`of_field`) when the metric is a measure field of the same name; otherwise the
    metric is derived from ``expression``, ``running`` or a bare ``aggregation: count``.
    """

    name: str
    expression: str | None = None
    running: Running | None = None
    missing: dict[str, Text] = Key(default_factory=dict)
    _field: str | None = PrivateAttr(default=None)

    @classmethod
    def of_field(cls, field: Field) -> Metric:
        """Return the metric that a measure field with an aggregation is."""
        shared = {key: getattr(field, key) for key in MeasureKeys.model_fields}
        metric = cls.model_construct(name=field.name, missing=field.missing, expression=None, running=None, **shared)
        metric._field = field.name
        return metric

    @property
    def field(self) -> str | None:
        """The measure field that this metric is, or None when it is derived."""
        return self._field

    @property
    def behaviour(self) -> OverTime:
        """How the figure behaves over time, with the default of its aggregation filled in."""
        if self.over_time is not None:
            return self.over_time
        if self.running is not None:
            return OverTime.LAST
        if self.aggregation is Aggregation.NONE:
            return OverTime.NONE
        return OverTime.SUM
