"""Reads the digits of one written number: "1.234,5", "1,234.5", "100.000"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalog.text import Language

_GROUPED = {".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"), ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")}
#: Digits beyond this are no figure that anybody means; they would not fit a float either.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Numeral:
    """The value of written digits, the decimals written, and the value in the other notation if it differs."""

    value: float
    decimals: int = 0
    alternative: float | None = None


def numeral(text: str, language: Language) -> Numeral | None:
    """Return what ``text`` (digits, points, commas) says to a reader of ``language``; None when it is no number."""
    if len(text) > _LONGEST:
        return None
    marks = [char for char in text if char in ".,"]
    if not marks:
        return Numeral(float(text))
    if len(set(marks)) == 2:
        return _both(text, marks[-1])
    mark = marks[0]
    grouped = _GROUPED[mark].fullmatch(text) is not None
    if len(marks) > 1:
        return Numeral(_thousands(text)) if grouped else None
    return _single(text, mark, grouped, thousands="." if language == "nl" else ",")


def _both(text: str, decimal: str) -> Numeral | None:
    whole, _, fraction = text.rpartition(decimal)
    if any(char in fraction for char in ".,") or decimal in whole:
        return None
    return Numeral(float(f"{_thousands(whole):.0f}.{fraction}"), len(fraction))


def _single(text: str, mark: str, grouped: bool, thousands: str) -> Numeral:
    whole, fraction = text.split(mark)
    as_decimal = Numeral(float(f"{whole}.{fraction}"), len(fraction))
    if not grouped or whole == "0":
        return as_decimal
    as_thousands = Numeral(_thousands(text))
    if mark == thousands:
        return as_thousands
    # "100.000" in English or "100,000" in Dutch: nobody writes three decimals that are all zero.
    chosen, other = (as_thousands, as_decimal) if fraction == "000" else (as_decimal, as_thousands)
    return Numeral(chosen.value, chosen.decimals, other.value)


def _thousands(text: str) -> float:
    return float(text.replace(".", "").replace(",", ""))
