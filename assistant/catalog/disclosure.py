"""The small-count rule of a catalogue, a dataset or a metric."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from assistant.catalog.text import Frozen, Text


class Disclosure(Frozen):
    """Counts from 1 up to ``min_count - 1`` are withheld; ``off`` carries the reason why the rule does not hold.

    ``fields`` (catalogue level only) lists metrics as ``dataset.metric`` beside those that say ``persons: true``.
    """

    min_count: int | None = None
    fields: tuple[str, ...] = ()
    round_to: int | None = None
    withhold_zero: bool = False
    off: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _yaml_off(cls, value: Any) -> Any:
        # Hand-written YAML 1.1 editors turn `off` into false; the loader reads YAML 1.2, callers may not.
        if isinstance(value, dict) and False in value:
            return {("off" if key is False else key): item for key, item in value.items()}
        return value
