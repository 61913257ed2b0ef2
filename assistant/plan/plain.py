"""Writes a decision down as JSON, so that it can be kept and read back by ``thawing``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any

from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period


def plain(value: Any, *, lean: bool = False) -> Any:
    """Return a decision as JSON: each type by its name with its fields, references and periods as text.

    ``lean`` leaves out what has its usual value, for people who read it.
    """
    match value:
        case FieldRef() | MetricRef():
            return str(value)
        case Period():
            return value.text
        case Enum():
            return value.value
        case tuple() | list():
            return [plain(item, lean=lean) for item in value]
    if is_dataclass(value):
        named = {one.name: getattr(value, one.name) for one in fields(value)}
        usual = dict(_usual(fields(value))) if lean else {}
        told = {name: plain(one, lean=lean) for name, one in named.items() if name not in usual or usual[name] != one}
        return {"type": type(value).__name__} | told
    return value


def _usual(known: tuple[Field[Any], ...]) -> Iterator[tuple[str, Any]]:
    for one in known:
        if one.default is not MISSING:
            yield one.name, one.default
