"""How the whole program names a field and a metric."""

from __future__ import annotations

from typing import NamedTuple


class FieldRef(NamedTuple):
    """``dataset.field``, the one way to name a field across the whole program."""

    dataset: str
    field: str

    @classmethod
    def parse(cls, text: str) -> FieldRef:
        """Read ``dataset.field``."""
        dataset, _, field = text.partition(".")
        return cls(dataset, field)

    def __str__(self) -> str:
        return f"{self.dataset}.{self.field}"


class MetricRef(NamedTuple):
    """``dataset.metric``, the one way to name a metric across the whole program."""

    dataset: str
    metric: str

    @classmethod
    def parse(cls, text: str) -> MetricRef:
        """Read ``dataset.metric``."""
        dataset, _, metric = text.partition(".")
        return cls(dataset, metric)

    def __str__(self) -> str:
        return f"{self.dataset}.{self.metric}"
