"""How a figure may be added up, from its header and unit alone. In doubt it is not, and a TODO says so."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.workbench.adding.structure import Part
from assistant.workbench.adding.words import matches, spoken
from assistant.workbench.cbs.units import read_unit
from assistant.workbench.cbs.words import matches as cbs_matches


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is written about a figure; ``why`` names the message, ``open`` what a person should fill in."""

    datatype: str
    aggregation: str
    over_time: str | None
    reference: str | None
    unit: str
    scale: int
    why: tuple[str, ...]
    open: tuple[str, ...]


def meaning_of(part: Part, has_time: bool) -> Meaning:
    """Work out the meaning of a figure."""
    column = part.column
    header, unit = spoken(column.header), read_unit(column.unit)
    whole = column.number is not None and column.number.whole
    datatype = "Integer" if whole else "Decimal"
    name = unit.name or ("%" if header.rstrip(") ").endswith("%") else "")
    ratio = matches("ratio", header) or cbs_matches("published", header) or name.startswith(("%", "per ", "index"))
    if ratio or not whole:
        why = "not_summed" if ratio else "doubt_sum"
        asks = (*(() if name else ("unit",)), *(() if ratio else ("aggregation",)))
        return Meaning(datatype, "none", None, None, name, unit.scale, (why,), asks)
    over_time, reference, why = _over_time(header) if has_time else (None, None, "")
    asks = (*(() if name else ("unit",)), *(("over_time",) if why == "doubt_time" else ()), "persons")
    return Meaning(datatype, "sum", over_time, reference, name, unit.scale, ("summed", *((why,) if why else ())), asks)


def _over_time(header: str) -> tuple[str, str | None, str]:
    said = header.lower()
    start, end = cbs_matches("start", said), cbs_matches("end", said)
    if start != end:
        return "last", "start" if start else "end", "stock"
    if cbs_matches("flow", said) and not start:
        return "sum", None, "flow"
    return "none", None, "doubt_time"
