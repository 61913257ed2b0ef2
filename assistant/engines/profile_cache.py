"""The profile as JSON beside the serving database, so that a start need not look at the data again."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from pathlib import Path
from typing import Any

from assistant.catalog.catalog import FieldRef
from assistant.catalog.period import Period
from assistant.catalog.profile import DataMember, DataProfile, DatasetProfile, FieldProfile
from assistant.catalog.vocabulary import Grain

_SEPARATOR = "\0"


def save_profile(profile: DataProfile, path: Path) -> None:
    """Write ``profile`` whole or not at all."""
    beside = path.with_name(f"{path.stem}.{uuid.uuid4().hex[:8]}.building")
    datasets = [_packed(dataset) for dataset in profile.datasets.values()]
    try:
        beside.write_text(json.dumps({"digest": profile.digest, "datasets": datasets}, ensure_ascii=False), "utf-8")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def load_profile(path: Path, digest: str) -> DataProfile | None:
    """Return the cached profile, or None when there is none for ``digest`` or it cannot be read."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        if stored["digest"] != digest:
            return None
        datasets = [_unpacked(item) for item in stored["datasets"]]
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    return DataProfile(digest, {dataset.name: dataset for dataset in datasets})


def _packed(profile: DatasetProfile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "rows": profile.rows,
        "fields": {
            name: [field.complete, [_pack(member) for member in field.members]]
            for name, field in profile.fields.items()
        },
        "periods": {name: _pack_periods(periods) for name, periods in profile.periods.items()},
        "covered": {_SEPARATOR.join(key): _pack_periods(periods) for key, periods in profile.covered.items()},
        "levels": profile.levels,
    }


def _unpacked(stored: dict[str, Any]) -> DatasetProfile:
    name = stored["name"]
    fields = {
        field: FieldProfile(FieldRef(name, field), tuple(map(_unpack, members)), complete)
        for field, (complete, members) in stored["fields"].items()
    }
    known: dict[tuple[str, ...], Period] = {}
    covered = {
        (measure, time): _unpack_periods(periods, known)
        for key, periods in stored["covered"].items()
        for measure, time in [key.split(_SEPARATOR)]
    }
    periods = {time: _unpack_periods(found, known) for time, found in stored["periods"].items()}
    levels = {key: tuple(found) for key, found in stored["levels"].items()}
    return DatasetProfile(name, stored["rows"], fields, periods, covered, levels)


def _pack(member: DataMember) -> Any:
    if member.label is None and member.level is None and not member.parents:
        return member.value
    return [member.value, member.label, member.level, member.parents]


def _unpack(stored: Any) -> DataMember:
    if isinstance(stored, str):
        return DataMember(stored)
    value, label, level, parents = stored
    return DataMember(value, label, level, tuple((key, parent) for key, parent in parents))


def _pack_periods(periods: tuple[Period, ...]) -> list[list[str]]:
    return [[period.start.isoformat(), period.end.isoformat(), period.grain.value] for period in periods]


def _unpack_periods(stored: list[list[str]], known: dict[tuple[str, ...], Period]) -> tuple[Period, ...]:
    """Read periods, each distinct one only once: the same years come back for every measure."""
    periods: list[Period] = []
    for item in stored:
        key = tuple(item)
        if key not in known:
            start, end, grain = item
            known[key] = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end), Grain(grain))
        periods.append(known[key])
    return tuple(periods)
