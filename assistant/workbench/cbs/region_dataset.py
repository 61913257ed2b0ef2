"""One dataset of regions for the whole catalogue: each import adds the regions it brings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from assistant.errors import SourceError
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.cbs.regions import Region, level_words, plain_name
from assistant.workbench.cbs.store import literal
from assistant.workbench.cbs.words import words

#: Levels that a region can name its ancestor at, coarse to fine, and the columns that hold them.
PARENTS = {level: f"{level}_code" for level in ("land", "landsdeel", "provincie", "gemeente", "wijk")}
_COLUMNS = ("regio_code VARCHAR", "naam VARCHAR", "niveau VARCHAR", *(f"{name} VARCHAR" for name in PARENTS.values()),
            "ontstaan DATE", "opgeheven DATE")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """All regions of the catalogue after an import, and how many were new."""

    regions: tuple[Region, ...]
    added: int


def is_ours(document: Document) -> bool:
    """Whether a dataset in the catalogue is a region dataset of this importer."""
    fields = {field.get("name") for field in document.get("fields", []) if isinstance(field, dict)}
    return {"regio_code", "naam", "niveau", *PARENTS.values()} <= fields


def merge(new: dict[str, Region], before: Path | None) -> Merged:
    """Add ``new`` to the regions that stand in ``before``; what both have is taken from the newest import."""
    old = _read(before) if before is not None and before.exists() else {}
    merged = {code: _kept_parents(new[code], old.get(code)) if code in new else old[code] for code in old | new}
    return Merged(tuple(merged[code] for code in sorted(merged)), added=len(new.keys() - old.keys()))


def write(regions: tuple[Region, ...], path: Path) -> None:
    """Write the regions as Parquet."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE regio ({', '.join(_COLUMNS)})")
        rows = [
            [region.code, region.name, region.level, *(region.parents.get(level) for level in PARENTS),
             region.founded, region.abolished]
            for region in regions
        ]  # fmt: skip
        if rows:
            connection.executemany(f"INSERT INTO regio VALUES ({', '.join('?' for _ in _COLUMNS)})", rows)
        connection.execute(f"COPY (SELECT * FROM regio ORDER BY regio_code) TO {literal(str(path))} (FORMAT parquet)")


def region_document(name: str, regions: tuple[Region, ...], preset: Document) -> Document:
    """Return the documentation of the region dataset; ``preset`` holds everyday names of places."""
    texts = words()["texts"]
    levels = [entry for entry in words()["levels"].values() if any(r.level == entry["value"] for r in regions)]
    order = [entry["value"] for entry in sorted((e for e in levels if "place" in e), key=lambda e: int(e["place"]))]
    parents = {level: column for level, column in PARENTS.items() if level in order[:-1]}
    key: Document = {
        "name": "regio_code",
        "role": "key",
        "datatype": "String",
        "label_field": "naam",
        **texts["region"],
    }
    if order:
        key["levels"] = {"field": "niveau", "order": order, "parents": parents}
    if members := _members(regions, preset):
        key["members"] = members
    hidden: list[Document] = [{"name": column, "role": "hidden", "datatype": "String"} for column in PARENTS.values()]
    return {
        "name": name,
        **texts["regions"],
        "source": f"{name}.parquet",
        "primary_key": ["regio_code"],
        "owner": {"name": texts["publisher"]},
        "provenance": {"publisher": texts["publisher"], "identifier": "RegioS", "license": "CC-BY-4.0"},
        "fields": [
            key,
            {"name": "naam", "role": "dimension", "datatype": "String", "label": texts["name"]},
            {"name": "niveau", "role": "hidden", "datatype": "String", "label": texts["level"],
             "members": [{k: entry[k] for k in ("value", "label", "synonyms")} for entry in levels]},
            *hidden,
            {"name": "ontstaan", "role": "attribute", "datatype": "Date", "label": texts["founded"]},
            {"name": "opgeheven", "role": "attribute", "datatype": "Date", "label": texts["abolished"]},
        ],
    }  # fmt: skip


def levels_in_words(regions: tuple[Region, ...], language: str) -> str:
    """Return how many regions there are per level, for the report."""
    counts = Counter(region.level for region in regions)
    return ", ".join(f"{level_words(level)['label'][language]} {number}" for level, number in sorted(counts.items()))


def _members(regions: tuple[Region, ...], preset: Document) -> list[Document]:
    """Return what people call regions besides their name: reviewed names, and names without their addition."""
    known = {member["value"]: member for member in preset.get("members", [])}
    found: list[Document] = []
    for region in regions:
        synonyms: dict[str, list[str]] = {
            language: list(said) for language, said in known.get(region.code, {}).get("synonyms", {}).items()
        }
        if plain := plain_name(region.name):
            synonyms["nl"] = [*synonyms.get("nl", []), plain]
        if synonyms:
            found.append({"value": region.code, "synonyms": synonyms})
    return found


def _kept_parents(new: Region, old: Region | None) -> Region:
    if old is None:
        return new
    return Region(
        new.code,
        new.name,
        new.level,
        old.parents | new.parents,
        new.founded or old.founded,
        new.abolished or old.abolished,
    )


def _read(path: Path) -> dict[str, Region]:
    columns = ["regio_code", "naam", "niveau", *PARENTS.values(), "ontstaan", "opgeheven"]
    try:
        with duckdb.connect() as connection:
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM read_parquet({literal(str(path))})").fetchall()
    except duckdb.Error as error:
        raise SourceError(
            f"{path} is no table of regions: {str(error).splitlines()[0]}",
            hint="move it away, and import the tables of this catalogue again",
        ) from error
    return {str(row[0]): _region(row) for row in rows}


def _region(row: tuple[Any, ...]) -> Region:
    parents = {level: str(code) for level, code in zip(PARENTS, row[3:-2], strict=True) if code is not None}
    founded, abolished = (value if isinstance(value, dt.date) else None for value in row[-2:])
    return Region(str(row[0]), str(row[1]), str(row[2]), parents, founded, abolished)
