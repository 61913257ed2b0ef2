"""Regions of the service: level from the code, name without its level, ancestors from codes and groups."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import InputError
from assistant.workbench.cbs.table import Code
from assistant.workbench.cbs.words import words

#: The level that a home stands at.
MUNICIPALITY = "gemeente"

_SUFFIX = re.compile(r"\s*\(([^()]*)\)$")
_FOUNDED = re.compile(r"(?:Begindatum|Ingesteld per)\s+(\d{2})-(\d{2})-(\d{4})")
_ABOLISHED = re.compile(r"Opgeheven per\s+(\d{2})-(\d{2})-(\d{4})")
_MEMBERS = re.compile(r"^[^:\n]+:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Region:
    """One area. ``parents`` maps a level to the code of the ancestor at that level, as far as it is known."""

    code: str
    name: str
    level: str
    parents: dict[str, str] = field(default_factory=dict)
    founded: dt.date | None = None
    abolished: dt.date | None = None


def level_of(code: str) -> str:
    """Return the level that the letters of a region code stand for."""
    levels = words()["levels"]
    return str(levels.get(code[:2].upper(), levels["OTHER"])["value"])


def read_regions(codes: tuple[Code, ...]) -> dict[str, Region]:
    """Return the regions of a code list by code, each with the ancestors that the list tells of."""
    regions = {code.identifier: _region(code) for code in codes}
    country = next((region.code for region in regions.values() if region.level == "land"), None)
    parts = _parts_of_country(codes, regions)
    return {
        code: replace(region, parents=_parents(region, regions, country, parts)) for code, region in regions.items()
    }


def plain_name(name: str) -> str | None:
    """Return the name people say for a name with an addition: ``Rijswijk (ZH.)`` is Rijswijk; None without one."""
    return _SUFFIX.sub("", name) if _SUFFIX.search(name) else None


def municipality(said: str, regions: dict[str, Region]) -> str:
    """Return the code of the municipality that a maintainer names by code, number or name."""
    wanted = said.strip().casefold()
    found = [
        region.code
        for region in regions.values()
        if region.level == MUNICIPALITY
        and wanted
        in {name.casefold() for name in (region.code, region.code[2:], region.name, plain_name(region.name)) if name}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"more than one municipality is called {said!r}", hint=f"give its code: {', '.join(found)}")
    raise InputError(f"the figures hold no municipality {said!r}", hint="give its code, such as GM0344, or its name")


def _region(code: Code) -> Region:
    level = level_of(code.identifier)
    suffix = _SUFFIX.search(code.title)
    says_level = suffix is not None and suffix[1] in words()["level_suffixes"]
    # "GMPV26" groups the municipalities of province 26.
    province = re.fullmatch(r"[A-Z]{2}(PV\d{2})", code.group)
    return Region(
        code=code.identifier,
        name=_SUFFIX.sub("", code.title) if says_level else code.title,
        level=level,
        parents={"provincie": province[1]} if province else {},
        founded=_date(_FOUNDED, code.description),
        abolished=_date(_ABOLISHED, code.description),
    )


def _parts_of_country(codes: tuple[Code, ...], regions: dict[str, Region]) -> dict[str, str]:
    """Return per province the part of the country whose description lists it (Noord-Nederland: Groningen, …)."""
    provinces = {region.name: region.code for region in regions.values() if region.level == "provincie"}
    found: dict[str, str] = {}
    for code in codes:
        if regions[code.identifier].level != "landsdeel":
            continue
        for line in _MEMBERS.findall(code.description):
            names = [name.strip() for name in line.split(",")]
            if all(name in provinces for name in names):
                found.update({provinces[name]: code.identifier for name in names})
    return found


def _parents(region: Region, regions: dict[str, Region], country: str | None, parts: dict[str, str]) -> dict[str, str]:
    parents: dict[str, str] = {}
    if country is not None and region.level != "land":
        parents["land"] = country
    if region.level == "buurt":
        parents["wijk"] = f"WK{region.code[2:8]}"
    if region.level in {"wijk", "buurt"}:
        parents["gemeente"] = f"GM{region.code[2:6]}"
    municipality = regions.get(parents.get("gemeente", ""))
    province = (municipality or region).parents.get("provincie")
    if province is not None:
        parents["provincie"] = province
    part = parts.get(province or region.code)
    if part is not None:
        parents["landsdeel"] = part
    return parents


def _date(pattern: re.Pattern[str], text: str) -> dt.date | None:
    match = pattern.search(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def level_words(level: str) -> dict[str, Any]:
    """Return the reviewed words of a level."""
    found: dict[str, Any] = next(entry for entry in words()["levels"].values() if entry["value"] == level)
    return found
