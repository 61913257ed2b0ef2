"""The figures that are set side by side, ranked or compared over time: as they are, or divided first."""

from __future__ import annotations

from dataclasses import replace

from assistant.plan import Per, Ratio, Refusal
from assistant.sql.ask import Ask
from assistant.sql.calculations.quotient import quotient
from assistant.sql.figures import figures
from assistant.sql.result import Making
from assistant.sql.shape import Shape


def of_each(making: Making, ask: Ask, of: Per | Ratio | None) -> Shape | Refusal:
    """Return the relation of figures; with a division its outcome stands for the metric, resting on both counts."""
    if of is None:
        return figures(making.setting, ask, making.query)
    found = quotient(making, ask, of)
    if isinstance(found, Refusal):
        return found
    counts = {column.name: column.counts for column in found.values}
    shape = found.shape
    shape.metrics = dict(found.outcome)
    shape.counts = {ref: counts[name] for ref, name in found.outcome.items()}
    return shape


def named(making: Making, of: Per | Ratio | None) -> Making:
    """Return the making in which headings and units are those of the divided figure."""
    return replace(making, setting=replace(making.setting, of=of)) if of is not None else making
