"""Reads a kept plan back: what ``keeping.plain`` wrote becomes again what it was written from."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

import assistant.plan
from assistant.catalog.catalog import FieldRef, MetricRef
from assistant.catalog.period import Period
from assistant.plan import Decision

#: Every type that can stand in a plan, by its name.
_TYPES: dict[str, Any] = {
    name: found for name in assistant.plan.__all__ if is_dataclass(found := getattr(assistant.plan, name))
}


class Unreadable(ValueError):
    """A plan of another version, or one that was changed by hand: it cannot be asked again."""


def thawed(kept: Any) -> Decision:
    """Return the decision that was kept; raises :class:`Unreadable` when this version cannot read it."""
    try:
        return _object(kept)  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"a kept plan cannot be read: {error}") from error


def _object(kept: Any) -> Any:
    made = _TYPES[kept["type"]]
    hints = _hints(made)
    known = {one.name for one in fields(made)}
    return made(**{name: _value(value, hints[name]) for name, value in kept.items() if name in known})


@lru_cache(maxsize=64)
def _hints(made: type) -> dict[str, Any]:
    return typing.get_type_hints(made)


def _value(kept: Any, hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if isinstance(kept, dict):
        return _object(kept)
    if origin in (typing.Union, types.UnionType):
        return None if kept is None else _one_of(kept, typing.get_args(hint))
    if origin is tuple:
        (item, *rest) = typing.get_args(hint)
        if rest == [Ellipsis]:
            return tuple(_value(one, item) for one in kept)
        return tuple(_value(one, of) for one, of in zip(kept, (item, *rest), strict=True))
    if hint in (FieldRef, MetricRef):
        dataset, _, name = str(kept).partition(".")
        return hint(dataset, name)
    if hint is Period:
        return Period.parse(kept)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(kept)
    return kept


def _one_of(kept: Any, hints: tuple[Any, ...]) -> Any:
    """Read a value by the first hint that it fits; what is no type of ours is kept as it is."""
    for hint in hints:
        if hint in (FieldRef, MetricRef, Period) or (isinstance(hint, type) and issubclass(hint, Enum)):
            return _value(kept, hint)
        if typing.get_origin(hint) is tuple and isinstance(kept, list):
            return _value(kept, hint)
    return kept
