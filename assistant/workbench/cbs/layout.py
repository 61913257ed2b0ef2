"""Which columns the imported table gets: names for regions, periods, dimensions and measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.catalog.vocabulary import Grain
from assistant.workbench.cbs.meaning import Meaning, meaning_of
from assistant.workbench.cbs.naming import Names
from assistant.workbench.cbs.overlay import Document, left_out, names_by_code
from assistant.workbench.cbs.report import Notes
from assistant.workbench.cbs.table import Dimension, Measure, TableDoc
from assistant.workbench.cbs.units import Unit, read_unit
from assistant.workbench.cbs.words import in_both, words


@dataclass(frozen=True, slots=True)
class DimensionColumn:
    """A dimension and the column that holds its codes."""

    dimension: Dimension
    name: str


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """A measure, its column, and what its figures mean."""

    measure: Measure
    name: str
    label: dict[str, str]
    unit: Unit
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of every dataset that one table becomes."""

    table: TableDoc
    regions: tuple[DimensionColumn, ...]
    plain: tuple[DimensionColumn, ...]
    time: Dimension | None
    status: str
    measures: tuple[MeasureColumn, ...]

    @property
    def keys(self) -> tuple[DimensionColumn, ...]:
        """Regions and plain dimensions, in the order they are stored."""
        return self.regions + self.plain


def lay_out(table: TableDoc, measure_codes: set[str], preset: Document, notes: Notes) -> Layout:
    """Name the columns for the measures that were brought."""
    given = names_by_code(preset)
    names = Names((*(entry["name"] for entry in words()["grains"].values()), *given.values()))
    status = names.take("status", "cbs")
    geo = table.of_kind("geo")
    regions = tuple(
        DimensionColumn(
            found,
            given.get(found.identifier)
            or names.take("regio_code" if len(geo) == 1 else f"{found.title} code", found.identifier),
        )
        for found in geo
    )
    # A table with two time dimensions keeps its first as time; the other is a dimension like any other.
    times = table.of_kind("time")
    plain = tuple(
        DimensionColumn(found, given.get(found.identifier) or names.take(found.title, found.identifier))
        for found in (*table.of_kind("plain"), *times[1:])
    )
    out = left_out(preset)
    brought = [measure for measure in table.measures if measure.code in measure_codes and measure.code not in out]
    measures = tuple(_measure(measure, brought, given, names, table.language, notes) for measure in brought)
    return Layout(table, regions, plain, times[0] if times else None, status, measures)


def _measure(
    measure: Measure, brought: list[Measure], given: dict[str, str], names: Names, language: str, notes: Notes
) -> MeasureColumn:
    title = measure.title
    shared = sum(other.title == title for other in brought) > 1
    if shared and measure.group and measure.group != title:
        title = f"{measure.group}: {title[:1].lower()}{title[1:]}"
        shared = sum((other.group, other.title) == (measure.group, measure.title) for other in brought) > 1
    name = given.get(measure.code) or names.take(f"{title} {measure.code}" if shared else title, measure.code)
    if shared and measure.code not in given:
        notes.assumed("same_title", title=title, name=name)
    if shared:
        title = f"{title} ({measure.code})"
    unit = read_unit(measure.unit)
    return MeasureColumn(measure, name, label(title, language), unit, meaning_of(measure, unit))


def label(title: str, language: str) -> dict[str, str]:
    """Return a title as it is said inside a sentence: the first letter small, unless it is an abbreviation."""
    both = in_both(title, language)
    return {
        key: text[:1].lower() + text[1:] if text[1:2].islower() or not text[1:2].isalpha() else text
        for key, text in both.items()
    }


def grain_words(grain: Grain | None) -> dict[str, Any]:
    """Return the reviewed words of a grain; None: periods that are no calendar periods."""
    found: dict[str, Any] = words()["grains"][grain.value if grain else "other"]
    return found
