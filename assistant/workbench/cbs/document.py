"""The first YAML of an imported dataset: what the service says, in the words of the catalogue format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.catalog.vocabulary import Aggregation, Grain
from assistant.workbench.cbs.layout import DimensionColumn, Layout, MeasureColumn, grain_words, label
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.cbs.periods import PeriodCode, format_of
from assistant.workbench.cbs.table import TableDoc
from assistant.workbench.cbs.totals import Whole
from assistant.workbench.cbs.words import fill, in_both, words
from assistant.workbench.cbs.yaml_files import today

_LONGEST_DEFINITION = 1500
_CC_BY = "creativecommons.org/licenses/by/4.0"


@dataclass(frozen=True, slots=True)
class Part:
    """One dataset of a table: its grain (None: no calendar periods), its periods, and what its columns hold.

    ``figures`` counts the values. ``members`` are the codes present per dimension column. Per measure column
    ``reasons`` are the reasons of absence that occur, ``shifts`` what their codes are multiplied by to stay clear
    of real figures, and ``whole_numbers`` whether every figure is a whole number.
    """

    name: str
    grain: Grain | None
    periods: tuple[PeriodCode, ...]
    figures: int
    members: Mapping[str, set[str]]
    reasons: Mapping[str, set[str]]
    shifts: Mapping[str, int]
    whole_numbers: Mapping[str, bool]


def dataset_document(part: Part, layout: Layout, wholes: Mapping[str, Whole], region_dataset: str) -> Document:
    """Return the documentation of one dataset, before any preset."""
    table = layout.table
    has_status = any(period.status for period in part.periods)
    fields = [_region(column) for column in layout.regions]
    fields += [_time(part)] if layout.time else []
    fields += [_dimension(column, wholes[column.name], part, table.language) for column in layout.plain]
    fields += [_measure(column, part, table.language) for column in layout.measures]
    fields += [_status(layout.status, part)] if has_status else []
    document: Document = {
        "name": part.name,
        "title": {table.language: table.title},
        "description": {table.language: table.description} if table.description else None,
        "source": f"{part.name}.parquet",
        "primary_key": primary_key(layout, part),
        "owner": {"name": words()["texts"]["publisher"]} | ({"email": table.contact} if table.contact else {}),
        "provenance": provenance(table),
        "updated": table.modified,
        "update_frequency": words()["frequencies"].get(table.frequency),
        "provisional": _provisional(layout.status, part) if has_status else None,
        "disclosure": {"off": words()["texts"]["protected"]},
        "fields": fields,
        "relationships": [_relationship(part.name, column, region_dataset) for column in layout.regions],
        "caveats": [_selection(column, part, table.language) for column in selections(layout, wholes)],
    }
    return {key: value for key, value in document.items() if value not in (None, [])}


def primary_key(layout: Layout, part: Part) -> list[str]:
    """Return the columns that identify one row: every dimension and the period."""
    period = [grain_words(part.grain)["name"]] if layout.time else []
    return [*(column.name for column in layout.regions), *period, *(column.name for column in layout.plain)]


def provenance(table: TableDoc) -> Document:
    """Return where the figures come from."""
    licence = "CC-BY-4.0" if table.license and _CC_BY in table.license else table.license
    found = {"publisher": words()["texts"]["publisher"], "identifier": table.identifier, "url": table.url or None}
    found |= {"license": licence}
    return {key: value for key, value in found.items() if value} | {"retrieved": today()}


def selections(layout: Layout, wholes: Mapping[str, Whole]) -> list[DimensionColumn]:
    """Return the dimensions of which one part was brought: figures are about that part only."""
    return [column for column in layout.plain if wholes[column.name].outcome == "selection"]


def _region(column: DimensionColumn) -> Document:
    return {"name": column.name, "role": "key", "datatype": "String", **words()["texts"]["region"]}


def _time(part: Part) -> Document:
    entry = grain_words(part.grain)
    field = {"name": entry["name"], "role": "time" if part.grain else "dimension", "datatype": "String"}
    field |= {"label": entry["label"], "synonyms": entry["synonyms"]}
    if part.grain:
        return field | {"grain": part.grain.value, "format": format_of(part.grain)}
    members = [{"value": period.stored, "label": {"nl": period.title}} for period in part.periods]
    return field | {"members": members, "exclusive": True}


def _dimension(column: DimensionColumn, whole: Whole, part: Part, language: str) -> Document:
    dimension = column.dimension
    field: Document = {"name": column.name, "role": "dimension", "datatype": "String"}
    field["label"] = label(dimension.title, language)
    if dimension.description:
        field["definition"] = {language: _short(dimension.description)}
    present = part.members[column.name]
    field["members"] = [
        {"value": code.identifier, "label": in_both(code.title, language)}
        | ({"definition": {language: _short(code.description)}} if code.description else {})
        for code in dimension.codes
        if code.identifier in present
    ]
    field |= {"total": whole.total} if whole.total else {}
    field |= {"exclusive": True} if whole.exclusive else {}
    return field | ({"default": whole.default} if whole.default else {})


def _measure(column: MeasureColumn, part: Part, language: str) -> Document:
    measure, unit, meaning = column.measure, column.unit, column.meaning
    field: Document = {"name": column.name, "role": "measure"}
    field["datatype"] = "Integer" if part.whole_numbers[column.name] else "Float"
    field["label"] = column.label
    if measure.description:
        field["definition"] = {language: _short(measure.description)}
    if unit.name:
        field["unit"] = _unit(column, language)
    field |= {"scale": unit.scale} if unit.scale != 1 else {}
    field["decimals"] = unit.decimals(measure.decimals)
    field["aggregation"] = meaning.aggregation.value
    if meaning.aggregation is not Aggregation.NONE:
        field["over_time"] = meaning.over_time.value
        field |= {"reference": meaning.reference.value} if meaning.reference else {}
    return field | {"missing": _missing(part.reasons[column.name], part.shifts[column.name])}


def _unit(column: MeasureColumn, language: str) -> Any:
    known: dict[str, str] | None = words()["units"].get(column.unit.name)
    if known is None:
        return {language: column.unit.name}
    return fill(known, base={"nl": column.unit.index or ""})


def _missing(reasons: set[str], shift: int) -> Document:
    known = words()["missing"]
    found: Document = {"null": known["Impossible"]["text"]}
    for reason in sorted(reasons):
        entry = known.get(reason, known["Other"])
        if entry["code"] is not None:
            found[str(entry["code"] * shift)] = entry["text"]
    return found


def _status(name: str, part: Part) -> Document:
    known = words()["statuses"]
    statuses = sorted({period.status for period in part.periods if period.status})
    members = [{"value": status, "label": known.get(status, {"nl": status})} for status in statuses]
    return {
        "name": name, "role": "attribute", "datatype": "String", **words()["texts"]["status"], "members": members
    }  # fmt: skip


def _provisional(name: str, part: Part) -> str:
    final = set(words()["final"])
    found = {period.status for period in part.periods if period.status} - final
    # Named also when no row is provisional today: the next refresh may bring one.
    statuses = sorted(found | (set(words()["statuses"]) - final))
    return f"{name} IN ({', '.join(_quoted(status) for status in statuses)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _relationship(name: str, column: DimensionColumn, region_dataset: str) -> Document:
    suffix = "" if column.name == "regio_code" else f"_{column.name}"
    return {
        "name": f"{name}_{region_dataset}{suffix}", "from": name, "to": region_dataset,
        "from_columns": [column.name], "to_columns": ["regio_code"],
    }  # fmt: skip


def _selection(column: DimensionColumn, part: Part, language: str) -> Document:
    code = next(code for code in column.dimension.codes if code.identifier in part.members[column.name])
    text = fill(
        words()["texts"]["selection"],
        dimension=label(column.dimension.title, language),
        member=label(code.title, language),
    )
    return {"id": f"selectie-{column.name.replace('_', '-')}", "severity": "important", "text": text}


def _short(text: str) -> str:
    if len(text) <= _LONGEST_DEFINITION:
        return text
    return text[:_LONGEST_DEFINITION].rsplit(" ", 1)[0] + " …"
