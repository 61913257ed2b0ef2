"""Figures as the reader writes them: 374.238 and 3,4 % in Dutch, 374,238 and 3.4% in English."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from assistant.catalog.text import Language

Number = int | float | Decimal

_EURO = {"euro", "euros", "euro's", "eur", "€"}
_PERCENT = {"%", "procent", "percent", "percentage"}
POINTS: dict[Language, str] = {"nl": "procentpunt", "en": "percentage points"}


def is_number(value: object) -> bool:
    """Whether a cell holds a finite number (a Boolean is none)."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return math.isfinite(value)


def as_decimal(value: Number) -> Decimal:
    """Return the number as people would write it out, without binary noise."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def rounded(value: Number, decimals: int) -> Decimal:
    """Round half away from zero, as people are taught; never a negative zero."""
    result = as_decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def kind_of_unit(unit: str | None) -> str:
    """Return ``percent``, ``euro``, ``points`` or ``other``; a tail as in "euro per inwoner" is ignored."""
    first = (unit or "").strip().casefold().split(" ")[0]
    if (unit or "").strip().casefold() in {"procentpunt", "procentpunten", *POINTS.values()}:
        return "points"
    if first in _PERCENT:
        return "percent"
    return "euro" if first in _EURO else "other"


def default_decimals(value: Number, unit: str | None) -> int:
    """Return how many decimals a figure gets when its metric does not say: enough to be told from zero."""
    kind = kind_of_unit(unit)
    size = abs(as_decimal(value))
    if kind == "euro":
        return 0 if size >= 100 or size == size.to_integral_value() else 2
    if kind == "other" and size == size.to_integral_value():
        return 0
    wanted = 1 if kind in ("percent", "points") or size >= 1 else 2
    if kind == "other" and size >= 1000:
        wanted = 0
    # A ratio such as 0,026 per inhabitant keeps two digits that mean something, or 0,026 and 0,022 look nearly alike.
    least = Decimal(1).scaleb(1 - wanted) if kind == "other" and size < 1 else Decimal(5).scaleb(-wanted - 1)
    while 0 < size < least and wanted < 6:
        wanted += 1
        least = least.scaleb(-1)
    return wanted


def number(value: Number, language: Language, decimals: int | None = None, unit: str | None = None) -> str:
    """Return the bare figure: ``374.238`` / ``374,238``, ``-1,5`` / ``-1.5``."""
    places = default_decimals(value, unit) if decimals is None else max(0, decimals)
    text = f"{rounded(value, places):,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def figure(value: Number, language: Language, unit: str | None = None, decimals: int | None = None) -> str:
    """Return the figure with its unit: ``367.947 inwoners``, ``3,4 %``, ``€ 412.000``, ``0,3 procentpunt``."""
    bare = number(value, language, decimals, unit)
    kind = kind_of_unit(unit)
    first, _, rest = (unit or "").strip().partition(" ")
    if kind == "percent":
        return f"{bare}{' %' if language == 'nl' else '%'}{' ' + rest if rest else ''}"
    if kind == "points":
        return f"{bare} {POINTS[language]}"
    if kind == "euro":
        sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
        return f"{sign}€{' ' if language == 'nl' else ''}{digits}{' ' + rest if rest else ''}"
    return f"{bare} {unit}" if first else bare


def signed(value: Number, language: Language, unit: str | None = None, decimals: int | None = None) -> str:
    """Return a difference with its sign: ``+1.234``, ``-0,3 procentpunt``."""
    text = figure(value, language, unit, decimals)
    return f"+{text}" if as_decimal(value) > 0 else text


def as_written(value: Number, language: Language) -> str:
    """Return a number with all the decimals that it has, as somebody would type it: ``4.500``, ``3,45``."""
    exponent = as_decimal(value).normalize().as_tuple().exponent
    return number(value, language, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
