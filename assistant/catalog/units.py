"""What kind of figure a unit says it is: a percentage, an amount of money. The words stand in ``units.yaml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from assistant.catalog.text import Text
from assistant.own_yaml import read_own

_PIECE = re.compile(r"[%€]|[^\W\d_][\w']*(?:€)?")


def is_percentage(unit: Text | None) -> bool:
    """Whether a unit is a percentage ("%", "procent", "% van de huishoudens", "percentage points")."""
    return _begins_with("percentage", unit)


def is_money(unit: Text | None) -> bool:
    """Whether a unit is an amount of money ("euro", "€", "x 1.000 euro", "euro per inwoner")."""
    return _begins_with("money", unit)


def _begins_with(kind: str, unit: Text | None) -> bool:
    return unit is not None and any(_is(kind, text) for text in (unit.nl, unit.en) if text)


@lru_cache(maxsize=4096)
def _is(kind: str, text: str) -> bool:
    pieces = [piece for piece in _PIECE.findall(text.casefold()) if piece not in _words("amounts")]
    said = " ".join(pieces)
    return any(said == word or said.startswith(f"{word} ") for word in _words(kind))


@cache
def _words(kind: str) -> frozenset[str]:
    text = (resources.files("assistant.catalog") / "units.yaml").read_text(encoding="utf-8")
    return frozenset(str(word).casefold() for word in read_own(text)[kind])
