"""How a measure may be added up: over members, and over time. In doubt it is not, and the report says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.catalog.vocabulary import Aggregation, OverTime, Reference
from assistant.workbench.cbs.table import Measure
from assistant.workbench.cbs.units import Unit
from assistant.workbench.cbs.words import matches

Doubt = Literal["not_summed", "doubt_sum", "doubt_time", "stock"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The aggregation meaning of one measure, and what was assumed to reach it."""

    aggregation: Aggregation
    over_time: OverTime
    reference: Reference | None = None
    assumed: Doubt | None = None


def meaning_of(measure: Measure, unit: Unit) -> Meaning:
    """Work out the meaning from unit, title and definition."""
    title = f"{measure.group} {measure.title}"
    if (
        unit.index is not None
        or unit.name.startswith("%")
        or matches("published", title)
        or unit.name.startswith("per ")
    ):
        return Meaning(Aggregation.NONE, OverTime.NONE, assumed="not_summed")
    if not unit.is_count and not matches("amount", measure.title):
        return Meaning(Aggregation.NONE, OverTime.NONE, assumed="doubt_sum")
    if measure.presentation == "Relative":
        return Meaning(Aggregation.NONE, OverTime.NONE, assumed="not_summed")
    return _over_time(measure)


def _over_time(measure: Measure) -> Meaning:
    for text in (measure.title, measure.description):
        start, end = matches("start", text), matches("end", text)
        if start != end:
            reference = Reference.START if start else Reference.END
            return Meaning(Aggregation.SUM, OverTime.LAST, reference, assumed="stock")
        if not start and matches("flow", text):
            return Meaning(Aggregation.SUM, OverTime.SUM)
    return Meaning(Aggregation.SUM, OverTime.NONE, assumed="doubt_time")
